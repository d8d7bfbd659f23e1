/** Emits mismatches of the replay that the store lacks or has otherwise. */

import { baselineDate } from "../../db/list/list.ts";
import { openNews, readTurns } from "../../db/list/mismatches.ts";
import { versionOn } from "../../db/list/versions.ts";
import type { Database } from "../../db/store/open-store.ts";
import { draftTurn } from "../../model/events/draft-reconciliation.ts";
import { type Mismatch, renameMismatch } from "../../model/events/mismatch.ts";
import { alignTurns, type Turn } from "../../model/events/mismatch-turns.ts";
import { mustBeCodified } from "../../model/list/codification.ts";
import type { ListWriter } from "../list/writer.ts";

/** Runs after the entries are aligned. `day`: the first replayed day; `storedIds` maps replay ids to stored ids. */
export function alignMismatches(
  tx: Database,
  replay: Database,
  day: string,
  storedIds: ReadonlyMap<string, string>,
  writer: ListWriter,
): void {
  const [stored, openAsNews] = [readTurns(tx), openNews(tx)];
  const replayed = new Map<string, Turn[]>();
  for (const turns of readTurns(replay).values()) {
    const renamed = turns.map((turn) => ({ ...turn, mismatch: rename(turn.mismatch, storedIds) }));
    for (const { mismatch } of renamed) replayed.set(mismatch.id, renamed);
  }
  for (const id of [...new Set([...stored.keys(), ...replayed.keys()])].sort()) {
    for (const turn of alignTurns(stored.get(id) ?? [], replayed.get(id) ?? [], day)) {
      const { mismatch, asOf, provenance } = turn;
      const rule = { publicationDate: mismatch.publicationDate, effectiveOn: null };
      // A mismatch of an old rule is history, not news; its end is news only if its beginning was.
      const isQuiet = turn.isOpen
        ? mustBeCodified(rule, baselineDate(tx, mismatch.list))
        : !openAsNews.has(id);
      const { entryId } = mismatch;
      const entryVersion = entryId === null ? null : versionOn(tx, entryId, asOf);
      const numbered = { ...turn, mismatch: { ...mismatch, entryVersion } };
      writer.emit(
        draftTurn(numbered, { ...writer.context(turn.historical || isQuiet), provenance }),
      );
    }
  }
}

function rename(mismatch: Mismatch, storedIds: ReadonlyMap<string, string>): Mismatch {
  const { entryId } = mismatch;
  const storedId = entryId === null ? undefined : storedIds.get(entryId);
  if (storedId === undefined || storedId === entryId) return mismatch;
  return renameMismatch(mismatch, storedId);
}
