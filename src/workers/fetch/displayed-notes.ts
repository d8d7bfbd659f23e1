/** Acts on a record's editorial note: withdrawn, corrected, rescheduled, or not understood. */

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

/** The consequence of a note, for a person. */
const FOLLOWS: Readonly<Record<NoteMeaning, string>> = {
  withdrawn: "it is withdrawn",
  stands: "it stays on display",
  corrected: "it is fetched and read again",
  rescheduled: "the publication date in the list applies",
  unknown: "nothing is concluded from it: look at the document",
};

/**
 * Stores a display, or withdraws it if its note says so. Returns false if its copies are not to be fetched: it is withdrawn,
 * or it has no publication date and no note that explains that, as a withdrawn document does.
 */
export async function readNote(
  document: DisplayedDocument,
  was: Display | undefined,
  shownOn: string,
  deps: Deps,
): Promise<boolean> {
  const { document_number: documentNumber, editorial_note: printed } = document;
  const { publication_date: publicationDate = null, title } = document;
  const note = printed?.trim() || null;
  const meaning = note === null ? null : meaningOfNote(note);
  if (note !== null && meaning === "withdrawn") {
    await withdraw(document, was, shownOn, note, deps);
    return false;
  }
  const { store, now } = deps;
  const shown = { documentNumber, publicationDate, editorialNote: note, shownOn };
  await store.write((tx) => putDisplay(tx, shown, now()));
  const named = `"${title || "a rule"}" on display`;
  if (note !== null && meaning !== null) {
    await reportNote(documentNumber, `${named} has the note “${note}”: ${FOLLOWS[meaning]}`, deps);
  }
  if (publicationDate !== null) return true;
  const isExplained = meaning !== null && meaning !== "unknown";
  if (isExplained) return true;
  const isHeld = was !== undefined && COPIES.some((kind) => copyOf(was, kind).documentId !== null);
  const why = isHeld ? "nothing is concluded from that" : "it is not read until it has one";
  await reportNote(documentNumber, `${named} has no publication date: ${why}`, deps);
  return false;
}

/** A rule that was published meanwhile stands. A withdrawn one may stay listed for days. */
async function withdraw(
  {
    document_number: documentNumber,
    publication_date: publicationDate = null,
    title,
  }: DisplayedDocument,
  was: Display | undefined,
  shownOn: string,
  note: string,
  deps: Deps,
): Promise<void> {
  const { store, now } = deps;
  if (was === undefined && findDisplay(store.db, documentNumber) !== undefined) return;
  const isPublished = findRulesByNumber(store.db, documentNumber).some(
    ({ stage }) => stage !== "displayed",
  );
  await store.write((tx) => {
    // First seen with this note, it was never emitted; its display is stored all the same.
    if (was === undefined) {
      putDisplay(tx, { documentNumber, publicationDate, editorialNote: note, shownOn }, now());
    }
    if (isPublished) endDisplay(tx, documentNumber, "published");
    else withdrawDisplay(tx, documentNumber, note, now());
  });
  const what = isPublished ? "it is published, and stands" : FOLLOWS.withdrawn;
  await reportNote(
    documentNumber,
    `"${title || "a rule"}" on display has the note “${note}”: ${what}`,
    deps,
  );
}

/** Reports each note once, however long it stays. */
async function reportNote(subject: string, message: string, { store, now }: Deps): Promise<void> {
  if (isNoticed(store.db, "rule.noted", subject, message)) return;
  await store.write((tx) => putNotice(tx, { type: "rule.noted", subject, message }, now()));
}
