/** That an entry of a snapshot is one of the list, and why; or that it may be. */

import type { Entry } from "../entry.ts";
import type { KnownEntry } from "./list-index.ts";

export interface Match {
  /** `name`: one destination and one name, and among namesakes what tells them apart; else what made two names one entry. */
  readonly by: "name" | "settled" | "alias" | "address" | "similar";
  /** For a person: `the name before is an alias now`. Empty where the name stands once on both sides, or nothing differs. */
  readonly evidence: readonly string[];
}

export interface Paired {
  readonly known: KnownEntry;
  readonly entry: Entry;
  /** Position among the snapshot's entries. */
  readonly at: number;
  readonly match: Match;
}

/** Two that may be one: kept apart until a person says what they are. */
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
