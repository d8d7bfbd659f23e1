/** Runs the steps in this process: the default where no Redis is set. Nothing to install, same results. */

import { setTimeout as sleep } from "node:timers/promises";
import {
  type Deps,
  type Handler,
  type Handlers,
  type Job,
  jobKey,
  type Step,
  type StepResult,
} from "./step.ts";
import { type StepPolicies, waitBeforeRetry } from "./step-policy.ts";

export interface RunnerObserver {
  done(job: Job, result: StepResult, durationMs: number): void;
  failed(
    job: Job,
    error: unknown,
    next: { readonly attempt: number; readonly retryInMs: number | null },
  ): void;
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
    for (let attempt = 1; !stopping.signal.aborted; attempt += 1) {
      try {
        await runOnce(job);
        return;
      } catch (error) {
        if (stopping.signal.aborted) return;
        const retryInMs = waitBeforeRetry(policies[job.step], attempt, error, deps.random());
        observer.failed(job, error, { attempt, retryInMs });
        if (retryInMs === null) return;
        await sleep(retryInMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
  };

  const runOnce = async (job: Job): Promise<void> => {
    const started = performance.now();
    // The handler of a step takes the jobs of that step: TypeScript cannot see the pairing through the union.
    const handler = handlers[job.step] as Handler<Step>;
    deps.onBoundary?.(`start ${jobKey(job)}`);
    const result = await handler(job as never, deps, stopping.signal);
    deps.onBoundary?.(`end ${jobKey(job)}`);
    observer.done(job, result, performance.now() - started);
    for (const next of result.next) add(next);
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
