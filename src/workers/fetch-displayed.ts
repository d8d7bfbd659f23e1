/** Asks the list of public inspection for rules that went on display, were replaced, or went before they were published. */

import {
  countMissing,
  type Display,
  endDisplay,
  openDisplays,
  putDisplay,
  withdrawDisplay,
} from "../db/displays.ts";
import { putDocument, resumeDocument } from "../db/documents.ts";
import { baselineDate } from "../db/list.ts";
import { findRulesByNumber } from "../db/rules.ts";
import { type Check, lastTrustedCheck } from "../db/source-checks.ts";
import { describeError, PipelineError } from "../model/errors.ts";
import { washingtonDay } from "../model/washington-clock.ts";
import type { DisplayedDocument, Display as Shown } from "../sources/public-inspection.ts";
import { isOfDocument, tellUnread } from "./rule-texts.ts";
import type { Deps } from "./step.ts";

const MINUTE_MS = 60_000;
/** So long, and in so many answers, a rule must be missing before it is held to be withdrawn: a clock may jump. */
const MISSING_MS = 10 * MINUTE_MS;
const MISSING_TIMES = 5;
/** The text comes with the record, or minutes later. */
const TEXT_MS = 10 * MINUTE_MS;

export async function fetchDisplayed(deps: Deps, signal: AbortSignal): Promise<Check> {
  const { store, publicInspection } = deps;
  if (baselineDate(store.db, "EL") === null) {
    const detail = "waits for the first snapshot of the eCFR";
    return { trusted: false, dataAsOf: null, detail, waits: true };
  }
  const shown = await publicInspection.current(signal);
  const { body: answer, updatedAt: dataAsOf } = shown;
  const before = lastTrustedCheck(store.db, "public-inspection")?.dataAsOf ?? null;
  if (before !== null && dataAsOf !== null && dataAsOf < before) {
    const detail = `a list of ${dataAsOf} came after one of ${before}: an old copy says nothing`;
    return { trusted: false, dataAsOf: null, detail, evidence: answer };
  }
  const known = openDisplays(store.db);
  const { stored, faults } = await storeTexts(shown, known, deps, signal);
  const detail = `${shown.rules.length} rules of BIS on display, ${stored} new texts`;
  const [fault] = faults;
  if (fault !== undefined) {
    const unheard = `${detail}, ${faults.length} not to be had: ${describeError(fault)}`;
    return { trusted: false, dataAsOf: null, detail: unheard, evidence: fault.evidence };
  }
  const listed = new Set(shown.rules.map(({ document_number: number }) => number));
  for (const display of known.values()) {
    if (!listed.has(display.documentNumber)) await settleMissing(display, deps, signal);
  }
  return { trusted: true, dataAsOf, detail, answer };
}

async function storeTexts(
  { rules, faults }: Shown,
  known: ReadonlyMap<string, Display>,
  deps: Deps,
  signal: AbortSignal,
): Promise<{ readonly stored: number; readonly faults: readonly PipelineError[] }> {
  const unbelieved = [...faults];
  let stored = 0;
  for (const document of rules) {
    const was = known.get(document.document_number);
    if (was?.documentId && was.missingSince === null && isUnchanged(document, was)) continue;
    const text = await fetchText(document, deps, signal);
    if (text instanceof PipelineError) unbelieved.push(text);
    else if (storeDisplayed(document, text, deps)) stored += 1;
    if (text === null || text instanceof PipelineError) tellUnreadIfDue(document, was, text, deps);
  }
  return { stored, faults: unbelieved };
}

function isUnchanged(
  document: DisplayedDocument,
  { publicationDate, updatedAt }: Display,
): boolean {
  const { publication_date: day = null, pdf_updated_at: at = null } = document;
  return day === publicationDate && at === updatedAt;
}

/** Null where there is none yet; an error where what came is not the text of a rule. */
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
    if (!isOfDocument(error)) throw error;
    return error;
  }
}

/** True where its text is new. */
function storeDisplayed(
  document: DisplayedDocument,
  bytes: Uint8Array | null,
  { store, now, onBoundary }: Deps,
): boolean {
  const { document_number: documentNumber, publication_date: publicationDate = null } = document;
  const shown = { documentNumber, publicationDate, updatedAt: document.pdf_updated_at ?? null };
  const isNew = store.transact((tx) => {
    if (bytes === null) {
      putDisplay(tx, { ...shown, documentId: null }, now());
      return false;
    }
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

/**
 * Gone on the day of its publication, it is published. Gone before, it is withdrawn: where every trusted answer of some
 * minutes lacks it, and the list of the whole day as well.
 */
async function settleMissing(
  display: Display,
  { store, publicInspection, now }: Deps,
  signal: AbortSignal,
): Promise<void> {
  const { documentNumber, publicationDate } = display;
  const today = washingtonDay(now());
  const isPublished = findRulesByNumber(store.db, documentNumber).some(
    ({ stage }) => stage !== "displayed",
  );
  if (isPublished || (publicationDate !== null && publicationDate <= today)) {
    store.transact((tx) => endDisplay(tx, documentNumber, "published"));
    return;
  }
  const { missingSince, missingTimes } = store.transact((tx) => countMissing(tx, display, now()));
  if (missingTimes < MISSING_TIMES) return;
  if (now().getTime() - Date.parse(missingSince ?? "") < MISSING_MS) return;
  const wholeDay = await publicInspection.numbersOn(today, signal);
  if (wholeDay.has(documentNumber)) return;
  store.transact((tx) => withdrawDisplay(tx, documentNumber, now()));
}

function tellUnreadIfDue(
  { document_number: subject, title }: DisplayedDocument,
  known: Display | undefined,
  error: PipelineError | null,
  deps: Deps,
): void {
  const sinceMs = known === undefined ? 0 : deps.now().getTime() - Date.parse(known.firstSeenAt);
  if (error === null && sinceMs < TEXT_MS) return;
  const why = error === null ? "it has no text yet" : describeError(error);
  tellUnread(subject, `"${title ?? "a rule"}" on display cannot be read: ${why}`, deps);
}
