/** A connection to Redis that reconnects by itself and explains failures. */

import { Redis } from "ioredis";
import { PipelineError } from "../model/errors.ts";

/** Time between two connection attempts. */
const RECONNECT_MS = 1_000;
const CONNECT_TIMEOUT_MS = 5_000;
/** A Redis that hangs this long counts as unavailable. */
const COMMAND_TIMEOUT_MS = 5_000;

export interface RedisConnection extends Disposable {
  readonly client: Redis;
  /** Host and port, or the socket's path: never the password. */
  readonly name: string;
  openFamily(onError: (error: Error) => void): RedisFamily;
  /**
   * Explains a command's failure, by the connection's error if it is down. `context.trouble` names the kind of failure, because
   * one unavailable Redis refuses, hangs up and times out in turn.
   */
  explain(error: unknown): PipelineError;
}

/**
 * `url`: `redis://[[user]:password@]host[:port][/db]`, `rediss://…` for TLS, or the path of a Unix socket. While Redis is
 * unavailable, commands fail at the next failed connection attempt instead of waiting.
 */
export function openRedis(url: string): RedisConnection {
  const client = new Redis(url, {
    maxRetriesPerRequest: 0,
    connectTimeout: CONNECT_TIMEOUT_MS,
    commandTimeout: COMMAND_TIMEOUT_MS,
    retryStrategy: () => RECONNECT_MS,
  });
  const name = client.options.path ?? `${client.options.host}:${client.options.port}`;
  let lastError: Error | null = null;
  client.on("error", (error: Error) => {
    lastError = error;
  });
  client.on("ready", () => {
    lastError = null;
  });
  return {
    client,
    name,
    openFamily: (onError) => openFamily(client, onError),
    // ioredis's command error lacks the reason; the connection's own error has it.
    explain: (error) => explainRedis(name, lastError ?? error),
    [Symbol.dispose]: () => client.disconnect(),
  };
}

/** A connection for queues together with its duplicates, which BullMQ makes and does not always close. */
export interface RedisFamily extends Disposable {
  /** Its commands wait for Redis without a limit. */
  readonly client: Redis;
}

function openFamily(parent: Redis, onError: (error: Error) => void): RedisFamily {
  const members: Redis[] = [];
  const adopt = (member: Redis): Redis => {
    members.push(member);
    member.on("error", onError);
    hushEvictionPolicy(member);
    const duplicate = member.duplicate.bind(member);
    member.duplicate = (options) => adopt(duplicate(options));
    return member;
  };
  return {
    client: adopt(parent.duplicate({ maxRetriesPerRequest: null, commandTimeout: undefined })),
    [Symbol.dispose]: () => {
      for (const member of members) {
        member.disconnect();
        // A waiting worker may still try to reconnect it.
        member.connect = () => Promise.reject(new Error("Connection is closed."));
      }
    },
  };
}

const TROUBLES: readonly (readonly [RegExp, string, string])[] = [
  [
    /WRONGPASS|NOAUTH|invalid (username-password|password)|NOPERM/,
    "refuses this user or password",
    "correct REDIS_URL",
  ],
  [/READONLY|UNBLOCKED/, "is a read-only replica", "name the primary in REDIS_URL"],
  [/^OOM|-OOM|OOM command not allowed/, "is full", "raise its maxmemory, or free some of it"],
  [/MISCONF/, "cannot write its data to disk", "look at its log"],
  [/LOADING/, "is loading its data", "it is asked again by itself"],
  [
    /ECONNREFUSED|EPIPE|timed out|ENOENT|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN|ECONNRESET|closed|max retries/i,
    "does not answer",
    "start it, or correct REDIS_URL",
  ],
];

/**
 * BullMQ checks `maxmemory_policy` on every connection and prints a warning past every logger. check-settings.ts
 * reports that setting once.
 */
function hushEvictionPolicy(member: Redis): void {
  const info = member.info.bind(member) as (...words: unknown[]) => Promise<string>;
  const hush = async () => (await info()).replace(/^maxmemory_policy:.*$/m, "");
  // ioredis also calls it, with a callback, to check whether Redis is ready.
  Object.assign(member, {
    info: (...words: unknown[]) => (words.length === 0 ? hush() : info(...words)),
  });
}

/** True for a failure of every command, as opposed to one failed command. */
export function isRedisTrouble(error: unknown): boolean {
  return TROUBLES.some(([pattern]) => pattern.test(errorText(error)));
}

function explainRedis(name: string, error: unknown): PipelineError {
  const said = errorText(error);
  const [, trouble, hint] = TROUBLES.find(([pattern]) => pattern.test(said)) ?? [
    null,
    "fails",
    "look at its log",
  ];
  return new PipelineError("redis/unusable", `Redis at ${name} ${trouble} (${said})`, {
    hint: `${hint}; nothing is lost, the work waits`,
    retryable: true,
    cause: error,
    context: { trouble },
  });
}

function errorText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = (error as NodeJS.ErrnoException).code;
  return error.message || code || error.name;
}
