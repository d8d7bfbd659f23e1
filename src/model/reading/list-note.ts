/** An editorial note of the eCFR beside a list's table. */

import type { Citation } from "../entry.ts";

export interface ListNote {
  /** Amendments that could not be incorporated; text that is stayed for now; anything else. */
  readonly kind: "not-incorporated" | "stayed" | "other";
  /** The rule the note is about. */
  readonly citation: Citation | null;
  /** The amendments that could not be incorporated. */
  readonly amendments: readonly NotedAmendment[];
  /** The last day of a stay. */
  readonly until: string | null;
  /** As printed. */
  readonly text: string;
}

export interface NotedAmendment {
  readonly op: "add" | "revise" | "remove";
  /** As printed; null where the note names none. */
  readonly destination: string | null;
  readonly names: readonly string[];
}
