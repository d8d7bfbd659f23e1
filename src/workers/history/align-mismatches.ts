/** Where the witnesses disagree by a replay, told wherever the store says otherwise. */

import { baselineDate } from "../../db/list/list.ts";
import { heardOpen, readTurns } from "../../db/list/mismatches.ts";
import { versionOn } from "../../db/list/versions.ts";
import type { Database } from "../../db/store/open-store.ts";
import { draftTurn } from "../../model/events/draft-reconciliation.ts";
import { type Mismatch, renameMismatch } from "../../model/events/mismatch.ts";
import { alignTurns, type Turn } from "../../model/events/mismatch-turns.ts";
import { mustBeCodified } from "../../model/list/codification.ts";
import type { ListWriter } from "../list/writer.ts";

/** After the entries. `day`: the first one that was replayed; `storedIds`: where the replay names an entry otherwise. */
export function alignMismatches(
  tx: Database,
  replay: Database,
  day: string,
  storedIds: ReadonlyMap<string, string>,
  writer: ListWriter,
): void {
  const [stored, heard] = [readTurns(tx), heardOpen(tx)];
  const replayed = new Map<string, Turn[]>();
  for (const turns of readTurns(replay).values()) {
    const renamed = turns.map((turn) => ({ ...turn, mismatch: rename(turn.mismatch, storedIds) }));
    for (const { mismatch } of renamed) replayed.set(mismatch.id, renamed);
  }
  for (const id of [...new Set([...stored.keys(), ...replayed.keys()])].sort()) {
    for (const turn of alignTurns(stored.get(id) ?? [], replayed.get(id) ?? [], day)) {
      const { mismatch, asOf, provenance } = turn;
      const rule = { publicationDate: mismatch.publicationDate, effectiveOn: null };
      // Of an old rule nothing is news, it was told as history itself; and no end of what nobody heard of.
      const isQuiet = turn.isOpen
        ? mustBeCodified(rule, baselineDate(tx, mismatch.list))
        : !heard.has(id);
      const { entryId } = mismatch;
      const entryVersion = entryId === null ? null : versionOn(tx, entryId, asOf);
      const numbered = { ...turn, mismatch: { ...mismatch, entryVersion } };
      writer.tell(
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
