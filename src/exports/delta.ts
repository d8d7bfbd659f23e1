/**
 * What became of the list between two sequences of its log, in the form of OpenSanctions' deltas
 * (https://www.opensanctions.org/faq/80/bulk-deltas/). Two things are otherwise: `entity` is an entry as `entries.ndjson` has it,
 * not a FollowTheMoney entity, and a `DEL` bears the last body, where OpenSanctions gives the id alone.
 */

import type { StandingEntry } from "../model/events/list-copy.ts";
import { entryRecord } from "./entry-line.ts";

export interface DeltaLine {
  readonly op: "ADD" | "MOD" | "DEL";
  readonly entity: ReturnType<typeof entryRecord>;
}

type Entries = ReadonlyMap<string, StandingEntry>;

/** One line for each entry that is listed on one side only, or whose text, version or first day differs. */
export function* deltaBetween(from: Entries, to: Entries): Generator<DeltaLine> {
  for (const [entryId, now] of to) {
    const before = from.get(entryId);
    // Cuts share what did not change.
    if (before === now) continue;
    const was = before?.listed === true ? before : null;
    if (now.listed && was === null) yield { op: "ADD", entity: entryRecord(now) };
    else if (was !== null && !now.listed) yield { op: "DEL", entity: entryRecord(was) };
    else if (was !== null && !isSame(was, now)) yield { op: "MOD", entity: entryRecord(now) };
  }
}

function isSame(a: StandingEntry, b: StandingEntry): boolean {
  return JSON.stringify(entryRecord(a)) === JSON.stringify(entryRecord(b));
}
