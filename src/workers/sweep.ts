/** Enqueues every document and event left behind again, and reports sources that did not answer in time. */

import { rereadFailed } from "../db/documents/rereading.ts";
import {
  lastCheck,
  lastNotice,
  lastTrustedCheck,
  pruneNotices,
  putNotice,
} from "../db/log/source-checks.ts";
import type { Database } from "../db/store/open-store.ts";
import { distrustFarDues, pruneDelivered } from "../db/subscribers/deliveries.ts";
import { describeLast, isStale } from "../model/clock/freshness.ts";
import { isInFuture } from "../model/clock/in-future.ts";
import { SOURCES, type SourceName } from "../model/clock/source.ts";
import { deliveryJobs, documentJobs, historyJobs, publishJobs } from "./next-jobs.ts";
import type { Deps, Handler } from "./step.ts";

export const handleSweep: Handler<"sweep"> = async (_job, deps) => {
  const { store, now } = deps;
  const silent = await store.write((tx) => {
    rereadFailed(tx, now());
    distrustFarDues(tx, now());
    pruneDelivered(tx, now());
    pruneNotices(tx, now());
    return SOURCES.filter((source) => noteStale(tx, source, deps));
  });
  const left = [...documentJobs(deps), ...historyJobs(deps), ...(await deliveryJobs(deps))];
  const facts = { leftBehind: left.length, ...(silent.length > 0 && { silent }) };
  return { facts, next: [...left, ...publishJobs(deps)] };
};

/**
 * Fetch judges a source by its answers; without polls, only the clock does. True if the source becomes stale now:
 * reported once per episode, by fetch or sweep. Fetch reports its recovery.
 */
function noteStale(
  tx: Database,
  source: SourceName,
  { now, startedAt }: Pick<Deps, "now" | "startedAt">,
): boolean {
  const trusted = lastTrustedCheck(tx, source)?.time ?? null;
  // A service that was off is no silent source, so the deadline starts with the process at the earliest. If the clock ran
  // ahead then, only the answers count.
  const started = isInFuture(startedAt, now()) ? null : startedAt.toISOString();
  const awaited =
    [trusted, started]
      .filter((one) => one !== null)
      .sort()
      .at(-1) ?? null;
  if (!isStale(source, awaited, now())) return false;
  if (lastNotice(tx, source)?.type === "source.stale") return false;
  const asked = lastCheck(tx, source)?.time ?? null;
  const [since, last] = [describeLast(trusted, now()), describeLast(asked, now())];
  const message = `no trustworthy answer ${trusted === null ? "so far" : `since ${since}`}; last asked: ${last}`;
  putNotice(tx, { type: "source.stale", subject: source, message }, now());
  return true;
}
