/** Tables of documents: their bytes, their readings, and the rules among them. */

import { sql } from "drizzle-orm";
import { blob, index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { ListCode } from "../../model/entry.ts";
import { DOCUMENT_FORMS } from "../../model/reading/rule.ts";

/** Content-addressed bytes, gzip-compressed: documents, API answers, and rejected answers ("Raw first"). */
export const bodies = sqliteTable("bodies", {
  sha256: text().primaryKey(),
  /** Size of the bytes as received, before compression. */
  size: integer().notNull(),
  gzip: blob({ mode: "buffer" }).notNull(),
  storedAt: text().notNull(),
});

/**
 * A document's state in the pipeline. Sweep looks for `fetched` and `read`; the others are final:
 * `applied` to the list, `historical` (older than the known list), `unrelated` (amends no list),
 * `rejected` (no parser can read it), `quarantined` (a guard held it back), `failed` (an error of ours: it is read
 * again at `retryAt`), `withdrawn` (it vanished from public inspection before publication).
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
    /** From the API, before the rule is parsed. */
    documentNumber: text(),
    publicationDate: text(),
    /** The API's record of the document, as received. */
    metadataSha256: text().references(() => bodies.sha256),
    /** The date of a snapshot. */
    asOf: text(),
    fetchedAt: text().notNull(),
    /** When its content was first known, where that is earlier than the fetch (`import --known-from`). */
    knownFrom: text().notNull(),
    /** The reason for its state, for a person. */
    note: text(),
    /** Number of times it was queued for reading; starts at 1. */
    generation: integer().notNull().default(1),
    retryAt: text(),
    /** When a person accepted it despite a guard. */
    acceptedAt: text(),
    /** The lists in a snapshot, set when it is compared; null before, and for a rule. */
    lists: text({ mode: "json" }).$type<ListCode[]>(),
    /** The rule that it is a copy of, set when it is executed; null for a snapshot or a correction. */
    ruleKey: text(),
    /** When it was found missing from public inspection without being published. */
    withdrawnAt: text(),
    /** When its source is to be asked again whether it still reads the same; null for never. */
    askAgainAt: text(),
    /** For a document that arrived after documents of later days: the law day from which history is replayed. */
    outOfOrderSince: text(),
    /** The instant from which the results of that replay are known. */
    outOfOrderKnownFrom: text(),
  },
  (t) => [
    index("documents_in_line").on(t.seq).where(sql`state in ('fetched', 'read')`),
    index("documents_by_number").on(t.documentNumber, t.publicationDate),
    index("documents_by_rule").on(t.ruleKey),
    index("documents_to_ask_again").on(t.askAgainAt).where(sql`ask_again_at is not null`),
    index("documents_out_of_order").on(t.seq).where(sql`out_of_order_since is not null`),
    index("documents_held_back")
      .on(t.seq)
      .where(sql`state in ('quarantined', 'rejected', 'failed')`),
    index("documents_by_body").on(t.sha256),
    index("documents_by_metadata").on(t.metadataSha256).where(sql`metadata_sha256 is not null`),
    index("snapshots_by_date").on(t.asOf, t.seq).where(sql`kind = 'snapshot'`),
  ],
);

/** The number of documents in each state. Triggers of `documents` keep it; `checkKept` counts again. */
export const documentCounts = sqliteTable("document_counts", {
  state: text({ enum: DOCUMENT_STATES }).primaryKey(),
  /** At least 1. */
  documents: integer().notNull(),
});

/** The parser's output, kept after the diff: gzip-compressed JSON of a RuleReading or SnapshotReading. */
export const readings = sqliteTable("readings", {
  documentId: text()
    .primaryKey()
    .references(() => documents.id),
  parser: text().notNull(),
  gzip: blob({ mode: "buffer" }).notNull(),
  readAt: text().notNull(),
});

/**
 * The text of a PDF, gzip-compressed JSON of a PrintedDocument; opening a PDF takes time and a thread.
 * Derived from the bytes; a missing row is made again at the next reading.
 */
export const prints = sqliteTable("prints", {
  documentId: text()
    .primaryKey()
    .references(() => documents.id),
  /** Version of the PDF reader. */
  reader: text().notNull(),
  gzip: blob({ mode: "buffer" }).notNull(),
  openedAt: text().notNull(),
});

/** Rows that could not be read ("Every row is accounted for"). */
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

export const rules = sqliteTable(
  "rules",
  {
    /** The document number, with the publication date where the number alone is not unique. */
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
    /** The form it was read from. */
    form: text({ enum: DOCUMENT_FORMS }).notNull().default("xml"),
    claimsAgree: integer({ mode: "boolean" }),
    /** Problems of reading and execution, JSON. */
    problems: text({ mode: "json" }).notNull(),
  },
  (t) => [
    index("rules_by_number").on(t.documentNumber),
    index("rules_by_day").on(t.publicationDate),
    index("rules_by_law").on(
      // Without a comma: drizzle-kit would take it for the end of the column.
      sql`case when effective_on is null then publication_date else effective_on end`,
      t.ruleKey,
    ),
    index("rules_with_problems").on(t.publicationDate).where(sql`problems <> '[]'`),
  ],
);

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

/** Corrections of rules (`C1-2023-03929`): a rule is read together with them, whichever arrived first. */
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
  (t) => [
    index("corrections_by_rule").on(t.corrects),
    index("corrections_unresolved")
      .on(t.documentNumber)
      .where(sql`corrects like '@%' or corrects like '% FR %'`),
  ],
);

/** Publication days that a snapshot cites and whose rules are unknown; they are to be fetched. */
export const wantedRules = sqliteTable("wanted_rules", {
  publicationDate: text().primaryKey(),
  /** When the Federal Register was asked for the rules of the day; null before. */
  askedAt: text(),
});

/** BIS rules on public inspection, as its list last showed them. */
export const displays = sqliteTable(
  "displays",
  {
    documentNumber: text().primaryKey(),
    /** The scheduled publication day, as the list last gave it; null if it never did. */
    publicationDate: text(),
    /** The list's update stamp of the document when its text was fetched. */
    updatedAt: text(),
    /** The newest fetched text; null if there is none. */
    documentId: text().references(() => documents.id),
    /** The list's update stamp of the document when its PDF was fetched. */
    pdfUpdatedAt: text(),
    /** The newest fetched PDF; null if there is none. */
    pdfDocumentId: text().references(() => documents.id),
    /** The editorial note last shown beside it, as printed. */
    editorialNote: text(),
    /** The day of the newest list that shows it. */
    shownOn: text(),
    firstSeenAt: text().notNull(),
    /** Since when it is missing from trusted answers. */
    missingSince: text(),
    /** How many of those answers were lists of a later day than `shownOn`. */
    missingTimes: integer().notNull().default(0),
    /** How its display ended; null while it is on display. */
    ending: text({ enum: ["published", "withdrawn"] }),
  },
  (t) => [index("displays_open").on(t.documentNumber).where(sql`ending is null`)],
);
