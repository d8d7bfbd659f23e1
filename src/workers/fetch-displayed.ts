/** Asks the list of public inspection for rules that went on display, were replaced, or went before they were published. */

import {
  countMissing,
  type Display,
  endDisplay,
  openDisplays,
  putDisplay,
  type ShownDisplay,
  withdrawDisplay,
} from "../db/displays.ts";
import { putDocument } from "../db/documents.ts";
import { baselineDate } from "../db/list.ts";
import { resumeDocument } from "../db/rereading.ts";
import { findRulesByNumber } from "../db/rules.ts";
import { type Check, lastTrustedCheck, type SourceCheck } from "../db/source-checks.ts";
import { describeError, PipelineError } from "../model/errors.ts";
import { doubtStamp } from "../model/list-stamp.ts";
import { washingtonDay } from "../model/washington-clock.ts";
import type { DisplayedDocument, Display as Shown } from "../sources/public-inspection.ts";
import { checkFaults, isOfDocument, isShut, tellUnread } from "./rule-texts.ts";
import type { Deps } from "./step.ts";

const MINUTE_MS = 60_000;
/** So long, and in so many answers, a rule must be missing before it is held to be withdrawn: a clock may jump. */
const MISSING_MS = 10 * MINUTE_MS;
const MISSING_TIMES = 5;
/** The text comes with the record, or minutes later. */
const TEXT_MS = 10 * MINUTE_MS;
const AGAIN_MS = 15 * MINUTE_MS;

export async function fetchDisplayed(deps: Deps, signal: AbortSignal): Promise<Check> {
  const { store, publicInspection, now } = deps;
  if (baselineDate(store.db, "EL") === null) {
    const detail = "waits for the first snapshot of the eCFR";
    return { trusted: false, dataAsOf: null, detail, waits: true };
  }
  const shown = await publicInspection.current(signal);
  const { body: answer, updatedAt: dataAsOf } = shown;
  const last = lastTrustedCheck(store.db, "public-inspection");
  const doubt = doubtStamp(dataAsOf, last?.dataAsOf ?? null, now());
  const unbelieved = { trusted: false, dataAsOf: null, evidence: answer };
  if (doubt?.isOld) return { ...unbelieved, detail: doubt.why };
  const known = openDisplays(store.db);
  const { stored, faults } = await storeTexts(shown, known, isTurn(last, now()), deps, signal);
  const detail = `${shown.rules.length} rules of BIS on display, ${stored} new texts`;
  const unheard = checkFaults(faults, detail);
  if (unheard !== null) return unheard;
  if (doubt !== null) return { ...unbelieved, detail: `${detail}; ${doubt.why}` };
  const listed = new Set(shown.rules.map(({ document_number: number }) => number));
  for (const display of known.values()) {
    if (!listed.has(display.documentNumber)) await settleMissing(display, deps, signal);
  }
  return { trusted: true, dataAsOf, detail, answer };
}

/** A text may be replaced under its old stamp, or have come damaged: now and then each of them is asked for again. */
function isTurn(last: Pick<SourceCheck, "time"> | undefined, now: Date): boolean {
  const turnOf = (ms: number) => Math.floor(ms / AGAIN_MS);
  return last !== undefined && turnOf(Date.parse(last.time)) !== turnOf(now.getTime());
}

async function storeTexts(
  { rules, faults }: Shown,
  known: ReadonlyMap<string, Display>,
  isTurnOfAll: boolean,
  deps: Deps,
  signal: AbortSignal,
): Promise<{ readonly stored: number; readonly faults: readonly PipelineError[] }> {
  const unbelieved = [...faults];
  let stored = 0;
  for (const document of rules) {
    const was = known.get(document.document_number);
    const isHeld = was !== undefined && isUnchanged(document, was);
    if (isHeld && !isTurnOfAll) continue;
    const text = await fetchText(document, deps, signal);
    if (text instanceof Uint8Array) {
      if (storeText(document, text, deps)) stored += 1;
      continue;
    }
    // What is held still stands, and nothing says that there is another text.
    if (isHeld) continue;
    if (text !== null) unbelieved.push(text);
    noteUnread(document, was, text, deps);
    if (text !== null && isShut(text)) break;
  }
  return { stored, faults: unbelieved };
}

