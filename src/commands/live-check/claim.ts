/** An assumption about a live service that no one has tried yet, and the request that tries it. */

import type { Expected } from "../../sources/answer-content.ts";

/** An answer with any status. */
export interface Heard {
  readonly status: number;
  /** Header names are in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Null where the body is not JSON. */
  readonly json: unknown;
}

/** Requests each URL only once and shares the answer. */
export type Ask = (url: string, expected?: Expected) => Promise<Heard>;

export interface Places {
  readonly federalRegister: string;
  /** Base URL of the displayed PDFs. */
  readonly publicInspection: string;
  readonly ecfr: string;
  readonly today: string;
}

export interface Verdict {
  readonly holds: boolean;
  /** The value or text that was checked. */
  readonly seen: string;
}

export interface Claim {
  readonly words: string;
  readonly try: (ask: Ask, places: Places) => Promise<Verdict>;
  /** How the service copes if the claim does not hold. */
  readonly otherwise: string;
}
