/** Tables of the event log and of the service's own state. */

import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { HostState } from "../../model/delivery/host-state.ts";
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
  ],
);

/** Operational notices, never mixed into the event log. */
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
    /** The date to which the source's data is current, by its own word; null if the check failed. */
    dataAsOf: text(),
    detail: text().notNull(),
    /** Hash of the answer that the check rests on. */
    answerSha256: text(),
    /** The rejected answer, if there is one. */
    evidenceSha256: text().references(() => bodies.sha256),
  },
  (t) => [index("source_checks_by_source").on(t.source, t.trusted)],
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
