/** Runs the steps in this process: the default without Redis. Nothing to install, same results. */

import { setTimeout as sleep } from "node:timers/promises";
import { Cron } from "croner";
import { type Job, jobKey, type Step } from "../step.ts";
import { attemptJob, type Runner, type RunnerDeps, type RunnerParts } from "./runner.ts";

export interface InProcessRunner extends Runner {
  /** Resolves when no job waits or runs, retries included. */
  drain(): Promise<void>;
}

interface Queue {
  readonly waiting: Job[];
  running: number;
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
  const running = new Set<Promise<void>>();
  const clocks: Cron[] = [];

  const add = (job: Job): void => {
    const key = jobKey(job);
    if (stopping.signal.aborted || active.has(key)) return;
    if (active.size === 0) idle = Promise.withResolvers<void>();
    active.add(key);
    const queue = queues.get(job.step) ?? { waiting: [], running: 0 };
    queues.set(job.step, queue);
    queue.waiting.push(job);
    pump(queue);
  };

  const pump = (queue: Queue): void => {
    for (;;) {
      const job = queue.waiting[0];
      if (job === undefined || queue.running >= policies[job.step].concurrency) return;
      queue.waiting.shift();
      queue.running += 1;
      const run = runWithRetries(job).finally(() => {
        running.delete(run);
        queue.running -= 1;
        active.delete(jobKey(job));
        // Only now, so that a job may enqueue itself again.
        pump(queue);
        if (active.size === 0) idle.resolve();
      });
      running.add(run);
    }
  };

  const runWithRetries = async (job: Job): Promise<void> => {
    for (let attempt = 1; !stopping.signal.aborted; attempt += 1) {
      // Rejects only after a stop; sweep finds the job later.
      const made = await attemptJob(job, attempt, parts, stopping.signal).catch(() => null);
      if (made === null) return;
      for (const next of made.next) add(next);
      if (made.retryInMs === null) return;
      await sleep(made.retryInMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
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
        [...queues].map(([step, { waiting, running: active }]) => [
          step,
          { waiting: waiting.length, active },
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
