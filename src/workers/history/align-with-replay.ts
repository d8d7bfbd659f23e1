/** Brings the store in line with a replay: emits a new history for each entry that differs. */

import { alignProblems, alignWanted } from "../../db/documents/rules.ts";
import {
  mergeEntry,
  putHistory,
  readHistories,
  toHistory,
  touchedSince,
} from "../../db/list/history.ts";
import { alignChanges } from "../../db/list/list.ts";
import { alignQuestions, unmerged } from "../../db/list/questions.ts";
import { neverEarlier } from "../../db/list/versions.ts";
import { entityEventsOf, isInLog, readEvent } from "../../db/log/log.ts";
import type { Database } from "../../db/store/open-store.ts";
import {
  draftHistory,
  draftMerged,
  draftPresent,
  originOf,
  type VersionOrigin,
} from "../../model/events/draft-history.ts";
import type { LogEvent } from "../../model/events/event.ts";
import { mintEntryId } from "../../model/identity.ts";
import { diffEntries } from "../../model/list/change.ts";
import {
  type Aligned,
  alignHistories,
  type History,
  isHeldAlready,
  joinAlike,
  renumber,
  type VersionRecord,
} from "../../model/list/history.ts";
import type { ListWriter } from "../list/writer.ts";
import { alignMismatches } from "./align-mismatches.ts";

/** `day`: the first replayed day. */
export function alignWithReplay(
  tx: Database,
  replay: Database,
  day: string,
  writer: ListWriter,
): void {
  const merged = mergeSettled(tx, writer);
  const touched = new Set([...touchedSince(tx, day), ...touchedSince(replay, day)]);
  const ids = [...touched].sort();
  const aligned = alignHistories(readHistories(tx, ids), readHistories(replay, ids));
  const eventOf = eventReader(tx, replay);
  /** Maps replay ids to stored ids. */
  const storedIds = new Map<string, string>();
  for (const pair of aligned) {
    const ids = idsOf(tx, pair);
    if (pair.replayed !== null) storedIds.set(pair.replayed.entryId, ids.entryId);
    // A merge has an event of its own; the joined text is not news.
    const stored = merged.has(ids.entryId)
      ? pair.stored
      : emitPresent(tx, replay, { ...pair, ids }, writer);
    const replayed = joinAlike(pair.replayed?.records ?? []);
    const records = renumber(stored, replayed);
    const listed = pair.replayed?.listed ?? false;
    if (isHeldAlready(stored, listed, records)) continue;
    const origins = replayed.map((record) =>
      originOf(eventOf(record), record, pair.replayed?.entryId ?? ""),
    );
    const past = { ...ids, ...presentOf(stored, pair, listed, records), records };
    emitHistory(tx, past, origins, writer);
  }
  alignChanges(tx, replay, storedIds);
  alignProblems(tx, replay);
  alignWanted(tx, replay);
  alignQuestions(tx, replay, day, storedIds);
  alignMismatches(tx, replay, day, storedIds, writer);
}

/** Emits merges that a person decided. Returns the kept ids. */
function mergeSettled(tx: Database, writer: ListWriter): Set<string> {
  const kept = new Set<string>();
  for (const { goneId: keptId, comeId: mergedId, evidence } of unmerged(tx)) {
    const [merged] = readHistories(tx, [mergedId]);
    if (merged === undefined || keptId === mergedId) continue;
    const from = writer.context(false);
    const knownFrom = neverEarlier(tx, mergedId, from.knownFrom);
    const merge = { keptId, mergedId, entry: merged.entry, evidence };
    const draft = draftMerged(merge, { ...from, knownFrom });
    if (writer.emit(draft) === null) continue;
    mergeEntry(tx, draft.data);
    kept.add(keptId);
  }
  return kept;
}

interface Ids {
  readonly entryId: string;
  readonly partyId: string;
}

/** The store's ids if it knows the entry; otherwise the replay's, unless another entry has that id. */
function idsOf(tx: Database, { stored, replayed }: Aligned): Ids {
  const known = stored ?? replayed;
  if (known === null) throw new Error("neither the store nor the replay knows the entry");
  const { entryId, partyId, records, entry } = known;
  if (stored !== null || readHistories(tx, [entryId]).length === 0) return { entryId, partyId };
  for (let twin = 0; ; twin += 1) {
    const free = mintEntryId(records[0]?.entry ?? entry, twin);
    if (readHistories(tx, [free]).length === 0) return { entryId: free, partyId };
  }
}

/**
 * Emits a change of the current list as news, for example when a late rule changes an entry that was not known to be listed.
 * Returns the stored history afterwards.
 */
function emitPresent(
  tx: Database,
  replay: Database,
  { stored, replayed, ids }: Aligned & { readonly ids: Ids },
  writer: ListWriter,
): History | null {
  if (replayed === null) return stored;
  const [was, is] = [stored?.listed ? stored.entry : null, replayed.listed ? replayed.entry : null];
  if (was === null && is === null) return stored;
  if (was !== null && is !== null && diffEntries(was, is).length === 0) return stored;
  // A codification without a new text makes no version.
  const made = entityEventsOf(replay, replayed.entryId).findLast(
    ({ type, data }) => type !== "entity.codified" || data.validFrom !== null,
  );
  if (made === undefined) return stored;
  const from = writer.context(false);
  const { change, draft } = draftPresent(stored, replayed, ids, made.data, from);
  if (isInLog(tx, draft.id)) return stored;
  if (draft.type === "entity.reread") writer.mend(draft, change);
  else writer.change(draft, change, made.data.validFrom);
  return readHistories(tx, [ids.entryId])[0] ?? null;
}

function presentOf(
  stored: History | null,
  { replayed }: Aligned,
  listed: boolean,
  records: readonly VersionRecord[],
): Pick<History, "list" | "listed" | "version" | "entry"> {
  const known = replayed ?? stored;
  if (known === null) throw new Error("neither the store nor the replay knows the entry");
  const { list, entry } = known;
  const last = records.at(-1);
  if (listed && last !== undefined) return { list, listed, version: last.version, entry };
  const highest = Math.max(stored?.versions ?? 0, ...records.map(({ version }) => version));
  const isStill = stored !== null && !stored.listed;
  return { list, listed, version: isStill ? stored.version : highest + 1, entry };
}

function emitHistory(
  tx: Database,
  past: Omit<History, "versions">,
  origins: readonly VersionOrigin[],
  writer: ListWriter,
): void {
  const from = writer.context(true);
  const knownFrom = neverEarlier(tx, past.entryId, from.knownFrom);
  const draft = draftHistory(past, origins, { ...from, knownFrom });
  const sequence = writer.emit(draft);
  if (sequence === null) throw new Error(`${draft.id} is in the log, but not in the state`);
  putHistory(tx, toHistory(draft.data, sequence));
}

/** Records copied from the store have the store's sequence, negated. */
function eventReader(tx: Database, replay: Database): (record: VersionRecord) => LogEvent {
  const read = new Map<number, LogEvent>();
  return ({ sequence }) => {
    const event =
      read.get(sequence) ?? (sequence < 0 ? readEvent(tx, -sequence) : readEvent(replay, sequence));
    read.set(sequence, event);
    return event;
  };
}
