/** Runs the steps in this process: the default without Redis. Nothing to install, same results. */

import { setTimeout as sleep } from "node:timers/promises";
import { Cron } from "croner";
import { type Job, jobKey, type Step } from "../step.ts";
import { attemptJob, type Runner, type RunnerDeps, type RunnerParts } from "./runner.ts";

export interface InProcessRunner extends Runner {
  /** Resolves when no job waits or runs, retries included. */
  drain(): Promise<void>;
}

interface Waiting {
  readonly job: Job;
  /** 1 for the first attempt. */
  readonly attempt: number;
}

interface Queue {
  readonly waiting: Waiting[];
  running: number;
  /** Jobs that wait for their retry. */
  delayed: number;
}

export function createInProcessRunner<D extends RunnerDeps>(
  parts: RunnerParts<D>,
): InProcessRunner {
  const { policies } = parts;
  const queues = new Map<Step, Queue>();
  /** Invariant: the keys of all jobs that wait, run or will be retried. */
  const active = new Set<string>();
  let idle = Promise.withResolvers<void>();
  idle.resolve();
  const stopping = new AbortController();
  /** Attempts, and waits for a retry. */
  const running = new Set<Promise<void>>();
  const clocks: Cron[] = [];

  const add = (job: Job): void => {
    const key = jobKey(job);
    if (stopping.signal.aborted || active.has(key)) return;
    if (active.size === 0) idle = Promise.withResolvers<void>();
    active.add(key);
    const queue = queues.get(job.step) ?? { waiting: [], running: 0, delayed: 0 };
    queues.set(job.step, queue);
    queue.waiting.push({ job, attempt: 1 });
    pump(queue);
  };

  const pump = (queue: Queue): void => {
    for (;;) {
      const next = queue.waiting[0];
      if (next === undefined || queue.running >= policies[next.job.step].concurrency) return;
      queue.waiting.shift();
      queue.running += 1;
      const run = runAttempt(next, queue).finally(() => running.delete(run));
      running.add(run);
    }
  };

  const runAttempt = async ({ job, attempt }: Waiting, queue: Queue): Promise<void> => {
    // Rejects only after a stop; sweep finds the job later.
    const made = await attemptJob(job, attempt, parts, stopping.signal).catch(() => null);
    for (const next of made?.next ?? []) add(next);
    queue.running -= 1;
    const retryInMs = made?.retryInMs ?? null;
    if (retryInMs === null) {
      // Only now, so that a job may enqueue itself again.
      active.delete(jobKey(job));
    } else {
      // A job that waits for its retry leaves its place to others.
      const retry = waitForRetry({ job, attempt: attempt + 1 }, queue, retryInMs).finally(() =>
        running.delete(retry),
      );
      running.add(retry);
    }
    pump(queue);
    if (active.size === 0) idle.resolve();
  };

  const waitForRetry = async (next: Waiting, queue: Queue, waitMs: number): Promise<void> => {
    queue.delayed += 1;
    await sleep(waitMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    queue.delayed -= 1;
    if (stopping.signal.aborted) return;
    queue.waiting.push(next);
    pump(queue);
  };

  return {
    add,
    schedule: (jobs) => {
      for (const { job, pattern } of jobs) {
        add(job);
        clocks.push(new Cron(pattern, () => add(job)));
      }
    },
    depths: async () =>
      Object.fromEntries(
        [...queues].map(([step, { waiting, running: active, delayed }]) => [
          step,
          { waiting: waiting.length, active, delayed },
        ]),
      ),
    drain: () => idle.promise,
    [Symbol.asyncDispose]: async () => {
      stopping.abort();
      for (const clock of clocks) clock.stop();
      for (const queue of queues.values()) queue.waiting.length = 0;
      await Promise.allSettled(running);
      active.clear();
      idle.resolve();
    },
  };
}
