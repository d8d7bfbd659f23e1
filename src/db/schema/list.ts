/** The tables of the list on two time axes (law 9). */

import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { documents } from "./documents.ts";

/** Each entry ever seen, as it is now; its whole past is in `entryVersions`. */
export const entries = sqliteTable(
  "entries",
  {
    entryId: text().primaryKey(),
    partyId: text().notNull(),
    list: text({ enum: ["EL", "UVL", "MEU"] }).notNull(),
    listed: integer({ mode: "boolean" }).notNull(),
    version: integer().notNull(),
    /** The highest number that a version of it bears: what is learnt late of its past is numbered after its present. */
    versions: integer().notNull().default(0),
    /** Of an id that a person found to be another's: whose. */
    mergedInto: text(),
    /** The Entry as listed now, or as it was when it was removed. */
    body: text({ mode: "json" }).notNull(),
  },
  (t) => [index("entries_by_list").on(t.list, t.listed)],
);

/** One record about one stretch of law: valid between two days, held between two instants (law 9). */
export const entryVersions = sqliteTable(
  "entry_versions",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    entryId: text()
      .notNull()
      .references(() => entries.entryId),
    version: integer().notNull(),
    list: text({ enum: ["EL", "UVL", "MEU"] }).notNull(),
    /** Null: before the first evidence, unknown, not absent. */
    validFrom: text(),
    validTo: text(),
    knownFrom: text().notNull(),
    knownTo: text(),
    /** The day of the first citation, or when it was learnt if that is earlier: with a null `validFrom`, no older than this. */
    firstCitedOn: text(),
    /** The day of law of the document that shows it: a snapshot's date, or the day from which a rule is law. */
    seenOn: text().notNull().default(""),
    body: text({ mode: "json" }).notNull(),
    sequence: integer().notNull(),
  },
  (t) => [index("entry_versions_by_entry").on(t.entryId, t.version)],
);

/** A change of law by a rule, and the best evidence for it so far. */
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
  (t) => [index("changes_by_stage").on(t.stage), index("changes_by_entry").on(t.entryId)],
);

/** Two entries of which one went and one came with a snapshot, and that may be one: a person says what they are. */
export const questions = sqliteTable("questions", {
  /** Of the two as printed, not of their ids: it is asked once, in any order of the documents. */
  id: text().primaryKey(),
  documentId: text()
    .notNull()
    .references(() => documents.id),
  list: text({ enum: ["EL", "UVL", "MEU"] }).notNull(),
  goneId: text().notNull(),
  comeId: text().notNull(),
  evidence: text({ mode: "json" }).$type<string[]>().notNull(),
  /** Null while nobody has answered. */
  answer: text({ enum: ["same", "apart"] }),
  answeredAt: text(),
});

/** The newest trusted snapshot of each list. */
export const baselines = sqliteTable("baselines", {
  list: text({ enum: ["EL", "UVL", "MEU"] }).primaryKey(),
  asOf: text().notNull(),
  documentId: text()
    .notNull()
    .references(() => documents.id),
});

/** The days whose text the eCFR's history was asked for, and what showed it: none of them is asked for again. */
export const historyDays = sqliteTable("history_days", {
  asOf: text().primaryKey(),
  /** Of that day, or of an earlier one whose text still stood. */
  documentId: text()
    .notNull()
    .references(() => documents.id),
  askedAt: text().notNull(),
});
