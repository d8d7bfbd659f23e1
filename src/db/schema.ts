/** The store's tables. SQLite is the truth (law 2): documents as they came, the list on two time axes, the legal log. */

import { sql } from "drizzle-orm";
import {
  blob,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";
import type { ListCode } from "../model/entry.ts";
import { DOCUMENT_FORMS } from "../model/rule.ts";

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
 * again at `retryAt`).
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
    /** `federal-register`, `ecfr` or `import`. */
    source: text().notNull(),
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
    /** The day of law from which history is to be told anew because of it: it came after documents of later days. */
    outOfOrderSince: text(),
    /** The instant from which what comes of it is known. */
    outOfOrderKnownFrom: text(),
  },
  (t) => [
    index("documents_in_line").on(t.seq).where(sql`state in ('fetched', 'read')`),
    index("documents_by_number").on(t.documentNumber, t.publicationDate),
    index("documents_by_rule").on(t.ruleKey),
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

/** One belief about one stretch of law: valid between two days, held between two instants (law 9). */
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

/** Days of publication that a snapshot cites and whose rules are not known: what is inferred from it is to be read. */
export const wantedRules = sqliteTable("wanted_rules", {
  publicationDate: text().primaryKey(),
  /** When the Federal Register was asked for the rules of the day; null until then. */
  askedAt: text(),
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

/** The legal log: append-only, `sequence` without gaps (law 3). */
export const log = sqliteTable(
  "log",
  {
    sequence: integer().primaryKey(),
    id: text().notNull(),
    type: text().notNull(),
    subject: text().notNull(),
    time: text().notNull(),
    /** The CloudEvent as delivered. */
    event: text().notNull(),
  },
  (t) => [
    uniqueIndex("log_by_id").on(t.id),
    index("log_by_type").on(t.type, t.subject),
    index("log_by_subject").on(t.subject),
  ],
);

/** Operational notices: a log of their own, never mixed into the law. */
export const notices = sqliteTable("notices", {
  id: integer().primaryKey({ autoIncrement: true }),
  time: text().notNull(),
  type: text().notNull(),
  subject: text().notNull(),
  message: text().notNull(),
});

export const sourceChecks = sqliteTable(
  "source_checks",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    source: text().notNull(),
    time: text().notNull(),
    trusted: integer({ mode: "boolean" }).notNull(),
    /** What the source says its data is current to; null where the check failed. */
    dataAsOf: text(),
    detail: text().notNull(),
    /** The rejected answer, where there is one. */
    evidenceSha256: text().references(() => bodies.sha256),
  },
  (t) => [index("source_checks_by_source").on(t.source, t.trusted)],
);

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

export const endpoints = sqliteTable("endpoints", {
  id: text().primaryKey(),
  url: text().notNull(),
  /** Every event up to this sequence has been looked at for this endpoint. */
  plannedTo: integer().notNull(),
});

export const deliveries = sqliteTable(
  "deliveries",
  {
    endpointId: text()
      .notNull()
      .references(() => endpoints.id),
    sequence: integer()
      .notNull()
      .references(() => log.sequence),
    state: text({ enum: ["pending", "delivered", "dead"] }).notNull(),
    attempts: integer().notNull(),
    dueAt: text().notNull(),
    lastError: text(),
  },
  (t) => [
    primaryKey({ columns: [t.endpointId, t.sequence] }),
    index("deliveries_by_state").on(t.state, t.dueAt),
  ],
);

/** Law 11: one writer. */
export const leases = sqliteTable("leases", {
  name: text().primaryKey(),
  /** The command that holds it, for a person, and behind a space the holder's random token. */
  holder: text().notNull(),
  pid: integer().notNull(),
  host: text().notNull(),
  acquiredAt: text().notNull(),
  renewedAt: text().notNull(),
});
