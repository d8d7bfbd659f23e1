/** When entries were added to the lists, changed and removed, by valid time. */

import { setImmediate as pause } from "node:timers/promises";
import { inArray, sql } from "drizzle-orm";
import type { ListCode } from "../../model/entry.ts";
import { classOf } from "../../model/list/change.ts";
import { diffLaw } from "../../model/list/same-letters.ts";
import { entryVersions } from "../schema/list.ts";
import type { Database } from "../store/open-store.ts";

export type FlowOp = "added" | "modified" | "removed";

export interface Flow {
  readonly entryId: string;
  readonly list: ListCode;
  readonly op: FlowOp;
  /** First day, `YYYY-MM-DD`. For an entry first found listed, the day of its first citation. */
  readonly day: string;
}

interface Turn extends Flow {
  /** Record ids of the versions that the change lies between; null where it is not a modification. */
  readonly before: number | null;
  readonly after: number;
}

/** Versions compared before yielding to the event loop. */
const COMPARED_AT_ONCE = 100;

/**
 * All turns of all entries, as known now. A version that begins where the previous one ends counts as a change only if its text
 * differs substantively: codification, for example, changes only page numbers. Records never change, so each pair is
 * compared once.
 */
export function createFlowReader(): (db: Database) => Promise<Flow[]> {
  const differs = new Map<string, boolean>();
  return async (db) => {
    const turns = readTurns(db);
    const unknown = turns.filter((turn) => turn.before !== null && !differs.has(pairOf(turn)));
    for (let from = 0; from < unknown.length; from += COMPARED_AT_ONCE) {
      compare(db, unknown.slice(from, from + COMPARED_AT_ONCE), differs);
      await pause();
    }
    return turns
      .filter((turn) => turn.before === null || differs.get(pairOf(turn)))
      .map(({ entryId, list, op, day }) => ({ entryId, list, op, day }));
  };
}

function readTurns(db: Database): Turn[] {
  return db.all<Turn>(sql`
    with held as (
      select id, entry_id, list, valid_from, valid_to,
        coalesce(valid_from, first_cited_on, seen_on) as begun,
        lag(id) over past as former,
        lag(valid_to) over past as ended,
        lead(valid_from) over past as followed
      from entry_versions
      where known_to is null
      window past as (partition by entry_id order by valid_from, id)
    )
    select entry_id as entryId, list, begun as day, id as after,
      iif(former is not null and ended is valid_from, 'modified', 'added') as op,
      iif(ended is valid_from, former, null) as before
    from held
    union all
    select entry_id, list, valid_to, id, 'removed', null
    from held
    where valid_to is not null and followed is not valid_to
  `);
}

function compare(db: Database, turns: readonly Turn[], differs: Map<string, boolean>): void {
  const ids = new Set(turns.flatMap(({ before, after }) => [before ?? after, after]));
  const { id, body } = entryVersions;
  const isWanted = inArray(id, [...ids]);
  const rows = db.select({ id, body }).from(entryVersions).where(isWanted).all();
  const bodies = new Map(rows.map((row) => [row.id, row.body]));
  for (const turn of turns) {
    const [before, after] = [bodies.get(turn.before ?? turn.after), bodies.get(turn.after)];
    const changes = before && after ? diffLaw(before, after) : [];
    differs.set(pairOf(turn), classOf(changes) === "substantive");
  }
}

function pairOf({ before, after }: Turn): string {
  return `${before}|${after}`;
}
