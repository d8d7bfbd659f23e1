/** Runs the steps that read documents and change the list, in this thread or in another. */

import { handleHistory } from "./history/history.ts";
import { handleDiff } from "./list/diff.ts";
import { handleParse } from "./list/parse.ts";
import { deliveryJobs, publishJobs } from "./next-jobs.ts";
import type {
  Deps,
  JobOf,
  ListDeps,
  ListHandler,
  ListStep,
  RunListStep,
  StepResult,
} from "./step.ts";

const HANDLERS: { readonly [S in ListStep]: ListHandler<S> } = {
  parse: handleParse,
  diff: handleDiff,
  history: handleHistory,
};

/** Runs them in this thread. */
export function listStepsHere(deps: ListDeps): RunListStep {
  return (job, signal) => {
    // A step's handler takes that step's jobs; TypeScript cannot see the pairing through the union.
    const handler = HANDLERS[job.step] as ListHandler<ListStep>;
    return handler(job, deps, signal);
  };
}

/** Deliveries are planned here, because their batches belong to the thread that sends them. */
export async function handleListStep(
  job: JobOf<ListStep>,
  deps: Deps,
  signal: AbortSignal,
): Promise<StepResult> {
  const { facts, next, wroteEvents } = await deps.runListStep(job, signal);
  if (!wroteEvents) return { facts, next };
  return { facts, next: [...next, ...(await deliveryJobs(deps)), ...publishJobs(deps)] };
}
