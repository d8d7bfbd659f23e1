/** Tables of the list ("Two time axes"). */

import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { documents } from "./documents.ts";
import { storedEntry } from "./stored-entry.ts";

/** The current state of every entry ever seen; its history is in `entryVersions`. */
export const entries = sqliteTable(
  "entries",
  {
    entryId: text().primaryKey(),
    partyId: text().notNull(),
    list: text({ enum: ["EL", "UVL", "MEU"] }).notNull(),
    listed: integer({ mode: "boolean" }).notNull(),
    version: integer().notNull(),
    /** The highest version number. An older version found late is numbered after the current one. */
    versions: integer().notNull().default(0),
    /** The id that this one was merged into; otherwise null. */
    mergedInto: text(),
    /** The current Entry, or the last one before its removal. */
    body: storedEntry().notNull(),
  },
  (t) => [index("entries_by_list").on(t.list, t.listed), index("entries_by_party").on(t.partyId)],
);

/** One version record: law between two days, known between two instants ("Two time axes"). */
export const entryVersions = sqliteTable(
  "entry_versions",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    entryId: text()
      .notNull()
      .references(() => entries.entryId),
    version: integer().notNull(),
    list: text({ enum: ["EL", "UVL", "MEU"] }).notNull(),
    /** Null before the first evidence: unknown, not absent. */
    validFrom: text(),
    validTo: text(),
    knownFrom: text().notNull(),
    knownTo: text(),
    /** The day of the first citation, or the day it was learnt if earlier; bounds a null `validFrom` from below. */
    firstCitedOn: text(),
    /** The law day of the document that shows it: a snapshot's date, or a rule's first day of law. */
    seenOn: text().notNull().default(""),
    body: storedEntry().notNull(),
    sequence: integer().notNull(),
  },
  (t) => [
    index("entry_versions_by_entry").on(t.entryId, t.version),
    // Records that are known now, in order of law.
    index("entry_versions_held").on(t.entryId, t.validFrom).where(sql`known_to is null`),
    index("entry_versions_held_seen").on(t.seenOn).where(sql`known_to is null`),
    index("entry_versions_held_ended").on(t.validTo).where(sql`known_to is null`),
  ],
);

/** A rule's change of law, with the latest stage of evidence for it. */
export const changes = sqliteTable(
  "changes",
  {
    changeId: text().primaryKey(),
    entryId: text().notNull(),
    op: text({ enum: ["added", "modified", "removed"] }).notNull(),
    documentNumber: text().notNull(),
    publicationDate: text(),
    effectiveOn: text(),
    stage: text({ enum: ["displayed", "published", "codified"] }).notNull(),
    /** The date of the snapshot that shows it. */
    codifiedOn: text(),
  },
  (t) => [
    index("changes_by_stage").on(t.stage),
    index("changes_by_entry").on(t.entryId),
    index("changes_by_rule").on(t.documentNumber),
  ],
);

/** A snapshot dropped one entry and added another that may be the same; a person decides. */
export const questions = sqliteTable(
  "questions",
  {
    /** Derived from both prints, not from entry ids, so that the question is asked once in any order of documents. */
    id: text().primaryKey(),
    documentId: text()
      .notNull()
      .references(() => documents.id),
    list: text({ enum: ["EL", "UVL", "MEU"] }).notNull(),
    goneId: text().notNull(),
    comeId: text().notNull(),
    evidence: text({ mode: "json" }).$type<string[]>().notNull(),
    /** Null until answered. */
    answer: text({ enum: ["same", "apart"] }),
    answeredAt: text(),
  },
  (t) => [index("questions_open").on(t.id).where(sql`answer is null`)],
);

/** The newest trusted snapshot of each list. */
export const baselines = sqliteTable("baselines", {
  list: text({ enum: ["EL", "UVL", "MEU"] }).primaryKey(),
  asOf: text().notNull(),
  documentId: text()
    .notNull()
    .references(() => documents.id),
});

/** Days already fetched from the eCFR's history, each with the snapshot that covers it; none is fetched again. */
export const historyDays = sqliteTable("history_days", {
  asOf: text().primaryKey(),
  /** The snapshot of that day, or of an earlier day whose text was still in force. */
  documentId: text()
    .notNull()
    .references(() => documents.id),
  askedAt: text().notNull(),
});
