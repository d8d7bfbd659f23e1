/** Reads and replaces the histories of entries. */

import { and, asc, eq, gte, inArray, isNotNull, isNull, or, sql } from "drizzle-orm";
import type { HistoryEventData, MergedEventData } from "../../model/events/event.ts";
import type { History, VersionRecord } from "../../model/list/history.ts";
import { nameKey } from "../../model/name-key.ts";
import { entries, entryVersions } from "../schema/list.ts";
import { inChunks } from "../store/in-chunks.ts";
import type { Database } from "../store/open-store.ts";
import { firstCitedOn } from "./versions.ts";

/** Entries that a document of the day or later shows, changes or removes. */
export function touchedSince(db: Database, day: string): string[] {
  const v = entryVersions;
  const isTouched = and(isNull(v.knownTo), or(gte(v.seenOn, day), gte(v.validTo, day)));
  return db
    .selectDistinct({ entryId: v.entryId })
    .from(v)
    .where(isTouched)
    .all()
    .map(({ entryId }) => entryId);
}

/** Current histories; unknown ids are left out. */
export function readHistories(db: Database, entryIds: readonly string[]): History[] {
  const v = entryVersions;
  const histories: History[] = [];
  inChunks(entryIds, (ids) => {
    const rows = db.select().from(entries).where(inArray(entries.entryId, ids)).all();
    const isHeld = and(inArray(v.entryId, ids), isNull(v.knownTo));
    const inOrder = [asc(v.entryId), asc(v.validFrom), asc(v.id)];
    const held = db
      .select()
      .from(v)
      .where(isHeld)
      .orderBy(...inOrder)
      .all();
    const records = Map.groupBy(held, ({ entryId }) => entryId);
    for (const { body, ...row } of rows) {
      const of = (records.get(row.entryId) ?? []).map(
        ({ version, validFrom, validTo, seenOn, sequence, body }): VersionRecord => {
          return { version, validFrom, validTo, seenOn, sequence, entry: body };
        },
      );
      histories.push({ ...row, entry: body, records: of });
    }
  });
  return histories;
}

/** The id itself, or the id that it was merged into; null where no entry has it. */
export function keptId(db: Database, entryId: string): string | null {
  const row = db.select().from(entries).where(eq(entries.entryId, entryId)).get();
  return row === undefined ? null : (row.mergedInto ?? entryId);
}

/** The entries of a party, current or removed, in order of first sight. */
export function sameParty(
  db: Database,
  partyId: string,
): Pick<History, "entryId" | "list" | "listed" | "entry">[] {
  return db
    .select()
    .from(entries)
    .where(and(eq(entries.partyId, partyId), isNull(entries.mergedInto)))
    .orderBy(sql`rowid`)
    .all()
    .map(({ entryId, list, listed, body }) => ({ entryId, list, listed, entry: body }));
}

/** Ids of entries that have or had this name, in order of first sight; an id finds itself. */
export function findEntries(db: Database, called: string): string[] {
  const byId = keptId(db, called);
  if (byId !== null) return [byId];
  const key = nameKey(called);
  const v = entryVersions;
  const texts = db.select({ entryId: v.entryId, body: v.body }).from(v).orderBy(asc(v.id)).all();
  const found = texts.filter(({ body }) => {
    const { name, aliases } = body;
    return [name, ...aliases.map((alias) => alias.name)].some((one) => nameKey(one) === key);
  });
  const ids = new Set(found.map(({ entryId }) => entryId));
  const isMerged = isNotNull(entries.mergedInto);
  const merged = db.select({ entryId: entries.entryId }).from(entries).where(isMerged).all();
  return [...ids].filter((id) => !merged.some(({ entryId }) => entryId === id));
}

export interface NewHistory extends Omit<History, "versions"> {
  /** RFC 3339 instant, no earlier than any stored for the entry. */
  readonly knownFrom: string;
}

/** Converts an event's data; `sequence` is the event's. */
export function toHistory(data: HistoryEventData, sequence: number): NewHistory {
  const { entryId, partyId, list, listed, entry, entryVersion: version, versions } = data;
  const records = versions.map(({ version, entry, validFrom, validTo, seenOn }) => {
    return { version, entry, validFrom, validTo, seenOn, sequence };
  });
  const { knownFrom } = data;
  return { entryId, partyId, list, listed, version, entry, records, knownFrom };
}

/** Keeps records that are in the new history and ends the knowledge time of all others. */
export function putHistory(db: Database, { records, knownFrom, ...history }: NewHistory): void {
  const v = entryVersions;
  const { entryId, partyId, list, listed, version, entry } = history;
  const known = db.select().from(entries).where(eq(entries.entryId, entryId)).get();
  const versions = Math.max(
    known?.versions ?? 0,
    version,
    ...records.map((record) => record.version),
  );
  const row = { partyId, list, listed, version, versions, body: entry };
  db.insert(entries)
    .values({ entryId, ...row })
    .onConflictDoUpdate({ target: entries.entryId, set: row })
    .run();
  const isHeld = and(eq(v.entryId, entryId), isNull(v.knownTo));
  const held = db.select().from(v).where(isHeld).all();
  const stays = new Set(records.map(recordKey));
  const ended = held.filter((record) => !stays.has(recordKey(record))).map(({ id }) => id);
  db.update(v).set({ knownTo: knownFrom }).where(inArray(v.id, ended)).run();
  const stood = new Set(held.map(recordKey));
  for (const { entry: body, ...record } of records.filter((one) => !stood.has(recordKey(one)))) {
    const cited = firstCitedOn(body, record.seenOn);
    db.insert(v)
      .values({
        ...{ entryId, list, ...record, body },
        ...{ knownFrom, knownTo: null, firstCitedOn: cited },
      })
      .run();
  }
}

/** The merged id loses its records and refers to the kept one. */
export function mergeEntry(
  db: Database,
  { keptId, mergedId, knownFrom }: Pick<MergedEventData, "keptId" | "mergedId" | "knownFrom">,
): void {
  const v = entryVersions;
  const isHeld = and(eq(v.entryId, mergedId), isNull(v.knownTo));
  db.update(v).set({ knownTo: knownFrom }).where(isHeld).run();
  const merged = { listed: false, mergedInto: keptId };
  db.update(entries).set(merged).where(eq(entries.entryId, mergedId)).run();
}

/** A version number has one text, so two records of one version and one period are equal. */
function recordKey({
  version,
  validFrom,
  validTo,
  seenOn,
}: Omit<VersionRecord, "entry" | "sequence">): string {
  return [version, validFrom, validTo, seenOn].join("|");
}
