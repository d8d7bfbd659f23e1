/** The tables of the event log, and of what the service keeps of itself. */

import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { HostState } from "../../model/delivery/host-state.ts";
import { bodies } from "./documents.ts";

/** The event log: append-only, `sequence` without gaps (law 3). */
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
    /** Of the answer that it rests on. */
    answerSha256: text(),
    /** The rejected answer, where there is one. */
    evidenceSha256: text().references(() => bodies.sha256),
  },
  (t) => [index("source_checks_by_source").on(t.source, t.trusted)],
);

/** How each host was last found, so that no restart forgets what it asked for. */
export const hosts = sqliteTable("hosts", {
  host: text().primaryKey(),
  state: text({ mode: "json" }).$type<HostState>().notNull(),
});

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
