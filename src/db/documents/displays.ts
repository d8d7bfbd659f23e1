/** BIS rules on public inspection, as trusted answers last showed them. */

import { and, eq, isNull, ne, or } from "drizzle-orm";
import { displays, documents } from "../schema/documents.ts";
import type { Database } from "../store/open-store.ts";
import { reviveDocument } from "./rereading.ts";
import { findRulesByNumber } from "./rules.ts";

export type Display = typeof displays.$inferSelect;
export type ShownDisplay = Pick<Display, "documentNumber" | "publicationDate" | "editorialNote"> & {
  /** The day of the newest list that shows it. */
  readonly shownOn: string;
};

/** A document on display comes as a PDF and as a text extracted from it. */
export const COPIES = ["pdf", "text"] as const;
export type CopyKind = (typeof COPIES)[number];

const COLUMNS = {
  pdf: { id: "pdfDocumentId", updatedAt: "pdfUpdatedAt" },
  text: { id: "documentId", updatedAt: "updatedAt" },
} as const;

/** Displays that have not ended, by document number. */
export function openDisplays(db: Database): Map<string, Display> {
  const open = db.select().from(displays).where(isNull(displays.ending)).all();
  return new Map(open.map((display) => [display.documentNumber, display]));
}

export function findDisplay(db: Database, documentNumber: string): Display | undefined {
  return db.select().from(displays).where(eq(displays.documentNumber, documentNumber)).get();
}

/** Records that a rule is on display. When one returns, its old copies no longer count: it is fetched again. */
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

/** The stored document of a copy; null ids where there is none. */
export function copyOf(display: Display, kind: CopyKind) {
  const { id, updatedAt } = COLUMNS[kind];
  return { documentId: display[id], updatedAt: display[updatedAt] };
}

/** `updatedAt`: the list's update stamp of the document when the copy was fetched. */
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
 * Counts a trusted answer without the rule. Only a list of a later day than the newest that shows it counts; one of the same
 * day is an anomaly. A `missingSince` in the future was set by a wrong clock.
 */
export function countMissing(db: Database, display: Display, listDay: string, now: Date): Display {
  const time = now.toISOString();
  const { documentNumber, missingSince: since, missingTimes } = display;
  // For displays older than the column `shownOn`.
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
 * Ends a display before publication. The executed copy is queued as a new generation, so that its changes are taken back;
 * the other copies become `withdrawn`. `note`: the editorial note that reports it; null where only the absence does.
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
  // A person may have imported it.
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
