/**
 * Runs the steps with BullMQ on Redis. Redis only carries jobs ("SQLite is the truth"): while it is unavailable nothing
 * runs and nothing is lost. When it returns, everything starts again and sweep finds the work. An outage, a flush and a first
 * start are therefore handled alike.
 */

import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Queue } from "bullmq";
import type { PipelineError } from "../../model/errors.ts";
import { checkSettings } from "../../redis/check-settings.ts";
import { isRedisTrouble, type RedisConnection } from "../../redis/open-redis.ts";
import { type Job, jobKey, type Step } from "../step.ts";
import { type BullmqSession, openSession } from "./bullmq-session.ts";
import {
  type Attempt,
  attemptJob,
  type Runner,
  type RunnerDeps,
  type RunnerParts,
  type ScheduledJob,
} from "./runner.ts";

export interface RedisObserver {
  usable(redis: { readonly name: string; readonly warnings: readonly string[] }): void;
  unusable(trouble: PipelineError): void;
  /** A queue operation failed although Redis is available. */
  failed(error: Error): void;
}

export interface BullmqOptions {
  readonly redis: RedisConnection;
  /** Prefix of all keys; two services on one Redis need two prefixes. */
  readonly prefix: string;
  readonly observer: RedisObserver;
  /** Time between two checks whether Redis is available. */
  readonly probeMs?: number;
  /** Silence after which a dead process's job is given to another one. */
  readonly lockMs?: number;
  /** How long a stop waits for running jobs before it gives them back. */
  readonly graceMs?: number;
  /** For a process that joins a service: it watches the queues with a key of its own, which expires with it. */
  readonly joins?: boolean;
}

export interface BullmqRunner extends Runner {
  /** For inspection; null while Redis is unavailable. */
  readonly queues: () => readonly Queue[] | null;
}

const DEFAULTS = { probeMs: 2_000, lockMs: 10_000, graceMs: 6_000 };
const OPEN_MS = 5_000;
const DEPTHS_MS = 1_000;
const REPORT_AGAIN_MS = 60_000;
/** Expiry of a joined process's key; after a longer silence it opens a new session. */
const JOINED_KEY_MS = 60_000;
/** A clock that is put back by less delays nothing by more than that. */
const PUT_BACK_MS = 10_000;
/** With the grace period, these add up to less than the ten seconds in which a service must stop. */
const GIVE_BACK_MS = 500;
const CLOSE_MS = 1_000;

