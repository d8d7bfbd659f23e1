/** One change of the list, before it becomes state and an event. */

import type { Entry } from "../entry.ts";
import { mintChangeId } from "../identity.ts";
import { type ChangeClass, classOf, type FieldChange } from "./change.ts";
import type { KnownEntry, ListIndex } from "./list-index.ts";
import type { Match } from "./match.ts";
import { diffLaw } from "./same-letters.ts";

export interface ListChange {
  readonly changeId: string;
  readonly op: "added" | "modified" | "removed";
  readonly class: ChangeClass;
  readonly entryId: string;
  readonly partyId: string;
  /** Counts every version of the entry, from 1. */
  readonly version: number;
  readonly before: Entry | null;
  readonly after: Entry | null;
  readonly changes: readonly FieldChange[];
  /** 1-based table row that shows it; null for removals. */
  readonly row: number | null;
  /** For a snapshot's entry without a unique name: the evidence by which it was matched. */
  readonly match?: Match;
}

/** Also applies the change to the index, so that the next change sees it. `origin`: the key of the rule or snapshot. */
export function addEntry(
  index: ListIndex,
  origin: string,
  after: Entry,
  row: number,
  entryId: string = index.idFor(after),
): ListChange {
  return enact(index, origin, "added", null, after, entryId, row);
}

/** Null, without a new version, where nothing differs. */
export function modifyEntry(
  index: ListIndex,
  origin: string,
  known: KnownEntry,
  after: Entry,
  row: number,
  match?: Match,
): ListChange | null {
  if (diffLaw(known.entry, after).length === 0) return null;
  const change = enact(index, origin, "modified", known.entry, after, known.entryId, row);
  return match === undefined || match.evidence.length === 0 ? change : { ...change, match };
}

export function removeEntry(index: ListIndex, origin: string, known: KnownEntry): ListChange {
  return enact(index, origin, "removed", known.entry, null, known.entryId, null);
}

/** A revision of an entry never seen: its earlier text is unknown. */
export function reviseUnseen(
  index: ListIndex,
  origin: string,
  after: Entry,
  row: number,
): ListChange {
  return enact(index, origin, "modified", null, after, index.idFor(after), row);
}

function enact(
  index: ListIndex,
  origin: string,
  op: ListChange["op"],
  before: Entry | null,
  after: Entry | null,
  entryId: string,
  row: number | null,
): ListChange {
  const old = index.get(entryId);
  const entry = after ?? before;
  if (entry === null) throw new Error(`a change of ${entryId} needs a before or an after`);
  const changes = before !== null && after !== null ? diffLaw(before, after) : [];
  const change: ListChange = {
    changeId: mintChangeId(origin, entryId, op),
    op,
    class: op === "modified" && before !== null ? classOf(changes) : "substantive",
    entryId,
    partyId: old?.partyId ?? index.partyFor(entry),
    version: (old?.versions ?? 0) + 1,
    before,
    after,
    changes,
    row,
  };
  index.put({
    entryId,
    partyId: change.partyId,
    version: change.version,
    versions: change.version,
    listed: after !== null,
    entry,
    pending: old?.pending ?? [],
  });
  return change;
}
