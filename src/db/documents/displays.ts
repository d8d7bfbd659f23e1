/** BIS's rules on public inspection, as trusted answers last showed them. */

import { and, eq, isNull, ne, or } from "drizzle-orm";
import { displays, documents } from "../schema/documents.ts";
import type { Database } from "../store/open-store.ts";
import { reviveDocument } from "./rereading.ts";
import { findRulesByNumber } from "./rules.ts";

export type Display = typeof displays.$inferSelect;
export type ShownDisplay = Pick<Display, "documentNumber" | "publicationDate" | "editorialNote"> & {
  /** The day of the list that shows it. */
  readonly shownOn: string;
};

/** What is on display comes as a PDF, and as a text that is made of it. */
export const COPIES = ["pdf", "text"] as const;
export type CopyKind = (typeof COPIES)[number];

const COLUMNS = {
  pdf: { id: "pdfDocumentId", updatedAt: "pdfUpdatedAt" },
  text: { id: "documentId", updatedAt: "updatedAt" },
} as const;

/** Those on display, by number. */
export function openDisplays(db: Database): Map<string, Display> {
  const open = db.select().from(displays).where(isNull(displays.ending)).all();
  return new Map(open.map((display) => [display.documentNumber, display]));
}

export function findDisplay(db: Database, documentNumber: string): Display | undefined {
  return db.select().from(displays).where(eq(displays.documentNumber, documentNumber)).get();
}

/** It is on display. Of one that was gone no copy counts as held: what is shown again is read again. */
export function putDisplay(db: Database, shown: ShownDisplay, now: Date): void {
  const { publicationDate, ...rest } = shown;
  const back = findDisplay(db, shown.documentNumber)?.ending ?? null;
  const set = {
    ...rest,
    ...(publicationDate === null ? {} : { publicationDate }),
    ...(back === null ? {} : { documentId: null, pdfDocumentId: null }),
    ...{ missingSince: null, missingTimes: 0, ending: null },
  };
  db.insert(displays)
    .values({ ...set, firstSeenAt: now.toISOString() })
    .onConflictDoUpdate({ target: displays.documentNumber, set })
    .run();
}

/** The document that a copy of it was stored as; null where none is. */
export function copyOf(display: Display, kind: CopyKind) {
  const { id, updatedAt } = COLUMNS[kind];
  return { documentId: display[id], updatedAt: display[updatedAt] };
}

/** `updatedAt`: what the list said of the document's state when the copy was fetched. */
export function putCopy(
  db: Database,
  documentNumber: string,
  kind: CopyKind,
  { documentId, updatedAt }: ReturnType<typeof copyOf>,
  now: Date,
): void {
  const { id, updatedAt: stamp } = COLUMNS[kind];
  const set = { [id]: documentId, [stamp]: updatedAt };
  db.update(displays).set(set).where(eq(displays.documentNumber, documentNumber)).run();
  if (documentId !== null) reviveDocument(db, documentId, now);
}

/**
 * A trusted answer does not show it: a list of a later day than the newest that does, or one of the same day, which is an
 * anomaly and counts for nothing yet. A moment that is still to come was set by a clock that was wrong.
 */
export function countMissing(db: Database, display: Display, listDay: string, now: Date): Display {
  const time = now.toISOString();
  const { documentNumber, missingSince: since, missingTimes } = display;
  // A list that was read before its day was kept may have shown it on this very day.
  const shownOn = display.shownOn ?? listDay;
  const set = {
    shownOn,
    missingSince: since === null || since > time ? time : since,
    missingTimes: missingTimes + (listDay > shownOn ? 1 : 0),
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
 * other copies are done with. `note`: the editorial note that says so; null where its absence does.
 */
export function withdrawDisplay(
  db: Database,
  documentNumber: string,
  note: string | null,
  now: Date,
): void {
  const ending = { ending: "withdrawn", editorialNote: note } as const;
  db.update(displays).set(ending).where(eq(displays.documentNumber, documentNumber)).run();
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
