/** Reads disagreements between sources from the log. */

import type { ListCode } from "../../model/entry.ts";
import type { EventDraft, EventOrigin, MismatchEventData } from "../../model/events/event.ts";
import type { Mismatch } from "../../model/events/mismatch.ts";
import { openTurn, type Turn, turnsOf } from "../../model/events/mismatch-turns.ts";
import { appendEvent, readEvents } from "../log/log.ts";
import type { Database } from "../store/open-store.ts";

const TYPES = ["reconciliation.mismatch", "reconciliation.resolved"];

/** By mismatch id. */
export function readTurns(db: Database): Map<string, Turn[]> {
  return turnsOf(readEvents(db, { after: 0, types: TYPES }));
}

/** Mismatches that are not resolved, in order of their first event. */
export function openMismatches(db: Database, list?: ListCode): Mismatch[] {
  const open = [...readTurns(db).values()].flatMap((turns) => openTurn(turns)?.mismatch ?? []);
  return open.filter((mismatch) => list === undefined || mismatch.list === list);
}

/** Ids of mismatches that were news and whose resolution was not. */
export function openNews(db: Database): Set<string> {
  const open = new Set<string>();
  for (const { type, data } of readEvents(db, { after: 0, types: TYPES })) {
    const { mismatch, historical } = data as MismatchEventData;
    if (historical) continue;
    if (type === "reconciliation.mismatch") open.add(mismatch.id);
    else open.delete(mismatch.id);
  }
  return open;
}

/** Copies the mismatches that were open before the day. */
export function copyMismatches(
  stored: Database,
  copy: Database,
  day: string,
  origin: EventOrigin,
): void {
  const events: EventDraft[] = readEvents(stored, { after: 0, types: TYPES });
  for (const turns of turnsOf(events).values()) {
    const turn = openTurn(turns, day);
    if (turn === null) continue;
    const opened = events.findLast(({ type, data }) => {
      const { asOf, mismatch } = data as MismatchEventData;
      return type === TYPES[0] && asOf === turn.asOf && mismatch.id === turn.mismatch.id;
    });
    if (opened !== undefined) appendEvent(copy, opened, new Date(0), origin);
  }
}
