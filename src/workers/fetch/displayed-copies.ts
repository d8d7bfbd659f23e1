/** Fetches and stores the two copies of a displayed rule: its PDF, and the text that the source extracts from the PDF. */

import {
  COPIES,
  type CopyKind,
  copyOf,
  type Display,
  findDisplay,
  putCopy,
} from "../../db/documents/displays.ts";
import { putDocument } from "../../db/documents/documents.ts";
import { resumeDocument } from "../../db/documents/rereading.ts";
import { isInFuture } from "../../model/clock/in-future.ts";
import { describeError, PipelineError } from "../../model/errors.ts";
import { meaningOfNote } from "../../model/reading/editorial-note.ts";
import { type DisplayedDocument, pdfLink } from "../../sources/public-inspection.ts";
import type { Deps } from "../step.ts";
import { isHostPaused, isOfDocument, reportUnread } from "./rule-texts.ts";

/** A record may be listed minutes before its PDF and text exist. */
const COPY_MS = 10 * 60_000;

/** The result of fetching one rule's copies. */
export interface Copies {
  /** At least one current copy is stored. */
  readonly isRead: boolean;
  /** Number of new copies. */
  readonly stored: number;
  /** Why other copies could not be fetched. */
  readonly faults: readonly PipelineError[];
}

/** `held`: unchanged, not fetched; `known`: fetched and stored before; null: not available yet. */
type Outcome = "held" | "new" | "known" | PipelineError | null;

export interface CopyFetcher {
  /** `was`: the rule's display before this poll. The current one is stored already. */
  fetch(document: DisplayedDocument, was: Display | undefined): Promise<Copies>;
}

/** Fetcher for one poll. `isTurnOfAll`: fetch stored copies again too. */
export function createCopyFetcher(
  isTurnOfAll: boolean,
  deps: Deps,
  signal: AbortSignal,
): CopyFetcher {
  // A host that asked for a pause is not asked for the next copy.
  const shut = new Map<string, PipelineError>();
  const ask = async (
    document: DisplayedDocument,
    kind: CopyKind,
    url: string,
  ): Promise<Uint8Array | PipelineError> => {
    const host = URL.parse(url)?.host ?? "";
    const refused = shut.get(host);
    if (refused !== undefined) return refused;
    try {
      return await deps.publicInspection[kind](document, url, signal);
    } catch (error) {
      if (!(error instanceof PipelineError)) throw error;
      if (isHostPaused(error)) shut.set(host, error);
      return error;
    }
  };
  const fetchCopy = async (
    document: DisplayedDocument,
    was: Display | undefined,
    kind: CopyKind,
  ): Promise<Outcome> => {
    const isHeld = was !== undefined && isUnchanged(document, was, kind);
    if (isHeld && !isTurnOfAll) return "held";
    const url = linkOf(document, kind);
    const got = url === null ? null : await ask(document, kind, url);
    if (got instanceof Uint8Array)
      return (await storeCopy(document, was, kind, got, deps)) ? "new" : "known";
    // The stored copy remains, and nothing indicates another one.
    return isHeld ? "held" : got;
  };
  return {
    fetch: async (document, was) => {
      const outcomes: [CopyKind, Outcome][] = [];
      // The PDF first: it is read first, and the text then changes nothing.
      for (const kind of COPIES) outcomes.push([kind, await fetchCopy(document, was, kind)]);
      await reportMissingCopies(document, outcomes, deps);
      const all = outcomes.map(([, outcome]) => outcome);
      return {
        isRead: all.some((outcome) => typeof outcome === "string"),
        stored: all.filter((outcome) => outcome === "new").length,
        faults: all.filter((outcome) => outcome instanceof PipelineError),
      };
    },
  };
}

/** Whether the stored copy is current: nothing has happened to the document since. */
function isUnchanged(document: DisplayedDocument, was: Display, kind: CopyKind): boolean {
  const { documentId, updatedAt } = copyOf(was, kind);
  const { publication_date: date } = document;
  const isSameDate = !date || date === was.publicationDate;
  const isHeld = documentId !== null && was.missingSince === null;
  return isHeld && isSameDate && updatedAt === stateOf(document);
}

/** The document's update stamp in the list, with its note if that reports a correction. Another state means another copy. */
function stateOf({ pdf_updated_at: stamp, editorial_note: note }: DisplayedDocument) {
  const isCorrected = note ? meaningOfNote(note) === "corrected" : false;
  return isCorrected ? [stamp, note].filter(Boolean).join(" ") : (stamp ?? null);
}

function linkOf(document: DisplayedDocument, kind: CopyKind): string | null {
  return kind === "pdf" ? pdfLink(document) : document.raw_text_url || null;
}

/** True if the copy is new. */
async function storeCopy(
  document: DisplayedDocument,
  was: Display | undefined,
  kind: CopyKind,
  bytes: Uint8Array,
  { store, now, onBoundary }: Deps,
): Promise<boolean> {
  const { document_number: documentNumber, publication_date: publicationDate } = document;
  const isNew = await store.write((tx) => {
    const { id, isNew } = putDocument(
      tx,
      {
        ...{ kind: "rule", source: "public-inspection", bytes, documentNumber },
        ...(publicationDate ? { publicationDate } : {}),
        url: linkOf(document, kind),
        metadata: new TextEncoder().encode(JSON.stringify(document.raw)),
      },
      now(),
    );
    // The source serves it again after another copy, so it is the newest again.
    if (!isNew && was !== undefined && copyOf(was, kind).documentId !== id) {
      resumeDocument(tx, id, now());
    }
    putCopy(tx, documentNumber, kind, { documentId: id, updatedAt: stateOf(document) }, now());
    return isNew;
  });
  if (isNew) onBoundary?.(`fetch stored ${documentNumber}`);
  return isNew;
}

/** Reports a missing copy to a person: at once if its answer was wrong, otherwise when it stays missing. */
async function reportMissingCopies(
  document: DisplayedDocument,
  outcomes: readonly [CopyKind, Outcome][],
  deps: Deps,
): Promise<void> {
  const { store, now } = deps;
  const { document_number: subject } = document;
  const lacking = outcomes.filter(([, outcome]) => typeof outcome !== "string");
  const since = new Date(findDisplay(store.db, subject)?.firstSeenAt ?? now());
  const isDue = isInFuture(since, now()) || now().getTime() - since.getTime() >= COPY_MS;
  const due = lacking.filter(([, outcome]) => isDue || isWrong(outcome));
  if (due.length === 0) return;
  const title = `"${document.title || "a rule"}" on display`;
  if (lacking.length === outcomes.length) {
    const start = `${title} cannot be read: `;
    const why = lacking.map(([kind, outcome]) => describe(kind, outcome)).join(", and ");
    await reportUnread(subject, `${start}${why}`, deps, start);
    return;
  }
  for (const [kind, outcome] of due) {
    const start = `${title}: one of its two copies, the ${NAMES[kind]}, cannot be fetched: `;
    await reportUnread(subject, `${start}${describe(kind, outcome)}`, deps, start);
  }
}

const NAMES = { pdf: "PDF", text: "text" } as const;

function describe(kind: CopyKind, outcome: Outcome): string {
  return outcome instanceof PipelineError ? describeError(outcome) : `it has no ${NAMES[kind]} yet`;
}

/** The answer is another document or an error page; a missing file may appear a minute later. */
function isWrong(outcome: Outcome): boolean {
  if (!(outcome instanceof PipelineError)) return false;
  return isOfDocument(outcome) && outcome.context["status"] !== 404;
}
