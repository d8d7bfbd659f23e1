/** Asks one source whether something is new, and keeps the bytes exactly as they came. */

import { holdsBytes, isRuleStored, newestSnapshot, putDocument } from "../db/documents.ts";
import { baselineDate } from "../db/list.ts";
import { lastNotice, lastTrustedCheck, putCheck, putNotice } from "../db/source-checks.ts";
import { addDays, toDay } from "../model/day.ts";
import { describeError, PipelineError } from "../model/errors.ts";
import { isStale } from "../model/freshness.ts";
import type { SourceName } from "../model/source.ts";
import type { Deps, Handler } from "./step.ts";
import { documentJobs } from "./sweep.ts";

/** On first start the rules of these days before the baseline are read as well (DESIGN §5). */
const DAYS_BEFORE_BASELINE = 30;
/** Documents are imported late and dated back now and then: each search looks this far behind the last. */
const OVERLAP_DAYS = 10;

interface Check {
  readonly trusted: boolean;
  readonly dataAsOf: string | null;
  readonly detail: string;
}

export const handleFetch: Handler<"fetch"> = async ({ source }, deps, signal) => {
  const ask = { ecfr: fetchSnapshot, "federal-register": fetchRules }[source];
  try {
    const check = await ask(deps, signal);
    note(deps, source, check);
    return { facts: { source, ...check }, next: documentJobs(deps) };
  } catch (error) {
    if (signal.aborted) throw error;
    const evidence = error instanceof PipelineError ? error.evidence : null;
    note(deps, source, { trusted: false, dataAsOf: null, detail: describeError(error) }, evidence);
    throw error;
  }
};

/** The eCFR moves its date every business day: one whole read a day, which also finds dates patched afterwards. */
async function fetchSnapshot(deps: Deps, signal: AbortSignal): Promise<Check> {
  const { store, ecfr, now } = deps;
  const title = await ecfr.title15(signal);
  const asOf = title.upToDateAsOf;
  if (title.processing) {
    throw new PipelineError("fetch/unreachable", "the eCFR is processing title 15 just now", {
      hint: "it is asked again by itself",
      retryable: true,
    });
  }
  if (lastTrustedCheck(store.db, "ecfr")?.dataAsOf === asOf) {
    return { trusted: true, dataAsOf: asOf, detail: `unchanged since ${asOf}` };
  }
  const bytes = await ecfr.part744(asOf, signal);
  const newest = newestSnapshot(store.db);
  if (newest !== undefined && holdsBytes(newest, bytes)) {
    return { trusted: true, dataAsOf: asOf, detail: `the text of ${newest.asOf} still stands` };
  }
  const { id } = store.transact((tx) =>
    putDocument(tx, { kind: "snapshot", bytes, source: "ecfr", url: null, asOf }, now()),
  );
  deps.onBoundary?.(`fetch stored ${id}`);
  return { trusted: true, dataAsOf: asOf, detail: `new snapshot of ${asOf}` };
}

async function fetchRules(deps: Deps, signal: AbortSignal): Promise<Check> {
  const { store, federalRegister, now } = deps;
  const baseline = baselineDate(store.db, "EL");
  if (baseline === null) {
    return { trusted: false, dataAsOf: null, detail: "waits for the first snapshot of the eCFR" };
  }
  const last = lastTrustedCheck(store.db, "federal-register")?.dataAsOf ?? null;
  const from =
    last === null ? addDays(baseline, -DAYS_BEFORE_BASELINE) : addDays(last, -OVERLAP_DAYS);
  const to = toDay(now());
  const found = await federalRegister.search({ from, to, signal });
  let stored = 0;
  // No later than the first rule whose text is not there yet, so that no search starts behind it.
  let dataAsOf = to;
  for (const document of found) {
    const { document_number: documentNumber, publication_date: publicationDate } = document;
    if (isRuleStored(store.db, documentNumber, publicationDate)) continue;
    const bytes = await federalRegister.fullText(document, signal);
    if (bytes === null) {
      if (publicationDate < dataAsOf) dataAsOf = publicationDate;
      continue;
    }
    const metadata = new TextEncoder().encode(JSON.stringify(document.raw));
    const url = document.full_text_xml_url ?? null;
    const { id } = store.transact((tx) =>
      putDocument(
        tx,
        {
          kind: "rule",
          bytes,
          source: "federal-register",
          url,
          documentNumber,
          publicationDate,
          metadata,
        },
        now(),
      ),
    );
    stored += 1;
    deps.onBoundary?.(`fetch stored ${id}`);
  }
  const detail = `${found.length} rules from ${from} to ${to}, ${stored} new`;
  return { trusted: true, dataAsOf, detail };
}

/** A source that becomes stale, or answers again, is a notice; that it still is stale, is not. */
function note(
  deps: Deps,
  source: SourceName,
  check: Check,
  evidence: Uint8Array | null = null,
): void {
  const { store, now } = deps;
  store.transact((tx) => {
    putCheck(tx, { source, ...check, evidence }, now());
    const stale = isStale(source, lastTrustedCheck(tx, source)?.time ?? null, now());
    const wasStale = lastNotice(tx, source)?.type === "source.stale";
    if (stale === wasStale) return;
    const type = stale ? "source.stale" : "source.recovered";
    putNotice(tx, { type, subject: source, message: check.detail }, now());
  });
}
