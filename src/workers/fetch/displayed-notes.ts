/** What the list says beside a record: that it was withdrawn, corrected or moved, or nothing that is understood. */

import {
  COPIES,
  copyOf,
  type Display,
  endDisplay,
  findDisplay,
  putDisplay,
  withdrawDisplay,
} from "../../db/documents/displays.ts";
import { findRulesByNumber } from "../../db/documents/rules.ts";
import { isNoticed, putNotice } from "../../db/log/source-checks.ts";
import { meaningOfNote, type NoteMeaning } from "../../model/reading/editorial-note.ts";
import type { DisplayedDocument } from "../../sources/public-inspection.ts";
import type { Deps } from "../step.ts";

/** What follows from a note, for a person. */
const FOLLOWS: Readonly<Record<NoteMeaning, string>> = {
  withdrawn: "it is withdrawn",
  stands: "it stays on display",
  corrected: "it is fetched and read again",
  rescheduled: "its publication date is the one that the list names",
  unknown: "nothing is concluded from it: look at the document",
};

/**
 * Stores that it is on display on a day, or withdraws it where its note says so. False where its copies are not to be
 * fetched: it is withdrawn, or bears neither a publication date nor a note that says why, as a withdrawn one does.
 */
export function readNote(
  document: DisplayedDocument,
  was: Display | undefined,
  shownOn: string,
  deps: Deps,
): boolean {
  const { document_number: documentNumber, editorial_note: printed } = document;
  const { publication_date: publicationDate = null, title } = document;
  const note = printed?.trim() || null;
  const meaning = note === null ? null : meaningOfNote(note);
  if (note !== null && meaning === "withdrawn") {
    withdraw(document, was, shownOn, note, deps);
    return false;
  }
  const { store, now } = deps;
  const shown = { documentNumber, publicationDate, editorialNote: note, shownOn };
  store.transact((tx) => putDisplay(tx, shown, now()));
  const named = `"${title || "a rule"}" on display`;
  if (note !== null && meaning !== null) {
    tellNoted(documentNumber, `${named} bears the note “${note}”: ${FOLLOWS[meaning]}`, deps);
  }
  if (publicationDate !== null) return true;
  const isExplained = meaning !== null && meaning !== "unknown";
  if (isExplained) return true;
  const isHeld = was !== undefined && COPIES.some((kind) => copyOf(was, kind).documentId !== null);
  const why = isHeld ? "nothing is concluded from that" : "it is not read until it has one";
  tellNoted(documentNumber, `${named} has no publication date: ${why}`, deps);
  return false;
}

/** Published in between after all, it stands; withdrawn already, it stays listed for days. */
function withdraw(
  {
    document_number: documentNumber,
    publication_date: publicationDate = null,
    title,
  }: DisplayedDocument,
  was: Display | undefined,
  shownOn: string,
  note: string,
  deps: Deps,
): void {
  const { store, now } = deps;
  if (was === undefined && findDisplay(store.db, documentNumber) !== undefined) return;
  const isPublished = findRulesByNumber(store.db, documentNumber).some(
    ({ stage }) => stage !== "displayed",
  );
  store.transact((tx) => {
    // First seen as it is, it was never told; that it was there is kept.
    if (was === undefined) {
      putDisplay(tx, { documentNumber, publicationDate, editorialNote: note, shownOn }, now());
    }
    if (isPublished) endDisplay(tx, documentNumber, "published");
    else withdrawDisplay(tx, documentNumber, note, now());
  });
  const what = isPublished ? "it is in print, and stands" : FOLLOWS.withdrawn;
  tellNoted(
    documentNumber,
    `"${title || "a rule"}" on display bears the note “${note}”: ${what}`,
    deps,
  );
}

/** Once, however long the note stays. */
function tellNoted(subject: string, message: string, { store, now }: Deps): void {
  if (isNoticed(store.db, "rule.noted", subject, message)) return;
  store.transact((tx) => putNotice(tx, { type: "rule.noted", subject, message }, now()));
}
