/** Asks a source as often as a step is tried, outside of a job, and keeps what was not believed (law 1). */

import { setTimeout as sleep } from "node:timers/promises";
import { putCheck } from "../../db/log/source-checks.ts";
import type { SourceName } from "../../model/clock/source.ts";
import { describeError, PipelineError } from "../../model/errors.ts";
import { type StepPolicy, waitBeforeRetry } from "../runners/step-policy.ts";
import type { Deps } from "../step.ts";

export interface Patience {
  readonly policy: StepPolicy;
  /** Told before each wait for the next try. */
  readonly onRetry: (error: PipelineError, waitMs: number) => void;
  readonly signal: AbortSignal;
}

/** Only silence is asked again: neither a page that wants patience is pressed, nor an answer that will be the same. */
export async function askPatiently<T>(
  { store, now, random }: Deps,
  source: SourceName,
  ask: (signal: AbortSignal) => Promise<T>,
  { policy, onRetry, signal }: Patience,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask(signal);
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof PipelineError)) throw error;
      const detail = describeError(error);
      const check = { source, trusted: false, dataAsOf: null, detail, evidence: error.evidence };
      store.transact((tx) => putCheck(tx, check, now()));
      const isSilence = error.code === "fetch/unreachable";
      const waitMs = isSilence ? waitBeforeRetry(policy, attempt, error, random()) : null;
      if (waitMs === null) throw error;
      onRetry(error, waitMs);
      await sleep(waitMs, undefined, { signal });
    }
  }
}
