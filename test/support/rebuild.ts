/** The list and its versions, as they stand and as the log alone rebuilds them. */

import { asc } from "drizzle-orm";
import { fillFromLog } from "../../src/db/list/rebuild.ts";
import { entries, entryVersions } from "../../src/db/schema/list.ts";
import { type Database, openScratchStore, type Store } from "../../src/db/store/open-store.ts";

export function dump(db: Database) {
  return {
    entries: db.select().from(entries).orderBy(asc(entries.entryId)).all(),
    versions: db.select().from(entryVersions).orderBy(asc(entryVersions.id)).all(),
  };
}

export function rebuild({ db }: Store) {
  using rebuilt = openScratchStore();
  fillFromLog(rebuilt.db, db);
  return dump(rebuilt.db);
}
