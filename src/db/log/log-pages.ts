/** Reads the event log as text, page by page, for callers that pass it on without parsing. */

import { and, asc, eq, gt, lte, type SQL, sql } from "drizzle-orm";
import { log } from "../schema/service.ts";
import type { Database } from "../store/open-store.ts";
import { selectOfTypes } from "./events-of-types.ts";

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

/** A part of the log: after `after`, up to and including `upTo`. */
type Part = Pick<LogPageRequest, "after" | "upTo">;

interface Size {
  readonly sequence: number;
  readonly bytes: number;
}

// SQLite knows a text's length without reading it; a baseline is the whole list.
const SIZE = sql<number>`octet_length(${log.event})`;

export function prepareLogPages(db: Database): ReadLogPage {
  const { sequence, id, type, event: json } = log;
  const isPart = and(
    gt(sequence, sql.placeholder("after")),
    lte(sequence, sql.placeholder("upTo")),
  );
  const sizes = db
    .select({ sequence, bytes: SIZE })
    .from(log)
    .where(isPart)
    .orderBy(asc(sequence))
    .limit(sql.placeholder("limit"))
    .prepare();
  const events = db
    .select({ sequence, id, type, json })
    .from(log)
    .where(isPart)
    .orderBy(asc(sequence))
    .prepare();
  const ofTypes = <T>(columns: SQL, types: readonly string[], part: Part, limit = -1): T[] => {
    const isMeant = and(gt(sequence, part.after), lte(sequence, part.upTo));
    const query = selectOfTypes(columns, types, isMeant);
    return query === null ? [] : db.all<T>(sql`${query} limit ${limit}`);
  };
  const readSizes = (types: LogPageRequest["types"], part: Part, limit: number): Size[] =>
    types === undefined
      ? sizes.all({ ...part, limit })
      : ofTypes<Size>(sql`${sequence} as sequence, ${SIZE} as bytes`, types, part, limit);
  const readEvents = (types: LogPageRequest["types"], part: Part): StoredEvent[] =>
    types === undefined
      ? events.all({ ...part })
      : ofTypes<StoredEvent>(
          sql`${sequence} as sequence, ${id} as id, ${type} as type, ${json} as json`,
          types,
          part,
        );

  return ({ after, upTo, types, limit, maxBytes }) => {
    if (after >= upTo) return { events: [], next: after };
    const found = readSizes(types, { after, upTo }, limit);
    const taken = countThatFit(
      found.map(({ bytes }) => bytes),
      maxBytes,
    );
    const isWhole = taken === found.length && found.length < limit;
    const next = isWhole ? upTo : (found[taken - 1]?.sequence ?? after);
    return { events: taken === 0 ? [] : readEvents(types, { after, upTo: next }), next };
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
