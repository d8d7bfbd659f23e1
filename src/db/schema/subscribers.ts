/** Tables of subscribers: endpoints, their deliveries, and API keys. */

import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { ApiScope } from "../../model/api-scope.ts";
import type { Subscription } from "../../model/events/subscription.ts";
import { log } from "./service.ts";

export const endpoints = sqliteTable("endpoints", {
  id: text().primaryKey(),
  url: text().notNull(),
  /** Every event up to this sequence has been considered for this endpoint. */
  plannedTo: integer().notNull(),
  /** Set by the environment, or created by a person and stored only here. */
  origin: text({ enum: ["environment", "person"] })
    .notNull()
    .default("environment"),
  description: text().notNull().default(""),
  /** Null: the news. */
  filter: text({ mode: "json" }).$type<Subscription>(),
  /** Its sealed signing secrets. */
  sealedSecrets: text().notNull(),
  /** `paused` by a person; `disabled` because of its own answers. */
  state: text({ enum: ["active", "paused", "disabled"] })
    .notNull()
    .default("active"),
  /** Why it is disabled or paused, for a person. */
  stateReason: text(),
  createdAt: text().notNull(),
  /** First refusal since the last accepted event; null if the last one was accepted. */
  failingSince: text(),
  /** It hung, refused or answered late, and is served apart from fast endpoints. */
  slow: integer({ mode: "boolean" }).notNull().default(false),
  /** Nothing is sent earlier, after a refusal or at its own request. Null if the last event was accepted. */
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
    /** Attempts made before a person replayed it; the retry schedule starts again after them. */
    attemptsBefore: integer().notNull().default(0),
    dueAt: text().notNull(),
    lastError: text(),
    /** HTTP status of the last answer; null if none came. */
    lastStatus: integer(),
    deliveredAt: text(),
  },
  (t) => [
    primaryKey({ columns: [t.endpointId, t.sequence] }),
    index("deliveries_by_state").on(t.state, t.dueAt),
    // Finds pending deliveries at the same cost, however many were delivered.
    index("deliveries_owed").on(t.endpointId, t.dueAt, t.sequence).where(sql`state = 'pending'`),
  ],
);

/** The number of deliveries of each endpoint in each state. Triggers of `deliveries` keep it; `checkKept` counts again. */
export const deliveryCounts = sqliteTable(
  "delivery_counts",
  {
    endpointId: text().notNull(),
    state: text({ enum: ["pending", "delivered", "dead"] }).notNull(),
    /** At least 1. */
    events: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.endpointId, t.state] })],
);

/** A key is shown once, when created; only its hash is stored. */
export const apiKeys = sqliteTable("api_keys", {
  id: text().primaryKey(),
  name: text().notNull(),
  /** SHA-256 of the whole key, hex: 32 random bytes need no salt. */
  hash: text().notNull().unique(),
  scopes: text({ mode: "json" }).$type<readonly ApiScope[]>().notNull(),
  createdAt: text().notNull(),
  revokedAt: text(),
});
