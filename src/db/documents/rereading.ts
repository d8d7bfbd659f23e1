/** Documents that are set to be read once more, each time as a new generation: another job than the one before. */

import { and, eq, gt, isNotNull, lte, notExists, or, sql } from "drizzle-orm";
import { documents, rules } from "../schema/documents.ts";
import type { Database } from "../store/open-store.ts";
import { newestSnapshot } from "./documents.ts";

/** A document that failed is read again no later. */
export const LONGEST_WAIT_MS = 24 * 3_600_000;

/** Out of the line until `retryAt`. */
export function failDocument(db: Database, id: string, note: string, retryAt: Date): void {
  db.update(documents)
    .set({ state: "failed", note, retryAt: retryAt.toISOString() })
    .where(eq(documents.id, id))
    .run();
}

/**
 * Sets the failed documents that are due to be read again, as a new generation. One whose turn lies further ahead than any
 * document waits was put off by a clock that was wrong.
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

/** Sets the newest snapshot to be compared again, as a new generation, if it was held back. */
export function rereadQuarantined(db: Database, now: Date): void {
  const newest = newestSnapshot(db);
  if (newest?.state !== "quarantined") return;
  db.update(documents)
    .set({ state: "read", knownFrom: believedFrom(now), generation: newest.generation + 1 })
    .where(eq(documents.id, newest.id))
    .run();
}

/** Nothing of what was held back was known before; unless somebody said since when it was. */
function believedFrom(now: Date) {
  return sql<string>`iif(${documents.knownFrom} = ${documents.fetchedAt}, ${now.toISOString()}, ${documents.knownFrom})`;
}

/** Sets a document that was held back to be read again and taken, as a new generation. */
export function acceptDocument(db: Database, id: string, now: Date): void {
  db.update(documents)
    .set({
      state: "fetched",
      note: null,
      acceptedAt: now.toISOString(),
      knownFrom: believedFrom(now),
      generation: sql`${documents.generation} + 1`,
    })
    .where(eq(documents.id, id))
    .run();
}

/** Sets a document that was withdrawn, and is shown again, to be read again, as a new generation. */
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

/** Sets a copy of a rule to be read again, as a new generation, that its source serves once more instead of the one executed last. */
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
