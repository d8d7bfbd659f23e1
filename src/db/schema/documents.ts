/** The tables of what was read: documents as they came, how each was read, and the rules among them. */

import { sql } from "drizzle-orm";
import { blob, index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { ListCode } from "../../model/entry.ts";
import { DOCUMENT_FORMS } from "../../model/reading/rule.ts";

/** Content-addressed bytes, gzip-compressed: documents, API answers, and rejected answers (law 1). */
export const bodies = sqliteTable("bodies", {
  sha256: text().primaryKey(),
  /** Of the bytes as they came, before compression. */
  size: integer().notNull(),
  gzip: blob({ mode: "buffer" }).notNull(),
  storedAt: text().notNull(),
});

/**
 * A document's way through the pipeline. `fetched` and `read` are what sweep looks for; the rest are ends:
 * `applied` to the list, `historical` (older than the list as known), `unrelated` (amends no list),
 * `rejected` (no parser can read it), `quarantined` (a guard held it back), `failed` (a fault of ours: it is read
 * again at `retryAt`), `withdrawn` (it went from public inspection before it was published).
 */
export const DOCUMENT_STATES = [
  "fetched",
  "read",
  "applied",
  "historical",
  "unrelated",
  "rejected",
  "quarantined",
  "failed",
  "withdrawn",
] as const;

export const DOCUMENT_SOURCES = [
  "public-inspection",
  "federal-register",
  "ecfr",
  "import",
] as const;

export const documents = sqliteTable(
  "documents",
  {
    /** Arrival order. */
    seq: integer().primaryKey({ autoIncrement: true }),
    id: text().notNull().unique(),
    kind: text({ enum: ["rule", "snapshot"] }).notNull(),
    state: text({ enum: DOCUMENT_STATES }).notNull(),
    sha256: text()
      .notNull()
      .references(() => bodies.sha256),
    source: text({ enum: DOCUMENT_SOURCES }).notNull(),
    url: text(),
    /** Of a rule fetched by API, before it is parsed. */
    documentNumber: text(),
    publicationDate: text(),
    /** The API's own record of the document, as it came. */
    metadataSha256: text().references(() => bodies.sha256),
    /** The date a snapshot shows. */
    asOf: text(),
    fetchedAt: text().notNull(),
    /** When its content was first known, where that is earlier than the fetch (`import --known-from`). */
    knownFrom: text().notNull(),
    /** Why it ended where it is, for a person. */
    note: text(),
    /** Counts the times it was set to be read: 1 at first. */
    generation: integer().notNull().default(1),
    retryAt: text(),
    /** When a person took it, whatever guard held it back. */
    acceptedAt: text(),
    /** The lists a snapshot shows, once it was compared; null before, and of a rule. */
    lists: text({ mode: "json" }).$type<ListCode[]>(),
    /** The rule that it is a copy of, once it was executed; null of a snapshot or a correction. */
    ruleKey: text(),
    /** When it was found to have gone from public inspection, unpublished. */
    withdrawnAt: text(),
    /** When its source is to be asked again whether it still reads so; null where it is not. */
    askAgainAt: text(),
    /** The day of law from which history is to be told anew because of it: it came after documents of later days. */
    outOfOrderSince: text(),
    /** The instant from which what comes of it is known. */
    outOfOrderKnownFrom: text(),
  },
  (t) => [
    index("documents_in_line").on(t.seq).where(sql`state in ('fetched', 'read')`),
    index("documents_by_number").on(t.documentNumber, t.publicationDate),
    index("documents_by_rule").on(t.ruleKey),
    index("documents_to_ask_again").on(t.askAgainAt).where(sql`ask_again_at is not null`),
    index("documents_out_of_order").on(t.seq).where(sql`out_of_order_since is not null`),
    index("snapshots_by_date").on(t.asOf, t.seq).where(sql`kind = 'snapshot'`),
  ],
);

/** What the parser read, until and after the diff: gzip-compressed JSON of a RuleReading or SnapshotReading. */
export const readings = sqliteTable("readings", {
  documentId: text()
    .primaryKey()
    .references(() => documents.id),
  parser: text().notNull(),
  gzip: blob({ mode: "buffer" }).notNull(),
  readAt: text().notNull(),
});

/**
 * What a document in PDF prints, gzip-compressed JSON of a PrintedDocument: a PDF takes its time and a thread to open.
 * Derived from the bytes; what is missing is made again at the next reading.
 */
export const prints = sqliteTable("prints", {
  documentId: text()
    .primaryKey()
    .references(() => documents.id),
  /** The version of the reader of PDFs. */
  reader: text().notNull(),
  gzip: blob({ mode: "buffer" }).notNull(),
  openedAt: text().notNull(),
});

/** Rows nobody understood (law 5). */
export const quarantinedRows = sqliteTable(
  "quarantined_rows",
  {
    documentId: text()
      .notNull()
      .references(() => documents.id),
    list: text().notNull(),
    row: integer().notNull(),
    reason: text().notNull(),
    text: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.documentId, t.list, t.row] })],
);