/** Its text is held, and nothing has happened to it since. */
function isUnchanged(document: DisplayedDocument, was: Display): boolean {
  const { publicationDate, updatedAt } = shownOf(document);
  const isHeld = was.documentId !== null && was.missingSince === null;
  return isHeld && publicationDate === was.publicationDate && updatedAt === was.updatedAt;
}

/** Null where there is none yet; an error where it is not to be had, or what came is not the text of a rule. */
async function fetchText(
  document: DisplayedDocument,
  { publicInspection }: Deps,
  signal: AbortSignal,
): Promise<Uint8Array | PipelineError | null> {
  const { raw_text_url: url } = document;
  if (!url) return null;
  try {
    return await publicInspection.text(document, url, signal);
  } catch (error) {
    if (!(error instanceof PipelineError)) throw error;
    return error;
  }
}

/** True where its text is new. */
function storeText(
  document: DisplayedDocument,
  bytes: Uint8Array,
  { store, now, onBoundary }: Deps,
): boolean {
  const shown = shownOf(document);
  const { documentNumber, publicationDate } = shown;
  const isNew = store.transact((tx) => {
    const { id, isNew } = putDocument(
      tx,
      {
        ...{ kind: "rule", source: "public-inspection", bytes, documentNumber },
        ...(publicationDate === null ? {} : { publicationDate }),
        url: document.raw_text_url ?? null,
        metadata: new TextEncoder().encode(JSON.stringify(document.raw)),
      },
      now(),
    );
    if (!isNew) resumeDocument(tx, id, now());
    putDisplay(tx, { ...shown, documentId: id }, now());
    return isNew;
  });
  if (isNew) onBoundary?.(`fetch stored ${documentNumber}`);
  return isNew;
}

function shownOf(document: DisplayedDocument): Omit<ShownDisplay, "documentId"> {
  const { document_number: documentNumber, publication_date: publicationDate = null } = document;
  return { documentNumber, publicationDate, updatedAt: document.pdf_updated_at ?? null };
}

/**
 * Gone before the day of its publication, it is withdrawn: where every trusted answer of some minutes lacks it, and the list
 * of the whole day as well. Gone on that day, it should be in print, and only print says so: the clock may be wrong.
 */
async function settleMissing(
  display: Display,
  { store, publicInspection, now }: Deps,
  signal: AbortSignal,
): Promise<void> {
  const { documentNumber, publicationDate } = display;
  const isPublished = findRulesByNumber(store.db, documentNumber).some(
    ({ stage }) => stage !== "displayed",
  );
  if (isPublished) store.transact((tx) => endDisplay(tx, documentNumber, "published"));
  const today = washingtonDay(now());
  if (isPublished || (publicationDate !== null && publicationDate <= today)) return;
  const { missingSince, missingTimes } = store.transact((tx) => countMissing(tx, display, now()));
  if (missingTimes < MISSING_TIMES) return;
  if (now().getTime() - Date.parse(missingSince ?? "") < MISSING_MS) return;
  const wholeDay = await publicInspection.numbersOn(today, signal);
  if (wholeDay.has(documentNumber)) return;
  store.transact((tx) => withdrawDisplay(tx, documentNumber, now()));
}

/** It is on display, and its text is not to be had. */
function noteUnread(
  document: DisplayedDocument,
  was: Display | undefined,
  error: PipelineError | null,
  deps: Deps,
): void {
  const { store, now } = deps;
  const { document_number: subject, title } = document;
  if (error === null || was === undefined) {
    store.transact((tx) => putDisplay(tx, { ...shownOf(document), documentId: null }, now()));
  }
  const sinceMs = was === undefined ? 0 : now().getTime() - Date.parse(was.firstSeenAt);
  if ((error === null || !isOfDocument(error)) && sinceMs < TEXT_MS) return;
  const why = error === null ? "it has no text yet" : describeError(error);
  tellUnread(subject, `"${title ?? "a rule"}" on display cannot be read: ${why}`, deps);
}
