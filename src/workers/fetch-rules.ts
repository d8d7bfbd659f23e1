/** Asks the Federal Register for the rules since the last time, and for their texts. */

import { putDocument, storedUrls } from "../db/documents.ts";
import { baselineDate } from "../db/list.ts";
import { putAsked, wantedDays } from "../db/rules.ts";
import { type Check, lastNoticeOf, lastTrustedCheck, putNotice } from "../db/source-checks.ts";
import { addDays, daysBetween, toDay } from "../model/day.ts";
import { describeError, PipelineError } from "../model/errors.ts";
import { type FederalRegisterDocument, textLinks } from "../sources/federal-register.ts";
import type { Deps } from "./step.ts";

/** On first start the rules of these days before the baseline are read as well (DESIGN §5). */
const DAYS_BEFORE_BASELINE = 30;
/** Documents are imported late and dated back now and then: each search looks this far behind the last. */
const OVERLAP_DAYS = 10;
/** Days asked for beside one search: the source is asked no more than once a second. */
const WANTED_AT_ONCE = 10;
/** The text of a rule comes with its record, or hours later. */
const DAYS_WITHOUT_TEXT = 2;

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
  const detail = `${found} rules from ${from} to ${to}, ${stored} new`;
  const [fault] = faults;
  if (fault !== undefined) {
    const unheard = `${detail}, ${faults.length} not to be had: ${describeError(fault)}`;
    return { trusted: false, dataAsOf: null, detail: unheard, evidence: fault.evidence };
  }
  await fetchWanted(deps, signal);
  return { trusted: true, dataAsOf: untold ?? to, detail };
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
  const { store, federalRegister, now } = deps;
  const { documents, faults } = await federalRegister.search({ from, to, signal });
  const unbelieved = [...faults];
  let stored = 0;
  let untold: string | null = null;
  for (const document of documents) {
    const { document_number: documentNumber, publication_date: publicationDate } = document;
    const text = await fetchText(document, deps, signal);
    if (text === "stored") continue;
    if (text !== null && "bytes" in text) {
      store.transact((tx) => putDocument(tx, asNewRule(document, text), now()));
      deps.onBoundary?.(`fetch stored ${documentNumber}`);
      stored += 1;
      continue;
    }
    if (text !== null) unbelieved.push(text);
    else if (untold === null || publicationDate < untold) untold = publicationDate;
    tellUnread(document, text, deps);
  }
  return { found: documents.length, stored, faults: unbelieved, untold };
}

interface RuleText {
  readonly bytes: Uint8Array;
  readonly url: string;
}

/**
 * The best form there is and that is not stored; null where there is none yet; an error where nothing that came is the
 * text of a rule.
 */
async function fetchText(
  document: FederalRegisterDocument,
  { federalRegister, store }: Deps,
  signal: AbortSignal,
): Promise<RuleText | "stored" | PipelineError | null> {
  const stored = storedUrls(store.db, document.document_number, document.publication_date);
  let fault: PipelineError | null = null;
  for (const link of textLinks(document)) {
    if (stored.includes(link.url)) return fault ?? "stored";
    try {
      return { bytes: await federalRegister.fullText(document, link, signal), url: link.url };
    } catch (error) {
      const isOfDocument =
        error instanceof PipelineError &&
        (error.code === "fetch/status" || error.code === "fetch/untrusted");
      // What ails the source ails every document of it: asking on would only press it.
      if (!isOfDocument) throw error;
      fault ??= error;
    }
  }
  return fault ?? (stored.length > 0 ? "stored" : null);
}

function asNewRule(document: FederalRegisterDocument, { bytes, url }: RuleText) {
  return {
    kind: "rule",
    bytes,
    source: "federal-register",
    url,
    documentNumber: document.document_number,
    publicationDate: document.publication_date,
    metadata: new TextEncoder().encode(JSON.stringify(document.raw)),
  } as const;
}

/** A rule that is known and cannot be read must reach a person, once. */
function tellUnread(
  { document_number: subject, publication_date: publicationDate, title }: FederalRegisterDocument,
  error: PipelineError | null,
  { store, now }: Deps,
): void {
  const isNew = error === null && daysBetween(publicationDate, toDay(now())) < DAYS_WITHOUT_TEXT;
  if (isNew || lastNoticeOf(store.db, "rule.unread", subject) !== undefined) return;
  const why = error === null ? "it has no text yet" : describeError(error);
  const message = `"${title}" of ${publicationDate} cannot be read: ${why}`;
  store.transact((tx) => putNotice(tx, { type: "rule.unread", subject, message }, now()));
}
