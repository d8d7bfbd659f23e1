/** Asks a source with a step's retries, outside of a job, and stores rejected answers ("Raw first"). */

import { setTimeout as sleep } from "node:timers/promises";
import { putCheck } from "../../db/log/source-checks.ts";
import type { SourceName } from "../../model/clock/source.ts";
import { describeError, PipelineError } from "../../model/errors.ts";
import { type StepPolicy, waitBeforeRetry } from "../runners/step-policy.ts";
import type { Deps } from "../step.ts";

export interface Patience {
  readonly policy: StepPolicy;
  /** Called before each wait for the next attempt. */
  readonly onRetry: (error: PipelineError, waitMs: number) => void;
  readonly signal: AbortSignal;
}

/** Retries only a source that does not answer. A pause it asks for is respected, and a wrong answer would be the same again. */
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
      await store.write((tx) => putCheck(tx, check, now()));
      const isSilence = error.code === "fetch/unreachable";
      const waitMs = isSilence ? waitBeforeRetry(policy, attempt, error, random()) : null;
      if (waitMs === null) throw error;
      onRetry(error, waitMs);
      await sleep(waitMs, undefined, { signal });
    }
  }
}
