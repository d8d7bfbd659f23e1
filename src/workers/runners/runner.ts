/** What runs the steps, and what both runners share: one attempt at a job, judged and told. */

import {
  type Deps,
  type Handler,
  type Job,
  jobKey,
  type SomeHandlers,
  type Step,
  type StepResult,
} from "../step.ts";
import { type StepPolicies, waitBeforeRetry } from "./step-policy.ts";

export interface FailedAttempt {
  readonly attempt: number;
  /** Null where it is given up. */
  readonly retryInMs: number | null;
  readonly durationMs: number;
}

export interface RunnerObserver {
  done(job: Job, result: StepResult, durationMs: number): void;
  failed(job: Job, error: unknown, attempt: FailedAttempt): void;
}

/** A job to be rung by the clock; the pattern is cron's, with seconds in front where there are six fields. */
export interface ScheduledJob {
  readonly job: Job;
  readonly pattern: string;
}

/** Jobs by step and by state. */
export type Depths = Readonly<Record<string, Readonly<Record<string, number>>>>;

export interface Runner extends AsyncDisposable {
  /** Rings for a job. One that is waiting or running already is not added again. */
  add(job: Job): void;
  /** Rings for each of them now, and by the clock until disposed. */
  schedule(jobs: readonly ScheduledJob[]): void;
  /** Null where the queues cannot be asked. */
  depths(): Promise<Depths | null>;
}

export interface RunnerParts<D extends RunnerDeps = Deps> {
  /** Of the steps that are run here. */
  readonly handlers: SomeHandlers<D>;
  readonly policies: StepPolicies;
  readonly deps: D;
  readonly observer: RunnerObserver;
  /** What goes on without a job that was tried often enough; nothing where it is not given. */
  readonly giveUp?: (job: Job, error: unknown, deps: D) => readonly Job[];
}

/** What a runner itself asks of its parts. */
export type RunnerDeps = Pick<Deps, "random" | "onBoundary">;

/** `retryInMs` null: done, or given up for good. */
export interface Attempt {
  readonly error: unknown;
  readonly retryInMs: number | null;
  readonly next: readonly Job[];
}

/** Never rejects but where `signal` stopped it: then the job is to be run again later, by whoever comes next. */
export async function attemptJob<D extends RunnerDeps>(
  job: Job,
  attempt: number,
  { handlers, policies, deps, observer, giveUp }: RunnerParts<D>,
  signal: AbortSignal,
): Promise<Attempt> {
  const started = performance.now();
  try {
    signal.throwIfAborted();
    // The handler of a step takes the jobs of that step: TypeScript cannot see the pairing through the union.
    const handler = handlers[job.step] as Handler<Step, D> | undefined;
    if (handler === undefined) throw new Error(`nobody here does the step ${job.step}`);
    deps.onBoundary?.(`start ${jobKey(job)}`);
    const result = await handler(job as never, deps, signal);
    deps.onBoundary?.(`end ${jobKey(job)}`);
    observer.done(job, result, performance.now() - started);
    return { error: null, retryInMs: null, next: result.next };
  } catch (error) {
    if (signal.aborted) throw error;
    const retryInMs = waitBeforeRetry(policies[job.step], attempt, error, deps.random());
    observer.failed(job, error, { attempt, retryInMs, durationMs: performance.now() - started });
    return { error, retryInMs, next: retryInMs === null ? goOnWithout(job, error) : [] };
  }

  function goOnWithout(given: Job, why: unknown): readonly Job[] {
    try {
      return giveUp?.(given, why, deps) ?? [];
    } catch (error) {
      observer.failed(given, error, { attempt, retryInMs: null, durationMs: 0 });
      return [];
    }
  }
}
