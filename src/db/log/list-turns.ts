/** Finds the log sequences at which the events of one document end, so that the list is consistent. */

import { desc } from "drizzle-orm";
import { listTurns } from "../schema/service.ts";
import type { Database } from "../store/open-store.ts";

/**
 * The newest `limit` sequences, ascending, at which the list is consistent: each is the last list-changing event of its
 * document in a run of such events. A trigger of the log keeps them.
 */
export function newestTurns(db: Database, limit: number): number[] {
  return db
    .select({ sequence: listTurns.sequence })
    .from(listTurns)
    .orderBy(desc(listTurns.sequence))
    .limit(limit)
    .all()
    .map(({ sequence }) => sequence)
    .reverse();
}
