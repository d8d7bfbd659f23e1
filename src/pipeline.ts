/**
 * The flow on one page.
 *
 *   schedule ─▶ fetch ─▶ parse ─▶ diff ─▶ deliver (webhooks) ─▶ record, publish (Redis stream)
 *                             └▶ history, where a document came out of order
 *      └─ sweep: finds every document and event left behind, and rings its bell again
 *
 * A handler names the jobs that follow it; a job lost on the way is found by sweep.
 */

import { SOURCES } from "./model/clock/source.ts";
import { handleDeliver, handleDeliverSlowly } from "./workers/deliver/deliver.ts";
import { handlePublish } from "./workers/deliver/publish.ts";
import { handleRecord } from "./workers/deliver/record.ts";
import { handleFetch } from "./workers/fetch/fetch.ts";
import { handleHistory } from "./workers/history/history.ts";
import { handleDiff } from "./workers/list/diff.ts";
import { handleParse } from "./workers/list/parse.ts";
import type { ScheduledJob } from "./workers/runners/runner.ts";
import type { StepPolicies, StepPolicy } from "./workers/runners/step-policy.ts";
import type { DeliverDeps, Handlers, SomeHandlers } from "./workers/step.ts";
import { handleSweep } from "./workers/sweep.ts";

export const handlers: Handlers = {
  fetch: handleFetch,
  parse: handleParse,
  diff: handleDiff,
  history: handleHistory,
  deliver: handleDeliver,
  "deliver-slowly": handleDeliverSlowly,
  record: handleRecord,
  publish: handlePublish,
  sweep: handleSweep,
};

/** The steps of a process that joins a service to deliver: without a store. */
export const deliverHandlers: SomeHandlers<DeliverDeps> = {
  deliver: handleDeliver,
  "deliver-slowly": handleDeliverSlowly,
};

/** How the service runs the steps. A source is asked again by the clock, deliveries keep a time table of their own. */
export const servicePolicies: StepPolicies = {
  // A place for each source, so that one that does not answer never holds up the other.
  // Tried again within the minute: after that the clock rings anew, and nothing must hold up the next poll.
  fetch: { concurrency: SOURCES.length, attempts: 3, backoffMs: [5_000, 20_000] },
  parse: { concurrency: 1, attempts: 5, backoffMs: [1_000, 60_000] },
  // One at a time: the list is changed by one document after another.
  diff: { concurrency: 1, attempts: 5, backoffMs: [1_000, 60_000] },
  history: { concurrency: 1, attempts: 3, backoffMs: [1_000, 60_000] },
  // Endpoints at once, of those that answer. One that begins to hang holds a place for one timeout, and is slow from then on.
  deliver: { concurrency: 500, attempts: 1, backoffMs: [0, 0] },
  "deliver-slowly": { concurrency: 50, attempts: 1, backoffMs: [0, 0] },
  // As many as come at once are written at once.
  record: { concurrency: 100, attempts: 5, backoffMs: [500, 10_000] },
  publish: { concurrency: 1, attempts: 3, backoffMs: [1_000, 5_000] },
  sweep: { concurrency: 1, attempts: 1, backoffMs: [0, 0] },
};

/** How a single pass runs them (`sync`, `import`, `demo`): a source that does not answer is reported, not waited for. */
export const singlePassPolicies: StepPolicies = {
  ...servicePolicies,
  fetch: { ...servicePolicies.fetch, attempts: 3, backoffMs: [500, 2_000], patienceMs: 10_000 },
};

/** How a walk through the history asks: what takes minutes may wait for minutes, up to ten where the eCFR wishes it. */
export const walkPatience: StepPolicy = {
  concurrency: 1,
  attempts: 5,
  backoffMs: [2_000, 60_000],
  patienceMs: 10 * 60_000,
};

/** When the service rings by itself, as cron patterns. */
export const schedule: readonly ScheduledJob[] = [
  { job: { step: "sweep" }, pattern: "*/10 * * * * *" },
  // Each minute, behind the turn of it, at which the list is moved.
  { job: { step: "fetch", source: "public-inspection", ifDue: true }, pattern: "17 * * * * *" },
  { job: { step: "fetch", source: "federal-register" }, pattern: "*/10 * * * *" },
  { job: { step: "fetch", source: "ecfr" }, pattern: "7,22,37,52 * * * *" },
];
