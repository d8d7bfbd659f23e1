/** One thing that is held of a live service and nobody has seen yet, with the question that tries it. */

import type { Expected } from "../../sources/answer-content.ts";

/** An answer that came, whatever it says. */
export interface Heard {
  readonly status: number;
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Null where the body is no JSON. */
  readonly json: unknown;
}

/** The same address is asked once, whoever wants its answer. */
export type Ask = (url: string, expected?: Expected) => Promise<Heard>;

export interface Places {
  readonly federalRegister: string;
  /** Of the PDFs on display. */
  readonly publicInspection: string;
  readonly ecfr: string;
  readonly today: string;
}

export interface Verdict {
  readonly holds: boolean;
  /** The figure or the words by which it was judged. */
  readonly seen: string;
}

export interface Claim {
  readonly words: string;
  readonly try: (ask: Ask, places: Places) => Promise<Verdict>;
  /** What makes the service right where the claim does not hold. */
  readonly otherwise: string;
}
