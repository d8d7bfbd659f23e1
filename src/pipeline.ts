/**
 * The flow on one page.
 *
 *   schedule ─▶ fetch ─▶ parse ─▶ diff ─▶ deliver
 *      └─ sweep: finds every document and event left behind, and rings its bell again
 *
 * A handler names the jobs that follow it; a job lost on the way is found by sweep.
 */

import { handleDeliver } from "./workers/deliver.ts";
import { handleDiff } from "./workers/diff.ts";
import { handleFetch } from "./workers/fetch.ts";
import { handleParse } from "./workers/parse.ts";
import { type Handlers, SOURCES } from "./workers/step.ts";
import type { StepPolicies } from "./workers/step-policy.ts";
import { handleSweep } from "./workers/sweep.ts";

export const handlers: Handlers = {
  fetch: handleFetch,
  parse: handleParse,
  diff: handleDiff,
  deliver: handleDeliver,
  sweep: handleSweep,
};

const LAWS_ORDER = { lane: "law", concurrency: 1 } as const;

/** How the service runs the steps: it never gives up on a source, and deliveries keep their own time table. */
export const servicePolicies: StepPolicies = {
  // A place for each source, so that one that does not answer never holds up the other.
  fetch: {
    lane: "fetch",
    concurrency: SOURCES.length,
    attempts: Number.POSITIVE_INFINITY,
    backoffMs: [5_000, 15 * 60_000],
  },
  // One at a time and in order of arrival: the list is changed by one document after another.
  parse: { ...LAWS_ORDER, attempts: 5, backoffMs: [1_000, 60_000] },
  diff: { ...LAWS_ORDER, attempts: 5, backoffMs: [1_000, 60_000] },
  deliver: { lane: "deliver", concurrency: 4, attempts: 1, backoffMs: [0, 0] },
  sweep: { lane: "sweep", concurrency: 1, attempts: 1, backoffMs: [0, 0] },
};

/** How a single pass runs them (`sync`, `import`, `demo`): a source that does not answer is reported, not waited for. */
export const singlePassPolicies: StepPolicies = {
  ...servicePolicies,
  fetch: { ...servicePolicies.fetch, attempts: 3, backoffMs: [500, 2_000] },
};

/** When the service rings by itself, as cron patterns; the federal day is Eastern. */
export const schedule = [
  { job: { step: "fetch", source: "federal-register" }, pattern: "*/10 * * * *" },
  { job: { step: "fetch", source: "ecfr" }, pattern: "7 * * * *" },
  { job: { step: "sweep" }, pattern: "*/10 * * * * *" },
] as const;
