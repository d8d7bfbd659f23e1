/** When entries came on the lists, changed and went, on the axis of law. */

import { sql } from "drizzle-orm";
import type { ListCode } from "../model/entry.ts";
import type { Database } from "./open-store.ts";

export type FlowOp = "added" | "modified" | "removed";

export interface Flow {
  readonly entryId: string;
  readonly list: ListCode;
  readonly op: FlowOp;
  /** From which it was so: `YYYY-MM-DD`. An entry that was found listed came on the day of its first citation. */
  readonly day: string;
}

/** Each turn of each entry, as it is held now. A version that begins where the one before ends is a change. */
export function readFlows(db: Database): Flow[] {
  return db.all<Flow>(sql`
    with held as (
      select entry_id, list, valid_from, valid_to,
        coalesce(valid_from, first_cited_on, seen_on) as begun,
        lag(valid_to) over past as ended,
        row_number() over past as place,
        lead(valid_from) over past as followed
      from entry_versions
      where known_to is null
      window past as (partition by entry_id order by valid_from, id)
    )
    select entry_id as entryId, list, begun as day,
      iif(place > 1 and ended is valid_from, 'modified', 'added') as op
    from held
    union all
    select entry_id, list, valid_to, 'removed'
    from held
    where valid_to is not null and followed is not valid_to
  `);
}
