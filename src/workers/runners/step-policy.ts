/** How often and how soon a failed step is retried. */

import { PipelineError } from "../../model/errors.ts";
import type { Step } from "../step.ts";

export interface StepPolicy {
  /** Jobs of this step that run at once. */
  readonly concurrency: number;
  /** Including the first one. */
  readonly attempts: number;
  /** First and longest wait between attempts, doubled each time, with jitter. */
  readonly backoffMs: readonly [number, number];
  /** A host that asks for a longer pause is not retried; without this limit every pause is respected. */
  readonly patienceMs?: number;
}

export type StepPolicies = { readonly [S in Step]: StepPolicy };

/** Enough to reach the longest wait; further doubling would only overflow. */
const MAX_DOUBLINGS = 30;

/** Wait in ms; null after the last attempt, or where a retry cannot help. `random` is in 0..1. */
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