export const rules = sqliteTable("rules", {
  /** Document number, and publication date where the number alone is not unique. */
  ruleKey: text().primaryKey(),
  documentId: text()
    .notNull()
    .references(() => documents.id),
  documentNumber: text().notNull(),
  publicationDate: text(),
  title: text().notNull(),
  citation: text(),
  effectiveOn: text(),
  stage: text({ enum: ["displayed", "published", "codified"] }).notNull(),
  /** What it was read from. */
  form: text({ enum: DOCUMENT_FORMS }).notNull().default("xml"),
  claimsAgree: integer({ mode: "boolean" }),
  /** Problems of the reading and of the execution, JSON. */
  problems: text({ mode: "json" }).notNull(),
});

export const amendments = sqliteTable(
  "amendments",
  {
    ruleKey: text()
      .notNull()
      .references(() => rules.ruleKey),
    position: integer().notNull(),
    op: text().notNull(),
    list: text().notNull(),
    destination: text().notNull(),
    names: text({ mode: "json" }).notNull(),
    text: text().notNull(),
    entryIndexes: text({ mode: "json" }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.ruleKey, t.position] })],
);

/** Corrections of rules (`C1-2023-03929`): the rule is read with them, whichever of the two came first. */
export const corrections = sqliteTable(
  "corrections",
  {
    documentNumber: text().primaryKey(),
    documentId: text()
      .notNull()
      .references(() => documents.id),
    corrects: text().notNull(),
    substitutions: text({ mode: "json" }).notNull(),
  },
  (t) => [index("corrections_by_rule").on(t.corrects)],
);

/** Days of publication that a snapshot cites and whose rules are not known: what is inferred from it is to be read. */
export const wantedRules = sqliteTable("wanted_rules", {
  publicationDate: text().primaryKey(),
  /** When the Federal Register was asked for the rules of the day; null until then. */
  askedAt: text(),
});

/** BIS's rules on public inspection, as the list of it last showed them. */
export const displays = sqliteTable("displays", {
  documentNumber: text().primaryKey(),
  /** The day it is to be published on, as the list last named one; null while it never did. */
  publicationDate: text(),
  /** What the list said of the document's state when its text was fetched. */
  updatedAt: text(),
  /** The newest text of it; null while none could be had. */
  documentId: text().references(() => documents.id),
  /** What the list said of the document's state when its PDF was fetched. */
  pdfUpdatedAt: text(),
  /** The newest PDF of it; null while none could be had. */
  pdfDocumentId: text().references(() => documents.id),
  /** The editorial note that the list last showed beside it, as printed. */
  editorialNote: text(),
  /** The day of the newest list that shows it. */
  shownOn: text(),
  firstSeenAt: text().notNull(),
  /** Since when trusted answers do not show it. */
  missingSince: text(),
  /** How many such answers were lists of a later day than the newest that shows it. */
  missingTimes: integer().notNull().default(0),
  /** How it went; null while it is on display. */
  ending: text({ enum: ["published", "withdrawn"] }),
});
