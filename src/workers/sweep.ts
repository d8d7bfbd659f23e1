/** Finds every document and event left behind and rings its bell again; tells which source was not heard in time. */

import { unfinishedDocuments } from "../db/documents/documents.ts";
import { outOfOrderDocuments } from "../db/documents/law-documents.ts";
import { rereadFailed } from "../db/documents/rereading.ts";
import { lastCheck, lastNotice, lastTrustedCheck, putNotice } from "../db/log/source-checks.ts";
import type { Database } from "../db/store/open-store.ts";
import { distrustFarDues, pruneDelivered } from "../db/subscribers/deliveries.ts";
import { activeEndpoints } from "../db/subscribers/endpoints.ts";
import { planDeliveries } from "../db/subscribers/plan-deliveries.ts";
import { describeLast, isStale } from "../model/clock/freshness.ts";
import { SOURCES, type SourceName } from "../model/clock/source.ts";
import { batchJobs } from "./deliver/batches.ts";
import type { Deps, Handler, Job } from "./step.ts";

/** Bells rung at once; what is done rings for what comes after it. */
const BELLS_AT_ONCE = 500;

export const handleSweep: Handler<"sweep"> = async (_job, deps) => {
  const { store, now } = deps;
  const silent = store.transact((tx) => {
    rereadFailed(tx, now());
    distrustFarDues(tx, now());
    pruneDelivered(tx, now());
    return SOURCES.filter((source) => noteSilence(tx, source, deps));
  });
  const left = [...documentJobs(deps), ...historyJobs(deps), ...deliveryJobs(deps)];
  const facts = { leftBehind: left.length, ...(silent.length > 0 && { silent }) };
  return { facts, next: [...left, ...publishJobs(deps)] };
};

/**
 * Fetch judges a source by each answer; where nobody asks any more, only the clock does. True where the source becomes
 * stale by it: once an episode, whoever of the two saw it first. That it answers again is fetch's to tell.
 */
function noteSilence(
  tx: Database,
  source: SourceName,
  { now, startedAt }: Pick<Deps, "now" | "startedAt">,
): boolean {
  const heard = lastTrustedCheck(tx, source)?.time ?? null;
  // Whoever has just started asks first: a service that was off is no source that was silent.
  const started = startedAt.toISOString();
  const awaited = heard === null || heard < started ? started : heard;
  if (!isStale(source, awaited, now())) return false;
  if (lastNotice(tx, source)?.type === "source.stale") return false;
  const asked = lastCheck(tx, source)?.time ?? null;
  const [since, last] = [describeLast(heard, now()), describeLast(asked, now())];
  const message = `no trustworthy answer ${heard === null ? "so far" : `since ${since}`}; last asked: ${last}`;
  putNotice(tx, { type: "source.stale", subject: source, message }, now());
  return true;
}

/** The documents next in line, in the order they came. */
export function documentJobs({ store }: Pick<Deps, "store">, limit = BELLS_AT_ONCE): Job[] {
  return unfinishedDocuments(store.db, limit).map(({ id, state, generation }) => ({
    step: state === "fetched" ? "parse" : "diff",
    documentId: id,
    generation,
  }));
}

/** History is told anew where the line has an end: once for all that came out of order. */
export function historyJobs({ store }: Pick<Deps, "store">): Job[] {
  if (unfinishedDocuments(store.db, 1).length > 0) return [];
  return outOfOrderDocuments(store.db).length === 0 ? [] : [{ step: "history" }];
}

/** What endpoints are owed of the newest events as well. */
export function deliveryJobs(deps: Deps): Job[] {
  planDeliveries(deps.store, deps.now());
  return batchJobs(deps, activeEndpoints(deps.store.db));
}

export function publishJobs({ channels }: Pick<Deps, "channels">): Job[] {
  return channels.length === 0 ? [] : [{ step: "publish" }];
}
