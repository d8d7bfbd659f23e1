/**
 * The flow on one page.
 *
 *   schedule ─▶ fetch ─▶ parse ─▶ diff ─▶ deliver (webhooks) ─▶ record, publish (Redis stream)
 *                             └▶ history, where a document came out of order
 *      └─ sweep: finds every document and event left behind, and enqueues it again
 *
 * A handler names the jobs that follow it; sweep finds a job lost on the way.
 */

import { SOURCES } from "./model/clock/source.ts";
import { handleDeliver, handleDeliverSlowly } from "./workers/deliver/deliver.ts";
import { handlePublish } from "./workers/deliver/publish.ts";
import { handleRecord } from "./workers/deliver/record.ts";
import { handleFetch } from "./workers/fetch/fetch.ts";
import { handleListStep } from "./workers/list-steps.ts";
import type { ScheduledJob } from "./workers/runners/runner.ts";
import type { StepPolicies, StepPolicy } from "./workers/runners/step-policy.ts";
import type { DeliverDeps, Handlers, SomeHandlers } from "./workers/step.ts";
import { handleSweep } from "./workers/sweep.ts";

export const handlers: Handlers = {
  fetch: handleFetch,
  parse: handleListStep,
  diff: handleListStep,
  history: handleListStep,
  deliver: handleDeliver,
  "deliver-slowly": handleDeliverSlowly,
  record: handleRecord,
  publish: handlePublish,
  sweep: handleSweep,
};

/** The steps of a process that only delivers for a service; it has no store. */
export const deliverHandlers: SomeHandlers<DeliverDeps> = {
  deliver: handleDeliver,
  "deliver-slowly": handleDeliverSlowly,
};

/** How the service runs the steps. The schedule polls sources again, and deliveries have their own retry schedule. */
export const servicePolicies: StepPolicies = {
  // One place for each source, so that a source that does not answer never blocks another.
  // Retried within a minute only: then the schedule enqueues it anyway, and nothing may block the next poll.
  fetch: { concurrency: SOURCES.length, attempts: 3, backoffMs: [5_000, 20_000] },
  parse: { concurrency: 1, attempts: 5, backoffMs: [1_000, 60_000] },
  // One at a time: documents change the list one after another.
  diff: { concurrency: 1, attempts: 5, backoffMs: [1_000, 60_000] },
  history: { concurrency: 1, attempts: 3, backoffMs: [1_000, 60_000] },
  // Endpoints served at once. One that begins to hang takes a place for one timeout, and counts as slow from then on.
  deliver: { concurrency: 500, attempts: 1, backoffMs: [0, 0] },
  "deliver-slowly": { concurrency: 50, attempts: 1, backoffMs: [0, 0] },
  // Reports that arrive together are written together.
  record: { concurrency: 100, attempts: 5, backoffMs: [500, 10_000] },
  publish: { concurrency: 1, attempts: 3, backoffMs: [1_000, 5_000] },
  sweep: { concurrency: 1, attempts: 1, backoffMs: [0, 0] },
};

/** How a single pass runs them (`sync`, `import`, `demo`): a source that does not answer is reported without long waits. */
export const singlePassPolicies: StepPolicies = {
  ...servicePolicies,
  fetch: { ...servicePolicies.fetch, attempts: 3, backoffMs: [500, 2_000], patienceMs: 10_000 },
};

/** How a walk through the eCFR's history retries: it takes minutes anyway, so it waits up to ten minutes if the eCFR asks. */
export const walkPatience: StepPolicy = {
  concurrency: 1,
  attempts: 5,
  backoffMs: [2_000, 60_000],
  patienceMs: 10 * 60_000,
};

/** What the service enqueues by itself, as cron patterns. */
export const schedule: readonly ScheduledJob[] = [
  { job: { step: "sweep" }, pattern: "*/10 * * * * *" },
  // Each minute, some seconds after the list is updated on the minute.
  { job: { step: "fetch", source: "public-inspection", ifDue: true }, pattern: "17 * * * * *" },
  { job: { step: "fetch", source: "federal-register" }, pattern: "*/10 * * * *" },
  { job: { step: "fetch", source: "ecfr" }, pattern: "7,22,37,52 * * * *" },
];
