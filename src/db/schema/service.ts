/** Tables of the event log and of the service's own state. */

import { sql } from "drizzle-orm";
import { blob, index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { HostState } from "../../model/delivery/host-state.ts";
import type { ListCode } from "../../model/entry.ts";
import { bodies } from "./documents.ts";

/** The event log: append-only, `sequence` without gaps ("State and log are one transaction"). */
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
    // Every index ends with the rowid, here the sequence: the events of a type are read in log order.
    index("log_by_type_in_order").on(t.type),
  ],
);

/**
 * Sequences at which the list is consistent: each is the last list-changing event of its document in a run of such
 * events. Triggers of the log keep it; `checkKept` compares it with the log.
 */
export const listTurns = sqliteTable("list_turns", {
  sequence: integer().primaryKey(),
  documentId: text(),
});

/** The latest state of each mismatch between sources. Triggers of the log keep it; `checkKept` compares it with the log. */
export const mismatches = sqliteTable(
  "mismatches",
  {
    /** The mismatch's own id. */
    id: text().primaryKey(),
    list: text().$type<ListCode>().notNull(),
    /** Sequence of its first event. */
    first: integer().notNull(),
    /** The newest snapshot date on which it opened or was resolved, and the sequence of the last event that says so. */
    asOf: text().notNull(),
    sequence: integer().notNull(),
    isOpen: integer({ mode: "boolean" }).notNull(),
  },
  (t) => [index("mismatches_open").on(t.first).where(sql`is_open = 1`)],
);

/** Operational notices, never mixed into the event log. */
export const notices = sqliteTable(
  "notices",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    time: text().notNull(),
    type: text().notNull(),
    subject: text().notNull(),
    message: text().notNull(),
  },
  (t) => [
    index("notices_by_subject").on(t.subject),
    index("notices_by_type").on(t.type),
    index("notices_by_type_and_subject").on(t.type, t.subject),
    index("notices_by_time").on(t.time),
  ],
);

export const sourceChecks = sqliteTable(
  "source_checks",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    source: text().notNull(),
    time: text().notNull(),
    trusted: integer({ mode: "boolean" }).notNull(),
    /** The date to which the source's data is current, by its own word; null if the check failed. */
    dataAsOf: text(),
    detail: text().notNull(),
    /** Hash of the answer that the check rests on. */
    answerSha256: text(),
    /** The rejected answer, if there is one. */
    evidenceSha256: text().references(() => bodies.sha256),
  },
  (t) => [
    index("source_checks_by_source").on(t.source, t.trusted),
    index("source_checks_of_source").on(t.source),
    index("source_checks_answered").on(t.source).where(sql`answer_sha256 is not null`),
    index("source_checks_by_evidence").on(t.evidenceSha256).where(sql`evidence_sha256 is not null`),
  ],
);

/** The rate limiter's state of each host, so that a restart does not forget a requested pause. */
export const hosts = sqliteTable("hosts", {
  host: text().primaryKey(),
  state: text({ mode: "json" }).$type<HostState>().notNull(),
});

/** The writer's lease ("One writer"). */
export const leases = sqliteTable("leases", {
  name: text().primaryKey(),
  /** The holding command, its random token, its PID space and its start, separated by spaces; the last two where known. */
  holder: text().notNull(),
  pid: integer().notNull(),
  host: text().notNull(),
  acquiredAt: text().notNull(),
  renewedAt: text().notNull(),
});

/** Random keys of this store, by their use. They protect nothing outside it, so a backup may hold them. */
export const secrets = sqliteTable("secrets", {
  name: text({ enum: ["cursor"] }).primaryKey(),
  value: blob({ mode: "buffer" }).notNull(),
});
