/** The legal log as text, page by page: for those who pass it on as it is stored, without parsing it. */

import { and, asc, eq, gt, inArray, lte, type SQL, sql } from "drizzle-orm";
import type { Database } from "./open-store.ts";
import { log } from "./schema/service.ts";

export interface StoredEvent {
  readonly sequence: number;
  readonly id: string;
  readonly type: string;
  /** The CloudEvent as delivered, JSON on one line. */
  readonly json: string;
}

/** What stands in the log behind `after`, up to and with `next`. */
export interface LogPage {
  readonly events: readonly StoredEvent[];
  /** Where to go on: each event up to here is on the page, or was not asked for. */
  readonly next: number;
}

export interface LogPageRequest {
  readonly after: number;
  /** The newest sequence to look at. */
  readonly upTo: number;
  readonly types?: readonly string[] | undefined;
  /** Of events on the page. */
  readonly limit: number;
  /** Of their text; a single event may be longer. */
  readonly maxBytes: number;
}

/** In log order, without gaps between `after` and `next`. */
export function readLogPage(db: Database, request: LogPageRequest): LogPage {
  const { after, upTo, types, limit, maxBytes } = request;
  if (after >= upTo) return { events: [], next: after };
  const isMeant = (last: number): SQL | undefined =>
    and(
      gt(log.sequence, after),
      lte(log.sequence, last),
      types === undefined ? undefined : inArray(log.type, [...types]),
    );
  // SQLite tells how long a text is without reading it: a baseline is the whole list.
  const sizes = db
    .select({ sequence: log.sequence, bytes: sql<number>`octet_length(${log.event})` })
    .from(log)
    .where(isMeant(upTo))
    .orderBy(asc(log.sequence))
    .limit(limit)
    .all();
  const taken = countThatFit(
    sizes.map(({ bytes }) => bytes),
    maxBytes,
  );
  const isWhole = taken === sizes.length && sizes.length < limit;
  const next = isWhole ? upTo : (sizes[taken - 1]?.sequence ?? after);
  const events =
    taken === 0
      ? []
      : db
          .select({ sequence: log.sequence, id: log.id, type: log.type, json: log.event })
          .from(log)
          .where(isMeant(next))
          .orderBy(asc(log.sequence))
          .all();
  return { events, next };
}

/** At least one, where there is one. */
function countThatFit(sizes: readonly number[], maxBytes: number): number {
  let sum = 0;
  const tooMuch = sizes.findIndex((bytes, at) => {
    sum += bytes;
    return at > 0 && sum > maxBytes;
  });
  return tooMuch === -1 ? sizes.length : tooMuch;
}

export function findStoredEvent(db: Database, id: string): StoredEvent | null {
  const found = db
    .select({ sequence: log.sequence, id: log.id, type: log.type, json: log.event })
    .from(log)
    .where(eq(log.id, id))
    .get();
  return found ?? null;
}
