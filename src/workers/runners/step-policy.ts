/** How often and how soon a step that failed is tried again. */

import { PipelineError } from "../../model/errors.ts";
import type { Step } from "../step.ts";

export interface StepPolicy {
  /** Jobs of this step at work at once. */
  readonly concurrency: number;
  /** The first one included. */
  readonly attempts: number;
  /** First and longest wait between attempts, doubled each time, with jitter. */
  readonly backoffMs: readonly [number, number];
  /** Who asks for a longer wait than this is not tried again; without it, every wish is kept. */
  readonly patienceMs?: number;
}

export type StepPolicies = { readonly [S in Step]: StepPolicy };

/** Past this the wait has long reached its longest; doubling on would only overflow. */
const MAX_DOUBLINGS = 30;

/** In ms; null where it has been tried often enough, or where trying again cannot help. `random` is in 0..1. */
export function waitBeforeRetry(
  { attempts, backoffMs: [first, longest], patienceMs = Number.POSITIVE_INFINITY }: StepPolicy,
  attempt: number,
  error: unknown,
  random: number,
): number | null {
  const isKnown = error instanceof PipelineError;
  if (attempt >= attempts || (isKnown && !error.retryable)) return null;
  const doubled = Math.min(longest, first * 2 ** Math.min(attempt - 1, MAX_DOUBLINGS));
  const jittered = doubled * (0.75 + 0.5 * random);
  const asked = isKnown ? error.context["retryAfterMs"] : undefined;
  if (typeof asked !== "number") return jittered;
  return asked > patienceMs ? null : Math.max(asked, jittered);
}
