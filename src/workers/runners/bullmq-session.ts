/** The queues and workers on Redis for as long as it can be used: opened when it can, thrown away when it cannot. */

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

/** Kept for inspection. */
const FAILED_JOBS_KEPT = { count: 1_000, age: 30 * 24 * 3_600 };
/** What BullMQ's back-off strategy answers where there is to be no other try. */
const GIVEN_UP = -1;
/** Jobs in one message to Redis: those of deliveries carry events. */
const ADDED_AT_ONCE = 100;
/** A job that killed its process this often is kept as failed until sweep tries it again. */
const MAX_STALLS = 3;

export interface SessionOptions {
  /** A connection of the session's own, without a limit of retries. */
  readonly redis: Redis;
  readonly prefix: string;
  readonly policies: StepPolicies;
  /** The steps whose jobs are done here; the others' are only rung for. */
  readonly works: readonly Step[];
  /** A job whose process died is given to the next one after this silence. */
  readonly lockMs: number;
  /** Runs one attempt. Rejects where the job is to be given back. */
  readonly run: (job: Job, attempt: number) => Promise<Attempt>;
  readonly onError: (error: Error) => void;
}

export interface BullmqSession {
  readonly queues: readonly Queue[];
  ring(jobs: readonly Job[]): Promise<void>;
  schedule(jobs: readonly ScheduledJob[]): Promise<void>;
  depths(): Promise<Depths>;
  /** Takes no more jobs; resolves when those at work are done. */
  finish(): Promise<void>;
  close(): Promise<void>;
}

export function openSession(options: SessionOptions): BullmqSession {
  const { redis, prefix, policies, works, lockMs, run, onError } = options;
  const steps = Object.keys(policies) as Step[];
  const connection = { connection: redis, prefix };
  const queues = new Map(steps.map((step) => [step, new Queue(step, connection)]));
  const queueOf = (step: Step): Queue => queues.get(step) as Queue;

  const ring = async (jobs: readonly Job[]): Promise<void> => {
    for (const step of steps) {
      const ofStep = jobs.filter((job) => job.step === step);
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

  const process = async (queued: QueuedJob, token: string | undefined): Promise<void> => {
    const read = jobSchema.safeParse(queued.data);
    if (!read.success) throw new UnrecoverableError(`not a job of this version: ${queued.id}`);
    const job = read.data;
    const attempt = await run(job, queued.attemptsMade + 1).catch(async () => {
      await queued.moveToWait(token);
      throw new WaitingError();
    });
    await ring(attempt.next);
    if (job.step === "sweep") await revive(attempt.next);
    if (attempt.error === null) return;
    if (attempt.retryInMs === null) throw new UnrecoverableError(messageOf(attempt.error));
    throw new TriedInVain(messageOf(attempt.error), attempt.retryInMs);
  };

  /** BullMQ ignores an add whose id exists: a job that failed is to be tried again by name. */
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
            error instanceof TriedInVain ? error.retryInMs : GIVEN_UP,
        },
      }),
  );
  for (const worker of workers) worker.on("error", onError);
  for (const queue of queues.values()) queue.on("error", onError);

  return {
    queues: [...queues.values()],
    ring,
    schedule: async (jobs) => {
      for (const { job, pattern } of jobs) {
        await queueOf(job.step).upsertJobScheduler(
          jobKey(job),
          { pattern },
          { name: job.step, data: job, opts: retriesOf(job, policies) },
        );
      }
    },
    depths: async () => {
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

/** Carries to the back-off strategy what the step's policy decided. */
class TriedInVain extends Error {
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
    // What was not delivered is rung for again as it then is: the job that failed would stand in its way.
    removeOnFail: isDelivery(job) || job.step === "record" ? true : FAILED_JOBS_KEPT,
  };
}

/**
 * Work has an id, so that it is in the queue once. A mere look around has none; but while one is at work the next one waits
 * for its end, because what it is to see may have come since.
 */
function identityOf(job: Job): JobsOptions {
  const key = jobKey(job);
  // Two tellings of one try may differ, and what was told before is known.
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
