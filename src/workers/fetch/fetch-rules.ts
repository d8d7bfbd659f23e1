/** Searches the Federal Register for rules since the last search, and fetches their texts. */

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
  isHostPaused,
  isOfDocument,
  reportUnread,
  storeRule,
} from "./rule-texts.ts";

/** On first start, rules of this many days before the baseline are read too. */
const DAYS_BEFORE_BASELINE = 30;
/** Documents are sometimes imported late and backdated, so each search starts this far before the last one. */
const OVERLAP_DAYS = 10;
/** Wanted days fetched after one search; the source is asked at most once a second. */
const WANTED_AT_ONCE = 10;
/** The text of a rule appears with its record, or hours later. */
const DAYS_WITHOUT_TEXT = 2;
/** A rule is published on the day announced on display, or not at all. */
const DAYS_UNPUBLISHED = 2;

/**
 * One rule's failure does not block the others: each is stored on arrival. The check is current up to the first rule without a
 * text, so that the next search does not start after it. It is untrusted if any answer was rejected.
 */
export async function fetchRules(deps: Deps, signal: AbortSignal): Promise<Check> {
  const { store, now } = deps;
  const baseline = baselineDate(store.db, "EL");
  if (baseline === null) {
    const detail = "waits for the first snapshot of the eCFR";
    return { trusted: false, dataAsOf: null, detail, waits: true };
  }
  const to = toDay(now());
  const last = lastTrustedCheck(store.db, "federal-register")?.dataAsOf ?? null;
  // The last search went to a later day if the clock ran ahead.
  const searched = last !== null && last > to ? to : last;
  const from =
    searched === null ? addDays(baseline, -DAYS_BEFORE_BASELINE) : addDays(searched, -OVERLAP_DAYS);
  const { found, stored, faults, firstWithoutText } = await fetchRange(deps, from, to, signal);
  const [late] = faults.some(isHostPaused) ? [] : await fetchOlder(deps, signal);
  const notAgain = late === undefined ? "" : `; not fetched again: ${describeError(late)}`;
  const detail = `${found} rules from ${from} to ${to}, ${stored} new${notAgain}`;
  const failed = checkFaults(faults, detail);
  if (failed !== null) return failed;
  await reportUnpublished(deps);
  return { trusted: true, dataAsOf: firstWithoutText ?? to, detail };
}

/** Fetches wanted rules of the past, and published rules again. Returns the failures of refetching. */
async function fetchOlder(deps: Deps, signal: AbortSignal): Promise<PipelineError[]> {
  await fetchWanted(deps, signal);
  return askAgain(deps, signal);
}

/** Fetches rules that snapshots cite and that are unknown. A failed day is tried again with the next search. */
async function fetchWanted(deps: Deps, signal: AbortSignal): Promise<void> {
  const { store, now } = deps;
  for (const day of wantedDays(store.db, WANTED_AT_ONCE)) {
    const { faults } = await fetchRange(deps, day, day, signal);
    if (faults.length === 0) await store.write((tx) => putAsked(tx, day, now()));
  }
}

interface FetchedRange {
  readonly found: number;
  readonly stored: number;
  /** Rejected answers about rules of the range. */
  readonly faults: readonly PipelineError[];
  /** The first day with a rule whose text does not exist yet. */
  readonly firstWithoutText: string | null;
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
  let firstWithoutText: string | null = null;
  for (const document of documents) {
    const { publication_date: publicationDate } = document;
    const text = await fetchNewText(document, deps, signal);
    if (text === "stored") continue;
    if (text !== null && "bytes" in text) {
      if (await storeRule(document, text, deps)) stored += 1;
      continue;
    }
    if (text !== null) unbelieved.push(text);
    else if (firstWithoutText === null || publicationDate < firstWithoutText)
      firstWithoutText = publicationDate;
    await reportUnreadIfDue(document, text, deps);
    if (text !== null && isHostPaused(text)) break;
  }
  return { found: documents.length, stored, faults: unbelieved, firstWithoutText };
}

/** The text of a recent rule may appear hours after its record. */
async function reportUnreadIfDue(
  { document_number: number, publication_date: publicationDate, title }: FederalRegisterDocument,
  error: PipelineError | null,
  deps: Deps,
): Promise<void> {
  const age = daysBetween(publicationDate, toDay(deps.now()));
  if ((error === null || !isOfDocument(error)) && age < DAYS_WITHOUT_TEXT) return;
  const why = error === null ? "it has no text yet" : describeError(error);
  await reportUnread(number, `"${title}" of ${publicationDate} cannot be read: ${why}`, deps);
}

/** Reports displayed rules whose publication day has passed without a published document. */
async function reportUnpublished({ store, now }: Deps): Promise<void> {
  const due = addDays(toDay(now()), -DAYS_UNPUBLISHED);
  for (const { documentNumber: subject, publicationDate, stage } of listRules(store.db)) {
    if (stage !== "displayed" || publicationDate === null || publicationDate > due) continue;
    if (lastNoticeOf(store.db, "rule.unpublished", subject) !== undefined) continue;
    const message = `it was on display for publication on ${publicationDate}, and no search has found it published`;
    await store.write((tx) => putNotice(tx, { type: "rule.unpublished", subject, message }, now()));
  }
}
