/** The current list, and the changes that no snapshot has shown yet. */

import { and, count, eq, ne, sql } from "drizzle-orm";
import { LISTS, type ListCode } from "../../model/entry.ts";
import { mintChangeId, ruleKey } from "../../model/identity.ts";
import { type KnownEntry, ListIndex, type PendingChange } from "../../model/list/list-index.ts";
import { baselines, changes, entries } from "../schema/list.ts";
import type { Database } from "../store/open-store.ts";
import { prepareOnce } from "../store/prepare-once.ts";
import { inserted, prepareUpsert } from "../store/prepare-rows.ts";
import { readSettled } from "./questions.ts";
import type { ListedVersion } from "./versions.ts";

export function loadIndex(db: Database, list: ListCode): ListIndex {
  const rows = db.select().from(entries).where(eq(entries.list, list)).all();
  const known = withPending(rows, pendingChanges(db));
  return new ListIndex(list, baselineDate(db, list), known, readSettled(db));
}

/** Updates these entries in the index from the store. */
export function refreshIndex(db: Database, index: ListIndex, entryIds: readonly string[]): void {
  const { entryOfList, pendingOfEntry } = queries(db);
  for (const entryId of entryIds) {
    const rows = entryOfList.all({ entryId, list: index.list });
    const pending = pendingOfEntry.all({ entryId });
    for (const known of withPending(rows, pending)) index.put(known);
  }
}

function withPending(
  rows: readonly (typeof entries.$inferSelect)[],
  waiting: readonly (typeof changes.$inferSelect)[],
): KnownEntry[] {
  const pending = new Map<string, PendingChange[]>();
  for (const { entryId, stage: _stage, codifiedOn: _none, ...change } of waiting) {
    const known = pending.get(entryId) ?? [];
    known.push(change);
    pending.set(entryId, known);
  }
  return rows.map((row) => ({
    entryId: row.entryId,
    partyId: row.partyId,
    version: row.version,
    versions: row.versions,
    listed: row.listed,
    entry: row.body,
    pending: pending.get(row.entryId) ?? [],
  }));
}

export function baselineDate(db: Database, list: ListCode): string | null {
  return db.select().from(baselines).where(eq(baselines.list, list)).get()?.asOf ?? null;
}

export function listBaselines(db: Database): (typeof baselines.$inferSelect)[] {
  return db.select().from(baselines).all();
}

export function setBaseline(db: Database, list: ListCode, asOf: string, documentId: string): void {
  db.insert(baselines)
    .values({ list, asOf, documentId })
    .onConflictDoUpdate({ target: baselines.list, set: { asOf, documentId } })
    .run();
}

/** The list as executed. It includes every known change, also those that take effect later. */
export function currentEntries(
  db: Database,
  list?: ListCode,
): Pick<ListedVersion, "entryId" | "version" | "entry">[] {
  const isListed = eq(entries.listed, true);
  return db
    .select({ entryId: entries.entryId, version: entries.version, entry: entries.body })
    .from(entries)
    .where(list === undefined ? isListed : and(isListed, eq(entries.list, list)))
    .all() as Pick<ListedVersion, "entryId" | "version" | "entry">[];
}

/** By list, without zeros. */
export function countListed(db: Database): { list: ListCode; entries: number }[] {
  return LISTS.flatMap((list) => {
    const isListed = and(eq(entries.list, list), eq(entries.listed, true));
    const found = db.select({ entries: count() }).from(entries).where(isListed).get();
    return found === undefined || found.entries === 0 ? [] : [{ list, ...found }];
  });
}

/** A known change is updated from a better copy of its rule; a codified one stays codified. */
export function putChange(
  db: Database,
  change: Omit<typeof changes.$inferSelect, "codifiedOn">,
): void {
  queries(db).upsertChange(change);
}

const queries = prepareOnce((db) => {
  const { placeholder } = sql;
  const isOfEntry = eq(changes.entryId, placeholder("entryId"));
  const stage = sql`iif(${changes.stage} = 'codified', ${changes.stage}, ${inserted(changes.stage)})`;
  return {
    entryOfList: db
      .select()
      .from(entries)
      .where(
        and(eq(entries.entryId, placeholder("entryId")), eq(entries.list, placeholder("list"))),
      )
      .prepare(),
    pendingOfEntry: db
      .select()
      .from(changes)
      .where(and(ne(changes.stage, "codified"), isOfEntry))
      .prepare(),
    upsertChange: prepareUpsert(
      ...([db, changes, "changeId"] as const),
      [
        ...(["entryId", "op", "documentNumber", "publicationDate"] as const),
        ...(["effectiveOn", "stage"] as const),
      ],
      { stage },
    ),
  };
});

/** Deletes a change that was taken back. */
export function dropChange(db: Database, changeId: string): void {
  db.delete(changes).where(eq(changes.changeId, changeId)).run();
}

/** `asOf`: the date of the snapshot that shows it. */
export function codifyChange(db: Database, changeId: string, asOf: string): void {
  const codified = { stage: "codified", codifiedOn: asOf } as const;
  db.update(changes).set(codified).where(eq(changes.changeId, changeId)).run();
}

/** Adopts the changes that a replay's rules made, and which of them a snapshot shows. `storedIds` maps replay ids to stored ids. */
export function alignChanges(
  db: Database,
  replay: Database,
  storedIds: ReadonlyMap<string, string>,
): void {
  for (const change of replay.select().from(changes).all()) {
    const entryId = storedIds.get(change.entryId) ?? change.entryId;
    const changeId =
      entryId === change.entryId
        ? change.changeId
        : mintChangeId(ruleKey(change), entryId, change.op);
    const { stage, codifiedOn } = change;
    db.insert(changes)
      .values({ ...change, entryId, changeId })
      .onConflictDoUpdate({
        target: changes.changeId,
        set: stage === "codified" ? { stage, codifiedOn } : { codifiedOn },
      })
      .run();
  }
}

function pendingChanges(db: Database): (typeof changes.$inferSelect)[] {
  return db.select().from(changes).where(ne(changes.stage, "codified")).all();
}
