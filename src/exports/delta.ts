/**
 * The changes of the list between two sequences of the event log, in the format of OpenSanctions' deltas
 * (https://www.opensanctions.org/faq/80/bulk-deltas/). Two differences: `entity` is an entry as in `entries.ndjson`, not a
 * FollowTheMoney entity, and a `DEL` contains the last entry, where OpenSanctions has only the id.
 */

import type { StandingEntry } from "../model/events/list-copy.ts";
import { entryRecord } from "./entry-line.ts";

export interface DeltaLine {
  readonly op: "ADD" | "MOD" | "DEL";
  readonly entity: ReturnType<typeof entryRecord>;
}

type Entries = ReadonlyMap<string, StandingEntry>;

/** One line for each entry that is listed on one side only, or whose text, version or `validFrom` differs. */
export function* deltaBetween(from: Entries, to: Entries): Generator<DeltaLine> {
  for (const [entryId, now] of to) {
    const before = from.get(entryId);
    // Snapshots share unchanged entries.
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
