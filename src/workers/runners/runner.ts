/** What both runners share: one attempt at a job, with its retry decision and report. */

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
  /** Null if the job is given up. */
  readonly retryInMs: number | null;
  readonly durationMs: number;
}

export interface RunnerObserver {
  done(job: Job, result: StepResult, durationMs: number): void;
  failed(job: Job, error: unknown, attempt: FailedAttempt): void;
}

/** A job enqueued on a schedule; the pattern is cron's, with seconds first if it has six fields. */
export interface ScheduledJob {
  readonly job: Job;
  readonly pattern: string;
}

/** Number of jobs by step and state. */
export type Depths = Readonly<Record<string, Readonly<Record<string, number>>>>;

export interface Runner extends AsyncDisposable {
  /** Enqueues a job. A job that already waits or runs is not added again. */
  add(job: Job): void;
  /** Enqueues each job now, and on schedule until disposed. */
  schedule(jobs: readonly ScheduledJob[]): void;
  /** Null if the queues are unavailable. */
  depths(): Promise<Depths | null>;
}

export interface RunnerParts<D extends RunnerDeps = Deps> {
  /** Handlers of the steps that run here. */
  readonly handlers: SomeHandlers<D>;
  readonly policies: StepPolicies;
  readonly deps: D;
  readonly observer: RunnerObserver;
  /** Called after the last attempt; returns jobs that can proceed without the given-up one. */
  readonly giveUp?: (job: Job, error: unknown, deps: D) => Promise<readonly Job[]>;
}

/** The dependencies that a runner itself needs. */
export type RunnerDeps = Pick<Deps, "random" | "onBoundary">;

/** `retryInMs` null: done, or given up for good. */
export interface Attempt {
  readonly error: unknown;
  readonly retryInMs: number | null;
  readonly next: readonly Job[];
}

/** Rejects only if `signal` stopped it; the job must then run again later. */
export async function attemptJob<D extends RunnerDeps>(
  job: Job,
  attempt: number,
  { handlers, policies, deps, observer, giveUp }: RunnerParts<D>,
  signal: AbortSignal,
): Promise<Attempt> {
  const started = performance.now();
  try {
    signal.throwIfAborted();
    // A step's handler takes that step's jobs; TypeScript cannot see the pairing through the union.
    const handler = handlers[job.step] as Handler<Step, D> | undefined;
    if (handler === undefined) throw new Error(`this process does not run the step ${job.step}`);
    deps.onBoundary?.(`start ${jobKey(job)}`);
    const result = await handler(job as never, deps, signal);
    deps.onBoundary?.(`end ${jobKey(job)}`);
    observer.done(job, result, performance.now() - started);
    return { error: null, retryInMs: null, next: result.next };
  } catch (error) {
    if (signal.aborted) throw error;
    const retryInMs = waitBeforeRetry(policies[job.step], attempt, error, deps.random());
    observer.failed(job, error, { attempt, retryInMs, durationMs: performance.now() - started });
    return { error, retryInMs, next: retryInMs === null ? await goOnWithout(job, error) : [] };
  }

  async function goOnWithout(given: Job, why: unknown): Promise<readonly Job[]> {
    try {
      return (await giveUp?.(given, why, deps)) ?? [];
    } catch (error) {
      observer.failed(given, error, { attempt, retryInMs: null, durationMs: 0 });
      return [];
    }
  }
}