export function createBullmqRunner<D extends RunnerDeps>(
  parts: RunnerParts<D>,
  options: BullmqOptions,
): BullmqRunner {
  const { redis, prefix, observer, probeMs, lockMs, graceMs, joins } = { ...DEFAULTS, ...options };
  const sessionKey = joins ? `${prefix}:session:${randomUUID()}` : `${prefix}:session`;
  const stopping = new AbortController();
  const cutting = new AbortController();
  /** Invariant: the running jobs of this process by key, across sessions. */
  const running = new Map<string, Promise<unknown>>();
  const report = (error: Error): void => {
    // If Redis is unavailable, everything fails at once; the probe reports that in one line.
    if (!isRedisTrouble(error)) observer.failed(error);
  };
  let scheduled: readonly ScheduledJob[] = [];
  let open: {
    readonly session: BullmqSession;
    readonly token: string;
    close(): Promise<void>;
  } | null = null;

  /** Two sessions may hold one job, before and after a flush; the second waits for the first. */
  const run = async (job: Job, attempt: number): Promise<Attempt> => {
    const key = jobKey(job);
    for (let before = running.get(key); before !== undefined; before = running.get(key))
      await before;
    const made = attemptJob(job, attempt, parts, cutting.signal).finally(() => running.delete(key));
    running.set(
      key,
      made.catch(() => undefined),
    );
    return made;
  };

  /** One command that reads, writes and needs memory: if it works, the queues work. */
  const probe = async (token: string): Promise<string | null> =>
    joins
      ? redis.client.set(sessionKey, token, "PX", JOINED_KEY_MS, "GET")
      : redis.client.set(sessionKey, token, "GET");

  const start = async (): Promise<void> => {
    const token = randomUUID();
    await probe(token);
    const warnings = await checkSettings(redis.client);
    if (stopping.signal.aborted) return;
    const family = redis.openFamily(report);
    const session = openSession({
      redis: family.client,
      prefix,
      policies: parts.policies,
      works: Object.keys(parts.handlers) as Step[],
      lockMs,
      run,
      onError: report,
    });
    const close = async (): Promise<void> => {
      const closed = session.close().catch(report);
      family[Symbol.dispose]();
      await atMost(CLOSE_MS, closed);
    };
    open = { session, token, close };
    observer.usable({ name: redis.name, warnings });
    await orTimeout(OPEN_MS, session.schedule(scheduled));
    await orTimeout(OPEN_MS, session.hasten());
    // Each scheduled job also runs once at the start.
    await orTimeout(OPEN_MS, session.enqueue(scheduled.map(({ job }) => job)));
  };

  const isPutBack = watchClock();
  const check = async (): Promise<void> => {
    const mustRestart = isPutBack();
    if (open === null) return start();
    const found = await probe(open.token);
    // The scheduled jobs in Redis would wait until the clock gets to where it was.
    if (found === open.token && !mustRestart) return;
    await shut();
    await start();
  };

  const shut = async (): Promise<void> => {
    const closing = open;
    open = null;
    await closing?.close();
  };

  const watch = async (): Promise<void> => {
    const reportedAtMs = new Map<unknown, number>();
    while (!stopping.signal.aborted) {
      try {
        await check();
        reportedAtMs.clear();
      } catch (error) {
        await shut();
        const trouble = redis.explain(error);
        const kind = trouble.context["trouble"];
        const reportedAt = reportedAtMs.get(kind) ?? Number.NEGATIVE_INFINITY;
        const isReported = performance.now() - reportedAt < REPORT_AGAIN_MS;
        if (!isReported && !stopping.signal.aborted) {
          observer.unusable(trouble);
          reportedAtMs.set(kind, performance.now());
        }
      }
      await sleep(probeMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  let watching: Promise<void> | null = null;

  return {
    add: (job) => {
      // Without a session the job is dropped; the next session begins with a sweep.
      open?.session.enqueue([job]).catch(report);
    },
    schedule: (jobs) => {
      scheduled = jobs;
      watching ??= watch();
    },
    queues: () => open?.session.queues ?? null,
    depths: async () => {
      if (open === null) return null;
      return orTimeout(DEPTHS_MS, open.session.depths()).catch(() => null);
    },
    [Symbol.asyncDispose]: async () => {
      stopping.abort();
      await atMost(graceMs, open?.session.finish().catch(report));
      cutting.abort();
      await atMost(GIVE_BACK_MS, Promise.all(running.values()));
      await atMost(CLOSE_MS, watching);
      await shut();
    },
  };
}

/** Returns a check whether the clock was put back since the last call, by comparison with the monotonic one. */
function watchClock(): () => boolean {
  const lead = () => Date.now() - performance.now();
  let last = lead();
  return () => {
    const before = last;
    last = lead();
    return before - last > PUT_BACK_MS;
  };
}

async function atMost(ms: number, work: Promise<unknown> | null | undefined): Promise<void> {
  const over = new AbortController();
  await Promise.race([work, sleep(ms, undefined, { signal: over.signal }).catch(() => undefined)]);
  over.abort();
}

async function orTimeout<T>(ms: number, work: Promise<T>): Promise<T> {
  const over = new AbortController();
  const late = sleep(ms, undefined, { signal: over.signal }).then(() => {
    throw new Error("the queues timed out");
  });
  late.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    over.abort();
  }
}
