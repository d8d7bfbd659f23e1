/** Queues documents to be read again. Each time is a new generation, and so a new job. */

import { and, eq, gt, isNotNull, lte, notExists, or, sql } from "drizzle-orm";
import { documents, rules } from "../schema/documents.ts";
import type { Database } from "../store/open-store.ts";
import { newestSnapshot } from "./documents.ts";

/** Longest wait before a failed document is read again. */
export const LONGEST_WAIT_MS = 24 * 3_600_000;

/** Takes the document out of the queue until `retryAt`. */
export function failDocument(db: Database, id: string, note: string, retryAt: Date): void {
  db.update(documents)
    .set({ state: "failed", note, retryAt: retryAt.toISOString() })
    .where(eq(documents.id, id))
    .run();
}

/**
 * Queues failed documents that are due, as a new generation. One due later than the longest wait was scheduled by a
 * wrong clock and is queued too.
 */
export function rereadFailed(db: Database, now: Date): void {
  db.update(documents)
    .set({
      state: "fetched",
      note: null,
      retryAt: null,
      generation: sql`${documents.generation} + 1`,
    })
    .where(
      and(
        eq(documents.state, "failed"),
        or(
          lte(documents.retryAt, now.toISOString()),
          gt(documents.retryAt, new Date(now.getTime() + LONGEST_WAIT_MS).toISOString()),
        ),
      ),
    )
    .run();
}

/** Queues the newest snapshot for another comparison, as a new generation, if it was quarantined. */
export function rereadQuarantined(db: Database, now: Date): void {
  const newest = newestSnapshot(db);
  if (newest?.state !== "quarantined") return;
  db.update(documents)
    .set({ state: "read", knownFrom: knownFromNow(now), generation: newest.generation + 1 })
    .where(eq(documents.id, newest.id))
    .run();
}

/** Content that was held back becomes known now, unless a person gave an earlier instant. */
function knownFromNow(now: Date) {
  return sql<string>`iif(${documents.knownFrom} = ${documents.fetchedAt}, ${now.toISOString()}, ${documents.knownFrom})`;
}

/** Queues a held-back document to be read and applied despite the guard, as a new generation. */
export function acceptDocument(db: Database, id: string, now: Date): void {
  db.update(documents)
    .set({
      state: "fetched",
      note: null,
      acceptedAt: now.toISOString(),
      knownFrom: knownFromNow(now),
      generation: sql`${documents.generation} + 1`,
    })
    .where(eq(documents.id, id))
    .run();
}

/** Queues a withdrawn document that is on display again, as a new generation. */
export function reviveDocument(db: Database, id: string, now: Date): void {
  db.update(documents)
    .set({
      state: "fetched",
      note: null,
      withdrawnAt: null,
      knownFrom: now.toISOString(),
      generation: sql`${documents.generation} + 1`,
    })
    .where(and(eq(documents.id, id), isNotNull(documents.withdrawnAt)))
    .run();
}

/** Queues a copy of a rule, as a new generation, because its source serves it again instead of the copy executed last. */
export function resumeDocument(db: Database, id: string, now: Date): void {
  const executed = db
    .select({ ruleKey: rules.ruleKey })
    .from(rules)
    .where(eq(rules.documentId, documents.id));
  db.update(documents)
    .set({
      state: "fetched",
      note: null,
      knownFrom: now.toISOString(),
      generation: sql`${documents.generation} + 1`,
    })
    .where(and(eq(documents.id, id), eq(documents.state, "applied"), notExists(executed)))
    .run();
}
