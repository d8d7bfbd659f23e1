/** Runs the steps in this process: the default where no Redis is set. Nothing to install, same results. */

import { setTimeout as sleep } from "node:timers/promises";
import { PipelineError } from "../model/errors.ts";
import { type Deps, type Handlers, type Job, jobKey, type Step, type StepResult } from "./step.ts";

export interface StepPolicy {
  /** Jobs of one lane share its places and keep their order. */
  readonly lane: string;
  readonly concurrency: number;
  readonly attempts: number;
  /** First and longest wait between attempts, doubled each time, with jitter. */
  readonly backoffMs: readonly [number, number];
}

export type StepPolicies = { readonly [S in Step]: StepPolicy };

export interface RunnerObserver {
  done(job: Job, result: StepResult, durationMs: number): void;
  failed(job: Job, error: unknown, next: { readonly attempt: number; readonly retryInMs: number | null }): void;
}

export interface Runner extends AsyncDisposable {
  /** A job that is waiting or running already is not added again. */
  add(job: Job): void;
  /** Resolves when nothing waits or runs any more, retries included. */
  drain(): Promise<void>;
}

interface Lane {
  readonly waiting: Job[];
  running: number;
}

export function createInProcessRunner(
  handlers: Handlers,
  policies: StepPolicies,
  deps: Deps,
  observer: RunnerObserver,
): Runner {
  const lanes = new Map<string, Lane>();
  /** Invariant: the keys of all jobs that wait, run or are about to be retried. */
  const active = new Set<string>();
  let idle = Promise.withResolvers<void>();
  idle.resolve();
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();

  const add = (job: Job): void => {
    const key = jobKey(job);
    if (stopping.signal.aborted || active.has(key)) return;
    if (active.size === 0) idle = Promise.withResolvers<void>();
    active.add(key);
    const lane = laneOf(job);
    lane.waiting.push(job);
    pump(lane);
  };

  const laneOf = (job: Job): Lane => {
    const name = policies[job.step].lane;
    const lane = lanes.get(name) ?? { waiting: [], running: 0 };
    lanes.set(name, lane);
    return lane;
  };

  const pump = (lane: Lane): void => {
    for (;;) {
      const job = lane.waiting[0];
      if (job === undefined || lane.running >= policies[job.step].concurrency) return;
      lane.waiting.shift();
      lane.running += 1;
      const run = runWithRetries(job).finally(() => {
        running.delete(run);
        lane.running -= 1;
        release(job);
        pump(lane);
      });
      running.add(run);
    }
  };

  const release = (job: Job): void => {
    active.delete(jobKey(job));
    if (active.size === 0) idle.resolve();
  };

  const runWithRetries = async (job: Job): Promise<void> => {
    const policy = policies[job.step];
    for (let attempt = 1; !stopping.signal.aborted; attempt += 1) {
      const started = performance.now();
      try {
        // The handler of a step takes the jobs of that step: TypeScript cannot see the pairing through the union.
        const handler = handlers[job.step] as (job: Job, deps: Deps, signal: AbortSignal) => Promise<StepResult>;
        deps.onBoundary?.(`start ${jobKey(job)}`);
        const result = await handler(job, deps, stopping.signal);
        deps.onBoundary?.(`end ${jobKey(job)}`);
        observer.done(job, result, performance.now() - started);
        for (const next of result.next) add(next);
        return;
      } catch (error) {
        if (stopping.signal.aborted) return;
        const mayHelp = !(error instanceof PipelineError) || error.retryable;
        const retryInMs = mayHelp && attempt < policy.attempts ? backoff(policy, attempt, error) : null;
        observer.failed(job, error, { attempt, retryInMs });
        if (retryInMs === null) return;
        await sleep(retryInMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
  };

  const backoff = ({ backoffMs: [first, longest] }: StepPolicy, attempt: number, error: unknown): number => {
    const asked = error instanceof PipelineError ? error.context["retryAfterMs"] : undefined;
    const doubled = Math.min(longest, first * 2 ** Math.min(attempt - 1, 30));
    const jittered = doubled * (0.75 + 0.5 * deps.random());
    return typeof asked === "number" ? Math.max(asked, jittered) : jittered;
  };

  return {
    add,
    drain: () => idle.promise,
    [Symbol.asyncDispose]: async () => {
      stopping.abort();
      for (const lane of lanes.values()) lane.waiting.length = 0;
      await Promise.allSettled(running);
      active.clear();
      idle.resolve();
    },
  };
}
