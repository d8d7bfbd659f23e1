/** SQL that reads the events of some types in log order. */

import { type SQL, sql } from "drizzle-orm";
import { log } from "../schema/service.ts";

/**
 * `columns` include the sequence under that name. SQLite searches the index range of each type and merges the ranges as it
 * goes; with `type IN (…)` it would collect and sort all events of the types first. Null where there is no type.
 */
export function selectOfTypes(
  columns: SQL,
  types: readonly string[],
  isMeant: SQL | undefined,
): SQL | null {
  if (types.length === 0) return null;
  const rest = isMeant === undefined ? sql`` : sql` and ${isMeant}`;
  const arms = [...new Set(types)].map(
    (type) => sql`select ${columns} from ${log} where ${log.type} = ${type}${rest}`,
  );
  return sql`${sql.join(arms, sql` union all `)} order by sequence`;
}
