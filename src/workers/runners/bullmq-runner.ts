/**
 * Runs the steps by BullMQ on Redis. Redis is a doorbell (law 2): while it cannot be used nothing runs and nothing is lost; as
 * soon as it can, everything starts afresh, and sweep finds what is to be done. So an outage, a flush and a first start are
 * one and the same path.
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
  /** Something of the queues failed although Redis can be used. */
  failed(error: Error): void;
}

export interface BullmqOptions {
  readonly redis: RedisConnection;
  /** Of all keys: two services on one Redis need two. */
  readonly prefix: string;
  readonly observer: RedisObserver;
  /** Between two looks at whether Redis can be used. */
  readonly probeMs?: number;
  /** A job whose process died is given to the next one after this silence. */
  readonly lockMs?: number;
  /** How long a stop waits for the jobs at work before it gives them back. */
  readonly graceMs?: number;
  /** Of a process that joins a service: it looks after the queues by a key of its own, which goes with it. */
  readonly joins?: boolean;
}

export interface BullmqRunner extends Runner {
  /** For a person to look into; null while Redis cannot be used. */
  readonly queues: () => readonly Queue[] | null;
}

const DEFAULTS = { probeMs: 2_000, lockMs: 10_000, graceMs: 6_000 };
const OPEN_MS = 5_000;
const DEPTHS_MS = 1_000;
const TELL_AGAIN_MS = 60_000;
/** A joined process that is silent for longer is gone, or opens its session anew. */
const JOINED_KEY_MS = 60_000;
/** With the grace, these make the ten seconds in which a stopped service is to be gone. */
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
  /** Invariant: the jobs at work in this process by their keys, across sessions. */
  const running = new Map<string, Promise<unknown>>();
  const tell = (error: Error): void => {
    // A Redis that is away fails everything at once: the probe says so, in one line.
    if (!isRedisTrouble(error)) observer.failed(error);
  };
  let scheduled: readonly ScheduledJob[] = [];
  let open: {
    readonly session: BullmqSession;
    readonly token: string;
    close(): Promise<void>;
  } | null = null;

  /** Two sessions may hold one job, the one before a flush and the one after it: the second has its turn after the first. */
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

  /** One command that reads, writes and needs memory: what it passes, the queues pass. */
  const probe = async (token: string): Promise<string | null> =>
    joins
      ? redis.client.set(sessionKey, token, "PX", JOINED_KEY_MS, "GET")
      : redis.client.set(sessionKey, token, "GET");

  const start = async (): Promise<void> => {
    const token = randomUUID();
    await probe(token);
    const warnings = await checkSettings(redis.client);
    if (stopping.signal.aborted) return;
    const family = redis.openFamily(tell);
    const session = openSession({
      redis: family.client,
      prefix,
      policies: parts.policies,
      works: Object.keys(parts.handlers) as Step[],
      lockMs,
      run,
      onError: tell,
    });
    const close = async (): Promise<void> => {
      const closed = session.close().catch(tell);
      family[Symbol.dispose]();
      await atMost(CLOSE_MS, closed);
    };
    open = { session, token, close };
    observer.usable({ name: redis.name, warnings });
    await orTimeout(OPEN_MS, session.schedule(scheduled));
    // Each of them once at the start, not only when its time comes.
    await orTimeout(OPEN_MS, session.ring(scheduled.map(({ job }) => job)));
  };

  const look = async (): Promise<void> => {
    if (open === null) return start();
    const found = await probe(open.token);
    if (found === open.token) return;
    await shut();
    await start();
  };

  const shut = async (): Promise<void> => {
    const closing = open;
    open = null;
    await closing?.close();
  };

  const watch = async (): Promise<void> => {
    const toldAtMs = new Map<unknown, number>();
    while (!stopping.signal.aborted) {
      try {
        await look();
        toldAtMs.clear();
      } catch (error) {
        await shut();
        const trouble = redis.explain(error);
        const kind = trouble.context["trouble"];
        const isTold = Date.now() - (toldAtMs.get(kind) ?? 0) < TELL_AGAIN_MS;
        if (!isTold && !stopping.signal.aborted) {
          observer.unusable(trouble);
          toldAtMs.set(kind, Date.now());
        }
      }
      await sleep(probeMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  let watching: Promise<void> | null = null;

  return {
    add: (job) => {
      // Without a session the bell is lost; the next session begins with a sweep.
      open?.session.ring([job]).catch(tell);
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
      await atMost(graceMs, open?.session.finish().catch(tell));
      cutting.abort();
      await atMost(GIVE_BACK_MS, Promise.all(running.values()));
      await atMost(CLOSE_MS, watching);
      await shut();
    },
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
