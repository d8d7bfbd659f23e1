/** The queues and workers of one period in which Redis is available; discarded when it becomes unavailable. */

import {
  type JobsOptions,
  Queue,
  type Job as QueuedJob,
  UnrecoverableError,
  WaitingError,
  Worker,
} from "bullmq";
import type { Redis } from "ioredis";
import { type Job, jobKey, jobSchema, type Step } from "../step.ts";
import type { Attempt, Depths, ScheduledJob } from "./runner.ts";
import type { StepPolicies } from "./step-policy.ts";

/** Failed jobs kept for inspection. */
const FAILED_JOBS_KEPT = { count: 1_000, age: 30 * 24 * 3_600 };
/** Returned by BullMQ's back-off strategy for no further attempt. */
const GIVEN_UP = -1;
/** Jobs in one message to Redis; delivery jobs carry events. */
const ADDED_AT_ONCE = 50;
/** A job that killed its process this often stays failed until sweep retries it. */
const MAX_STALLS = 3;

export interface SessionOptions {
  /** The session's own connection, without a retry limit. */
  readonly redis: Redis;
  readonly prefix: string;
  readonly policies: StepPolicies;
  /** The steps run here; jobs of other steps are only enqueued. */
  readonly works: readonly Step[];
  /** Silence after which a dead process's job is given to another one. */
  readonly lockMs: number;
  /** Runs one attempt. Rejects if the job must be given back. */
  readonly run: (job: Job, attempt: number) => Promise<Attempt>;
  readonly onError: (error: Error) => void;
}

export interface BullmqSession {
  readonly queues: readonly Queue[];
  enqueue(jobs: readonly Job[]): Promise<void>;
  schedule(jobs: readonly ScheduledJob[]): Promise<void>;
  /**
   * Runs waiting retries now: their time may have been set by a clock that ran ahead, and the id of a waiting job blocks
   * every new one.
   */
  hasten(): Promise<void>;
  depths(): Promise<Depths>;
  /** Takes no more jobs; resolves when the running ones are done. */
  finish(): Promise<void>;
  close(): Promise<void>;
}

