/** The jobs that the store says are due. */

import { unfinishedDocuments } from "../db/documents/documents.ts";
import { outOfOrderDocuments } from "../db/documents/law-documents.ts";
import { lastSequence } from "../db/log/log.ts";
import { lastNoticeOf } from "../db/log/source-checks.ts";
import { activeEndpoints, endpointsBehind } from "../db/subscribers/endpoints.ts";
import { batchJobs } from "./deliver/batches.ts";
import type { Deps, Job } from "./step.ts";

/** Jobs enqueued at once; a finished job enqueues the next one. */
const JOBS_AT_ONCE = 500;

/** The next documents in the queue, in order of arrival. */
export function documentJobs({ store }: Pick<Deps, "store">, limit = JOBS_AT_ONCE): Job[] {
  return unfinishedDocuments(store.db, limit).map(({ id, state, generation }) => ({
    step: state === "fetched" ? "parse" : "diff",
    documentId: id,
    generation,
  }));
}

/** Type of the notice about a replay that failed. */
export const HISTORY_FAILED = "history.failed";
const HISTORY_PAUSE_MS = 3_600_000;

/** History is rewritten when no document waits, once for all out-of-order documents; after a failure an hour later. */
export function historyJobs({ store: { db }, now }: Pick<Deps, "store" | "now">): Job[] {
  if (unfinishedDocuments(db, 1).length > 0 || outOfOrderDocuments(db).length === 0) return [];
  const failed = lastNoticeOf(db, HISTORY_FAILED)?.time;
  const sinceMs = failed === undefined ? null : now().getTime() - Date.parse(failed);
  // A failure in the future was recorded by a wrong clock.
  const isPaused = sinceMs !== null && sinceMs >= 0 && sinceMs < HISTORY_PAUSE_MS;
  return isPaused ? [] : [{ step: "history" }];
}

/** Includes deliveries of the newest events. */
export async function deliveryJobs(deps: Deps): Promise<Job[]> {
  const { db } = deps.store;
  if (endpointsBehind(db, lastSequence(db)).length > 0) await deps.planDeliveries(deps.now());
  return batchJobs(deps, activeEndpoints(deps.store.db));
}

export function publishJobs({ channels }: Pick<Deps, "channels">): Job[] {
  return channels.length === 0 ? [] : [{ step: "publish" }];
}
