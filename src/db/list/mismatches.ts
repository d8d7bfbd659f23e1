/** Reads disagreements between sources from the log. */

import { and, asc, eq, sql } from "drizzle-orm";
import type { ListCode } from "../../model/entry.ts";
import type {
  EventDraft,
  EventOrigin,
  LogEvent,
  MismatchEventData,
} from "../../model/events/event.ts";
import type { Mismatch } from "../../model/events/mismatch.ts";
import { openTurn, type Turn, turnsOf } from "../../model/events/mismatch-turns.ts";
import { appendEvent, readEvents } from "../log/log.ts";
import { log, mismatches } from "../schema/service.ts";
import type { Database } from "../store/open-store.ts";

const TYPES = ["reconciliation.mismatch", "reconciliation.resolved"];

/** By mismatch id. */
export function readTurns(db: Database): Map<string, Turn[]> {
  return turnsOf(readEvents(db, { after: 0, types: TYPES }));
}

/** Mismatches that are not resolved, in order of their first event. Reads no other event of the log. */
export function openMismatches(db: Database, list?: ListCode): Mismatch[] {
  // Same words as the index `mismatches_open`; otherwise SQLite would not use it.
  const isOpen = sql`is_open = 1`;
  return db
    .select({ event: log.event })
    .from(mismatches)
    .innerJoin(log, eq(log.sequence, mismatches.sequence))
    .where(list === undefined ? isOpen : and(isOpen, eq(mismatches.list, list)))
    .orderBy(asc(mismatches.first))
    .all()
    .map(({ event }) => ((JSON.parse(event) as LogEvent).data as MismatchEventData).mismatch);
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
