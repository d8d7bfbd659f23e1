/** Polls one source, stores what is new, and records whether it answered. */

import {
  type Check,
  lastCheck,
  lastNotice,
  lastTrustedCheck,
  putCheck,
  putNotice,
} from "../../db/log/source-checks.ts";
import { isStale, nextPoll } from "../../model/clock/freshness.ts";
import type { SourceName } from "../../model/clock/source.ts";
import { describeError, PipelineError } from "../../model/errors.ts";
import { documentJobs } from "../next-jobs.ts";
import type { Deps, Handler } from "../step.ts";
import { fetchDisplayed } from "./displayed.ts";
import { fetchRules } from "./fetch-rules.ts";
import { fetchSnapshot } from "./fetch-snapshot.ts";

const ASK: Readonly<Record<SourceName, (deps: Deps, signal: AbortSignal) => Promise<Check>>> = {
  "public-inspection": fetchDisplayed,
  "federal-register": fetchRules,
  ecfr: fetchSnapshot,
};

export const handleFetch: Handler<"fetch"> = async ({ source, ifDue }, deps, signal) => {
  if (ifDue && !isDue(source, deps)) {
    return { facts: { source, notDue: true }, next: [] };
  }
  const ask = ASK[source];
  try {
    const check = await ask(deps, signal);
    await note(deps, source, check);
    const { evidence: _rejected, answer: _believed, ...facts } = check;
    return { facts: { source, ...facts }, next: documentJobs(deps) };
  } catch (error) {
    if (signal.aborted) throw error;
    const evidence = error instanceof PipelineError ? error.evidence : null;
    await note(deps, source, {
      trusted: false,
      dataAsOf: null,
      detail: describeError(error),
      evidence,
    });
    throw error;
  }
};

/** A check is recorded some seconds after its job began; the next scheduled poll must not be skipped for that. */
const SLACK_MS = 15_000;

function isDue(source: SourceName, { store, now }: Deps): boolean {
  const last = lastCheck(store.db, source);
  if (last === undefined) return true;
  const asked = new Date(last.time);
  // A check in the future was recorded by a wrong clock.
  return asked > now() || now().getTime() >= nextPoll(source, asked).getTime() - SLACK_MS;
}

/**
 * Writes a notice when a source becomes stale or recovers, not while it stays so. A check that waits for another source is left
 * to sweep.
 */
async function note({ store, now }: Deps, source: SourceName, check: Check): Promise<void> {
  await store.write((tx) => {
    putCheck(tx, { source, ...check }, now());
    if (check.waits) return;
    const stale = isStale(source, lastTrustedCheck(tx, source)?.time ?? null, now());
    const wasStale = lastNotice(tx, source)?.type === "source.stale";
    if (stale === wasStale) return;
    const type = stale ? "source.stale" : "source.recovered";
    putNotice(tx, { type, subject: source, message: check.detail }, now());
  });
}
