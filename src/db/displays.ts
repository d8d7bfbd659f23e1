/** BIS's rules on public inspection, as trusted answers last showed them. */

import { and, eq, isNull, ne, or } from "drizzle-orm";
import type { Database } from "./open-store.ts";
import { reviveDocument } from "./rereading.ts";
import { findRulesByNumber } from "./rules.ts";
import { displays, documents } from "./schema/documents.ts";

export type Display = typeof displays.$inferSelect;
export type ShownDisplay = Pick<
  Display,
  "documentNumber" | "publicationDate" | "updatedAt" | "documentId"
>;

/** Those on display, by number. */
export function openDisplays(db: Database): Map<string, Display> {
  const open = db.select().from(displays).where(isNull(displays.ending)).all();
  return new Map(open.map((display) => [display.documentNumber, display]));
}

/** It is on display, whatever was held of it before. */
export function putDisplay(db: Database, shown: ShownDisplay, now: Date): void {
  const set = { ...shown, missingSince: null, missingTimes: 0, ending: null };
  db.insert(displays)
    .values({ ...set, firstSeenAt: now.toISOString() })
    .onConflictDoUpdate({ target: displays.documentNumber, set })
    .run();
  if (shown.documentId !== null) reviveDocument(db, shown.documentId, now);
}

/** A trusted answer does not show it. A moment that is still to come was set by a clock that was wrong. */
export function countMissing(db: Database, display: Display, now: Date): Display {
  const time = now.toISOString();
  const { documentNumber, missingSince: since, missingTimes } = display;
  const set = {
    missingSince: since === null || since > time ? time : since,
    missingTimes: missingTimes + 1,
  };
  db.update(displays).set(set).where(eq(displays.documentNumber, documentNumber)).run();
  return { ...display, ...set };
}

export function endDisplay(
  db: Database,
  documentNumber: string,
  ending: NonNullable<Display["ending"]>,
): void {
  db.update(displays).set({ ending }).where(eq(displays.documentNumber, documentNumber)).run();
}

/**
 * It went before it was published: the copy that the list was changed by is set to be taken back, as a new generation; its
 * other copies are done with.
 */
export function withdrawDisplay(db: Database, documentNumber: string, now: Date): void {
  endDisplay(db, documentNumber, "withdrawn");
  const rules = findRulesByNumber(db, documentNumber);
  // It may be one that a person imported.
  const executed = rules.find(({ stage }) => stage === "displayed")?.documentId ?? "";
  const isShown = and(
    eq(documents.source, "public-inspection"),
    eq(documents.documentNumber, documentNumber),
  );
  const isCopy = and(or(isShown, eq(documents.id, executed)), ne(documents.state, "withdrawn"));
  const withdrawnAt = now.toISOString();
  for (const { id, generation } of db.select().from(documents).where(isCopy).all()) {
    const state = id === executed ? ("read" as const) : ("withdrawn" as const);
    const set = { state, withdrawnAt, generation: generation + 1 };
    db.update(documents).set(set).where(eq(documents.id, id)).run();
  }
}
