/** The event log: append-only and gap-free ("State and log are one transaction"); the schema's triggers enforce both. */

import { and, asc, count, desc, eq, gt, max, sql } from "drizzle-orm";
import {
  type EntityEventData,
  type EntityEventType,
  type EventDraft,
  type EventOrigin,
  type EventType,
  isEntityEvent,
  type LogEvent,
  toLogEvent,
} from "../../model/events/event.ts";
import { log } from "../schema/service.ts";
import type { Database } from "../store/open-store.ts";
import { prepareOnce } from "../store/prepare-once.ts";
import { prepareInsert } from "../store/prepare-rows.ts";
import { selectOfTypes } from "./events-of-types.ts";

/** A single baseline is several megabytes. */
const READ_AT_ONCE = 50;

/**
 * Gives the draft the next sequence. Returns null if its id is in the log already: reading anything twice
 * emits nothing new ("One change, one id").
 */
export function appendEvent(
  db: Database,
  draft: EventDraft,
  now: Date,
  origin: EventOrigin,
): LogEvent | null {
  const { withId, insert } = queries(db);
  if (withId.get({ id: draft.id }) !== undefined) return null;
  const sequence = lastSequence(db) + 1;
  const event = toLogEvent(draft, sequence, now, origin);
  const { id, type, subject, time } = event;
  insert({ sequence, id, type, subject, time, event: JSON.stringify(event) });
  return event;
}

const queries = prepareOnce((db) => {
  const { placeholder } = sql;
  const isOfType = and(eq(log.type, placeholder("type")), eq(log.subject, placeholder("subject")));
  return {
    withId: db
      .select({ sequence: log.sequence })
      .from(log)
      .where(eq(log.id, placeholder("id")))
      .prepare(),
    insert: prepareInsert(db, log, ["sequence", "id", "type", "subject", "time", "event"]),
    last: db
      .select({ last: max(log.sequence) })
      .from(log)
      .prepare(),
    ofType: db.select({ sequence: log.sequence }).from(log).where(isOfType).prepare(),
    countOfType: db.select({ events: count() }).from(log).where(isOfType).prepare(),
  };
});

export function lastSequence(db: Database): number {
  return queries(db).last.get()?.last ?? 0;
}

export interface EventFilter {
  readonly after: number;
  readonly types?: readonly string[];
  readonly limit?: number;
}

/** In log order. Costs as much as it returns, however long the log is. */
export function readEvents(
  db: Database,
  { after, types = [], limit = -1 }: EventFilter,
): LogEvent[] {
  const isAfter = gt(log.sequence, after);
  const columns = sql`${log.sequence} as sequence, ${log.event} as event`;
  const ofTypes = selectOfTypes(columns, types, isAfter);
  const rows =
    ofTypes === null
      ? db
          .select({ event: log.event })
          .from(log)
          .where(isAfter)
          .orderBy(asc(log.sequence))
          .limit(limit)
          .all()
      : db.all<{ event: string }>(sql`${ofTypes} limit ${limit}`);
  return rows.map(({ event }) => JSON.parse(event));
}

/** In log order, up to and including `last`; holds few events in memory. */
export function* eventsUntil(db: Database, last: number, first = 1): Generator<LogEvent> {
  for (let after = first - 1; after < last; ) {
    const limit = Math.min(READ_AT_ONCE, last - after);
    const events = readEvents(db, { after, limit });
    if (events.length === 0) return;
    yield* events;
    after += events.length;
  }
}

/** Names the event of a sequence without reading its content; null for 0 and beyond the end. */
export function eventAt(
  db: Database,
  sequence: number,
): { readonly id: string; readonly time: string } | null {
  const { id, time } = log;
  return db.select({ id, time }).from(log).where(eq(log.sequence, sequence)).get() ?? null;
}

export function readEvent(db: Database, sequence: number): LogEvent {
  const row = db.select({ event: log.event }).from(log).where(eq(log.sequence, sequence)).get();
  if (row === undefined) throw new Error(`no event ${sequence} in the log`);
  return JSON.parse(row.event);
}

/** Number of event texts cached: those of the newest rule and of pending deliveries. */
const TEXTS_KEPT = 500;

/** Reads events as stored, through a cache: every endpoint asks for the same news. */
export function readEventTexts(db: Database): (sequence: number) => { id: string; event: string } {
  const read = db
    .select({ id: log.id, event: log.event })
    .from(log)
    .where(eq(log.sequence, sql.placeholder("sequence")))
    .prepare();
  const known = new Map<number, { id: string; event: string }>();
  return (sequence) => {
    const found = known.get(sequence) ?? read.get({ sequence });
    if (found === undefined) throw new Error(`no event ${sequence} in the log`);
    if (known.size >= TEXTS_KEPT) known.clear();
    known.set(sequence, found);
    return found;
  };
}

/** All events of one entry, in log order. */
export function entityEventsOf(
  db: Database,
  entryId: string,
): (LogEvent & { type: EntityEventType; data: EntityEventData })[] {
  return db
    .select({ event: log.event })
    .from(log)
    .where(eq(log.subject, entryId))
    .orderBy(asc(log.sequence))
    .all()
    .map(({ event }): LogEvent => JSON.parse(event))
    .filter(isEntityEvent);
}

export function isLogged(db: Database, type: EventType, subject: string): boolean {
  return queries(db).ofType.get({ type, subject }) !== undefined;
}

export function countLogged(db: Database, type: EventType, subject: string): number {
  return queries(db).countOfType.get({ type, subject })?.events ?? 0;
}

export function countEvents(db: Database): Map<string, number> {
  const rows = db.select({ type: log.type, events: count() }).from(log).groupBy(log.type).all();
  return new Map(rows.map(({ type, events }) => [type, events]));
}

export function isInLog(db: Database, id: string): boolean {
  return queries(db).withId.get({ id }) !== undefined;
}

/** The last event of the type about the subject. */
export function lastEventOf(db: Database, type: EventType, subject: string): LogEvent | null {
  const row = db
    .select({ event: log.event })
    .from(log)
    .where(and(eq(log.type, type), eq(log.subject, subject)))
    .orderBy(desc(log.sequence))
    .limit(1)
    .get();
  return row === undefined ? null : JSON.parse(row.event);
}
