/** A match, or possible match, of a snapshot's entry with a known one. */

import type { Entry } from "../entry.ts";
import type { KnownEntry } from "./list-index.ts";

export interface Match {
  /** `name`: same destination and name, with further evidence among namesakes; otherwise the evidence that joined two names. */
  readonly by: "name" | "settled" | "alias" | "address" | "similar";
  /** For a person: `the former name is now an alias`. Empty where the name is unique on both sides, or nothing differs. */
  readonly evidence: readonly string[];
}

export interface Paired {
  readonly known: KnownEntry;
  readonly entry: Entry;
  /** Position among the snapshot's entries. */
  readonly at: number;
  readonly match: Match;
}

/** Two entries that may be one; they stay separate until a person decides. */
export interface Doubt {
  readonly id: string;
  readonly known: KnownEntry;
  readonly entry: Entry;
  readonly evidence: readonly string[];
}

/** An entry that a snapshot shows. */
export interface Placed {
  readonly entry: Entry;
  /** Position among the snapshot's entries. */
  readonly at: number;
}
