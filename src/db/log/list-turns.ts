/** Where in the log one document has said all that it says of the list, and the next one begins. */

import { and, desc, inArray, lt, sql } from "drizzle-orm";
import { log } from "../schema/service.ts";
import type { Database } from "../store/open-store.ts";

/** Types that may change the list as it stands. */
const CHANGING = [
  "list.baselined",
  "entity.added",
  "entity.modified",
  "entity.removed",
  "entity.codified",
  "entity.reread",
  "entity.withdrawn",
  "entry.history",
  "entry.merged",
] as const;

/** Events looked through at once, the newest first. */
const LOOKED_AT = 500;

/**
 * The newest `limit` sequences after which the list stood still, ascending: at each, the event that changes it is the last one
 * of its document, in a row of events that change it.
 */
export function listTurns(db: Database, limit: number): number[] {
  const turns: number[] = [];
  let behind: string | null = null;
  for (let before = Number.MAX_SAFE_INTEGER; turns.length < limit; ) {
    const rows = db
      .select({ sequence: log.sequence, documentId: documentIdOf })
      .from(log)
      .where(and(inArray(log.type, [...CHANGING]), lt(log.sequence, before)))
      .orderBy(desc(log.sequence))
      .limit(LOOKED_AT)
      .all();
    for (const { sequence, documentId } of rows) {
      if (documentId !== behind) turns.push(sequence);
      behind = documentId;
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < LOOKED_AT) break;
    before = last.sequence;
  }
  return turns.slice(0, limit).reverse();
}

/** A baseline is megabytes, and a document of its own. */
const documentIdOf = sql<string>`case when ${log.type} = 'list.baselined' then 'baseline-' || ${log.sequence}
  else json_extract(${log.event}, '$.data.provenance.documentId') end`;
