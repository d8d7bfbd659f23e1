/** Prepares frequent queries once per store: building the text of a query costs more than running a small one. */

import type { Database } from "./open-store.ts";

/** `prepare` makes the prepared queries of a family; they serve the store and its transactions. */
export function prepareOnce<Queries>(
  prepare: (db: Database) => Queries,
): (db: Database) => Queries {
  const prepared = new WeakMap<Database, Queries>();
  return (db) => {
    const known = prepared.get(db) ?? prepare(db);
    prepared.set(db, known);
    return known;
  };
}
