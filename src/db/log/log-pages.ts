/** Reads the event log as text, page by page, for callers that pass it on without parsing. */

import { and, asc, eq, gt, lte, sql } from "drizzle-orm";
import { log } from "../schema/service.ts";
import type { Database } from "../store/open-store.ts";

export interface StoredEvent {
  readonly sequence: number;
  readonly id: string;
  readonly type: string;
  /** The CloudEvent as delivered, JSON on one line. */
  readonly json: string;
}

/** The events after `after`, up to and including `next`. */
export interface LogPage {
  readonly events: readonly StoredEvent[];
  /** Where to continue: every event up to here is on the page or does not match. */
  readonly next: number;
}

export interface LogPageRequest {
  readonly after: number;
  /** Read no further than this sequence. */
  readonly upTo: number;
  readonly types?: readonly string[] | undefined;
  /** Greatest number of events on the page. */
  readonly limit: number;
  /** Greatest size of their text together; a single event may be longer. */
  readonly maxBytes: number;
}

/** In log order, without gaps between `after` and `next`. Prepares its statements once. */
export type ReadLogPage = (request: LogPageRequest) => LogPage;

export function prepareLogPages(db: Database): ReadLogPage {
  // JSON, so that one statement serves any number of types.
  const isMeant = and(
    gt(log.sequence, sql.placeholder("after")),
    lte(log.sequence, sql.placeholder("upTo")),
    sql`(${sql.placeholder("types")} IS NULL OR ${log.type} IN (SELECT value FROM json_each(${sql.placeholder("types")})))`,
  );
  // SQLite knows a text's length without reading it; a baseline is the whole list.
  const readSizes = db
    .select({ sequence: log.sequence, bytes: sql<number>`octet_length(${log.event})` })
    .from(log)
    .where(isMeant)
    .orderBy(asc(log.sequence))
    .limit(sql.placeholder("limit"))
    .prepare();
  const readPage = db
    .select({ sequence: log.sequence, id: log.id, type: log.type, json: log.event })
    .from(log)
    .where(isMeant)
    .orderBy(asc(log.sequence))
    .prepare();

  return ({ after, upTo, types, limit, maxBytes }) => {
    if (after >= upTo) return { events: [], next: after };
    const meant = { after, types: types === undefined ? null : JSON.stringify(types) };
    const sizes = readSizes.all({ ...meant, upTo, limit });
    const taken = countThatFit(
      sizes.map(({ bytes }) => bytes),
      maxBytes,
    );
    const isWhole = taken === sizes.length && sizes.length < limit;
    const next = isWhole ? upTo : (sizes[taken - 1]?.sequence ?? after);
    const events = taken === 0 ? [] : readPage.all({ ...meant, upTo: next });
    return { events, next };
  };
}

/** At least one, if there is one. */
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
