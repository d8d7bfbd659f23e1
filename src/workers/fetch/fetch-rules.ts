/** Asks the Federal Register for the rules since the last time, and for their texts. */

import { listRules, putAsked, wantedDays } from "../../db/documents/rules.ts";
import { baselineDate } from "../../db/list/list.ts";
import {
  type Check,
  lastNoticeOf,
  lastTrustedCheck,
  putNotice,
} from "../../db/log/source-checks.ts";
import { addDays, daysBetween, toDay } from "../../model/clock/day.ts";
import { describeError, type PipelineError } from "../../model/errors.ts";
import type { FederalRegisterDocument } from "../../sources/federal-register.ts";
import type { Deps } from "../step.ts";
import { askAgain } from "./ask-again.ts";
import {
  checkFaults,
  fetchNewText,
  isOfDocument,
  isShut,
  storeRule,
  tellUnread,
} from "./rule-texts.ts";

/** On first start the rules of these days before the baseline are read as well (DESIGN §5). */
const DAYS_BEFORE_BASELINE = 30;
/** Documents are imported late and dated back now and then: each search looks this far behind the last. */
const OVERLAP_DAYS = 10;
/** Days asked for beside one search: the source is asked no more than once a second. */
const WANTED_AT_ONCE = 10;
/** The text of a rule comes with its record, or hours later. */
const DAYS_WITHOUT_TEXT = 2;
/** A rule is printed on the day that its display announced, or it is not printed. */
const DAYS_UNPUBLISHED = 2;

/**
 * What cannot be had of one rule does not hold up the others: each is stored as it comes. Trusted up to the first rule
 * whose text is not there yet, so that no search starts behind it; not trusted where an answer could not be believed.
 */
export async function fetchRules(deps: Deps, signal: AbortSignal): Promise<Check> {
  const { store, now } = deps;
  const baseline = baselineDate(store.db, "EL");
  if (baseline === null) {
    const detail = "waits for the first snapshot of the eCFR";
    return { trusted: false, dataAsOf: null, detail, waits: true };
  }
  const last = lastTrustedCheck(store.db, "federal-register")?.dataAsOf ?? null;
  const from =
    last === null ? addDays(baseline, -DAYS_BEFORE_BASELINE) : addDays(last, -OVERLAP_DAYS);
  const to = toDay(now());
  const { found, stored, faults, untold } = await fetchRange(deps, from, to, signal);
  const [late] = faults.some(isShut) ? [] : await fetchOlder(deps, signal);
  const notAgain = late === undefined ? "" : `; not to be had again: ${describeError(late)}`;
  const detail = `${found} rules from ${from} to ${to}, ${stored} new${notAgain}`;
  const unheard = checkFaults(faults, detail);
  if (unheard !== null) return unheard;
  tellUnpublished(deps);
  return { trusted: true, dataAsOf: untold ?? to, detail };
}

/** Beside what is new: what is wanted of the past, and what is read again. Answers with what could not be read again. */
async function fetchOlder(deps: Deps, signal: AbortSignal): Promise<PipelineError[]> {
  await fetchWanted(deps, signal);
  return askAgain(deps, signal);
}

/** The rules that snapshots cite and nobody has read. What cannot be had is asked for again with the next search. */
async function fetchWanted(deps: Deps, signal: AbortSignal): Promise<void> {
  const { store, now } = deps;
  for (const day of wantedDays(store.db, WANTED_AT_ONCE)) {
    const { faults } = await fetchRange(deps, day, day, signal);
    if (faults.length === 0) store.transact((tx) => putAsked(tx, day, now()));
  }
}

interface FetchedRange {
  readonly found: number;
  readonly stored: number;
  /** Answers about rules of the range that could not be believed. */
  readonly faults: readonly PipelineError[];
  /** The first day with a rule whose text is not there yet. */
  readonly untold: string | null;
}

async function fetchRange(
  deps: Deps,
  from: string,
  to: string,
  signal: AbortSignal,
): Promise<FetchedRange> {
  const { documents, faults } = await deps.federalRegister.search({ from, to, signal });
  const unbelieved = [...faults];
  let stored = 0;
  let untold: string | null = null;
  for (const document of documents) {
    const { publication_date: publicationDate } = document;
    const text = await fetchNewText(document, deps, signal);
    if (text === "stored") continue;
    if (text !== null && "bytes" in text) {
      if (storeRule(document, text, deps)) stored += 1;
      continue;
    }
    if (text !== null) unbelieved.push(text);
    else if (untold === null || publicationDate < untold) untold = publicationDate;
    tellUnreadIfDue(document, text, deps);
    if (text !== null && isShut(text)) break;
  }
  return { found: documents.length, stored, faults: unbelieved, untold };
}

/** The text of a rule of the last days may be hours behind its record. */
function tellUnreadIfDue(
  { document_number: number, publication_date: publicationDate, title }: FederalRegisterDocument,
  error: PipelineError | null,
  deps: Deps,
): void {
  const age = daysBetween(publicationDate, toDay(deps.now()));
  if ((error === null || !isOfDocument(error)) && age < DAYS_WITHOUT_TEXT) return;
  const why = error === null ? "it has no text yet" : describeError(error);
  tellUnread(number, `"${title}" of ${publicationDate} cannot be read: ${why}`, deps);
}

/** What was on display for a day that is over must have been printed by now, or a person looks why not. */
function tellUnpublished({ store, now }: Deps): void {
  const due = addDays(toDay(now()), -DAYS_UNPUBLISHED);
  for (const { documentNumber: subject, publicationDate, stage } of listRules(store.db)) {
    if (stage !== "displayed" || publicationDate === null || publicationDate > due) continue;
    if (lastNoticeOf(store.db, "rule.unpublished", subject) !== undefined) continue;
    const message = `it was on display to be published on ${publicationDate}, and no search has found it in print`;
    store.transact((tx) => putNotice(tx, { type: "rule.unpublished", subject, message }, now()));
  }
}