export function openSession(options: SessionOptions): BullmqSession {
  const { redis, prefix, policies, works, lockMs, run, onError } = options;
  const steps = Object.keys(policies) as Step[];
  const connection = { connection: redis, prefix };
  const queues = new Map(steps.map((step) => [step, new Queue(step, connection)]));
  const queueOf = (step: Step): Queue => queues.get(step) as Queue;

  const enqueueNow = async (jobs: readonly Job[]): Promise<void> => {
    for (const [step, ofStep] of Map.groupBy(jobs, (job) => job.step)) {
      for (let from = 0; from < ofStep.length; from += ADDED_AT_ONCE) {
        await queueOf(step).addBulk(
          ofStep.slice(from, from + ADDED_AT_ONCE).map((job) => ({
            name: step,
            data: job,
            opts: { ...retriesOf(job, policies), ...identityOf(job) },
          })),
        );
      }
    }
  };

  /** Jobs of one turn of the event loop travel together: deliveries that are recorded together also end together. */
  let gathering: { readonly jobs: Job[]; readonly enqueued: Promise<void> } | null = null;
  const enqueue = async (jobs: readonly Job[]): Promise<void> => {
    if (jobs.length === 0) return;
    gathering ??= gather();
    gathering.jobs.push(...jobs);
    await gathering.enqueued;
  };
  const gather = () => {
    const jobs: Job[] = [];
    const turn = new Promise((resolve) => setImmediate(resolve));
    const enqueued = turn.then(() => {
      gathering = null;
      return enqueueNow(jobs);
    });
    return { jobs, enqueued };
  };

  const process = async (queued: QueuedJob, token: string | undefined): Promise<void> => {
    const read = jobSchema.safeParse(queued.data);
    if (!read.success) throw new UnrecoverableError(`not a job of this version: ${queued.id}`);
    const job = read.data;
    const attempt = await run(job, queued.attemptsMade + 1).catch(async () => {
      await queued.moveToWait(token);
      throw new WaitingError();
    });
    await enqueue(attempt.next);
    if (job.step === "sweep") await revive(attempt.next);
    if (attempt.error === null) return;
    if (attempt.retryInMs === null) throw new UnrecoverableError(messageOf(attempt.error));
    throw new AttemptFailed(messageOf(attempt.error), attempt.retryInMs);
  };

  /** BullMQ ignores an added job whose id exists, so failed jobs are retried by id. */
  const revive = async (jobs: readonly Job[]): Promise<void> => {
    const reading = jobs.filter(isReading);
    const wanted = new Set(reading.map(jobKey));
    for (const step of new Set(reading.map((job) => job.step))) {
      for (const failed of await queueOf(step).getFailed()) {
        if (failed.id !== undefined && wanted.has(failed.id)) {
          await failed.retry("failed", { resetAttemptsMade: true });
        }
      }
    }
  };

  const workers = works.map(
    (step) =>
      new Worker(step, process, {
        ...connection,
        concurrency: policies[step].concurrency,
        lockDuration: lockMs,
        stalledInterval: lockMs / 2,
        maxStalledCount: MAX_STALLS,
        settings: {
          backoffStrategy: (_made, _type, error) =>
            error instanceof AttemptFailed ? error.retryInMs : GIVEN_UP,
        },
      }),
  );
  for (const worker of workers) worker.on("error", onError);
  for (const queue of queues.values()) queue.on("error", onError);

  return {
    queues: [...queues.values()],
    enqueue,
    schedule: async (jobs) => {
      for (const { job, pattern } of jobs) {
        await queueOf(job.step).upsertJobScheduler(
          jobKey(job),
          { pattern },
          { name: job.step, data: job, opts: retriesOf(job, policies) },
        );
      }
    },
    hasten: async () => {
      for (const step of works) {
        const waiting = await queueOf(step).getDelayed();
        // A scheduled job has its time from `schedule`.
        const retries = waiting.filter(({ repeatJobKey }) => repeatJobKey === undefined);
        for (const retry of retries) await retry.promote().catch(onError);
      }
    },
    depths: async () => {
      // Jobs that were given before count too.
      await gathering?.enqueued;
      const counts = steps.map(async (step) => [step, await queueOf(step).getJobCounts()] as const);
      return Object.fromEntries(await Promise.all(counts));
    },
    finish: async () => void (await Promise.all(workers.map((worker) => worker.pause()))),
    close: async () => {
      await Promise.all(workers.map((worker) => worker.close(true)));
      await Promise.all([...queues.values()].map((queue) => queue.close()));
    },
  };
}

/** Carries the step policy's decision to the back-off strategy. */
class AttemptFailed extends Error {
  readonly retryInMs: number;

  constructor(message: string, retryInMs: number) {
    super(message);
    this.retryInMs = retryInMs;
  }
}

function retriesOf(job: Job, policies: StepPolicies): JobsOptions {
  return {
    attempts: policies[job.step].attempts,
    backoff: { type: "by-policy" },
    removeOnComplete: true,
    // A failed delivery is enqueued again with new content; the old job would block its id.
    removeOnFail: isDelivery(job) || job.step === "record" ? true : FAILED_JOBS_KEPT,
  };
}

/**
 * A work job has an id, so that it is queued once. A periodic job has none; but while one runs, the next waits
 * for its end, because what it must see may have arrived since.
 */
function identityOf(job: Job): JobsOptions {
  const key = jobKey(job);
  // Two reports of one attempt may differ; the recorder ignores what is already recorded.
  if (job.step === "record") return {};
  const isWork = isReading(job) || isDelivery(job);
  return isWork ? { jobId: key } : { deduplication: { id: key, keepLastIfActive: true } };
}

function isReading({ step }: Job): boolean {
  return step === "parse" || step === "diff";
}

function isDelivery({ step }: Job): boolean {
  return step === "deliver" || step === "deliver-slowly";
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
