/** Finds the log sequences at which the events of one document end, so that the list is consistent. */

import { and, desc, inArray, lt, sql } from "drizzle-orm";
import { log } from "../schema/service.ts";
import type { Database } from "../store/open-store.ts";

/** Types that may change the current list. */
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

/** Events read at once, newest first. */
const LOOKED_AT = 500;

/**
 * The newest `limit` sequences, ascending, at which the list is consistent: each is the last list-changing event of its
 * document in a run of such events.
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

/** A baseline is megabytes of JSON, so its own sequence stands for its document. */
const documentIdOf = sql<string>`case when ${log.type} = 'list.baselined' then 'baseline-' || ${log.sequence}
  else json_extract(${log.event}, '$.data.provenance.documentId') end`;
