/** The tables of those who listen: endpoints, what each of them is owed, and the keys of the API. */

import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { ApiScope } from "../../model/api-scope.ts";
import type { Subscription } from "../../model/events/subscription.ts";
import { log } from "./service.ts";

export const endpoints = sqliteTable("endpoints", {
  id: text().primaryKey(),
  url: text().notNull(),
  /** Every event up to this sequence has been looked at for this endpoint. */
  plannedTo: integer().notNull(),
  /** Set in the environment, or made by a person and kept here alone. */
  origin: text({ enum: ["environment", "person"] })
    .notNull()
    .default("environment"),
  description: text().notNull().default(""),
  /** Null: the news. */
  filter: text({ mode: "json" }).$type<Subscription>(),
  /** Its signing secrets, sealed. */
  sealedSecrets: text().notNull(),
  /** `paused` by a person; `disabled` by its own answers. */
  state: text({ enum: ["active", "paused", "disabled"] })
    .notNull()
    .default("active"),
  /** Why it is disabled, for a person. */
  stateReason: text(),
  createdAt: text().notNull(),
  /** Its first refusal since it last took an event; null where it took the last one. */
  failingSince: text(),
  /** It hung, refused or answered late: it is served apart from those that do not. */
  slow: integer({ mode: "boolean" }).notNull().default(false),
  /** It is asked for nothing before: after a refusal, or by its own wish. Null where it took the last event. */
  heldUntil: text(),
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
    /** The attempts made before a person had it sent again: the time table begins anew behind them. */
    attemptsBefore: integer().notNull().default(0),
    dueAt: text().notNull(),
    lastError: text(),
    /** Of its last answer; null where none came. */
    lastStatus: integer(),
    deliveredAt: text(),
  },
  (t) => [
    primaryKey({ columns: [t.endpointId, t.sequence] }),
    index("deliveries_by_state").on(t.state, t.dueAt),
    // What is owed, found at the same price however much was delivered.
    index("deliveries_owed").on(t.endpointId, t.dueAt, t.sequence).where(sql`state = 'pending'`),
  ],
);

/** Keys are shown once, when they are made; only their hash is kept. */
export const apiKeys = sqliteTable("api_keys", {
  id: text().primaryKey(),
  name: text().notNull(),
  /** SHA-256 of the whole key, hex: 32 random bytes need no salt. */
  hash: text().notNull().unique(),
  scopes: text({ mode: "json" }).$type<readonly ApiScope[]>().notNull(),
  createdAt: text().notNull(),
  revokedAt: text(),
});
