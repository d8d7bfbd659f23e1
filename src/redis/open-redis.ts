/** One connection to Redis, which comes back by itself and says in words what keeps it away. */

import { Redis } from "ioredis";
import { PipelineError } from "../model/errors.ts";

/** Between two tries to connect. */
const RECONNECT_MS = 1_000;
const CONNECT_TIMEOUT_MS = 5_000;
/** A Redis that hangs is away. */
const COMMAND_TIMEOUT_MS = 5_000;

export interface RedisConnection extends Disposable {
  readonly client: Redis;
  /** Host and port, or the socket's path: never the password. */
  readonly name: string;
  openFamily(onError: (error: Error) => void): RedisFamily;
  /**
   * What a command's failure means; a connection that is away says why it is. `context.trouble` is the kind of it: one Redis
   * that is away refuses, hangs up and times out in turn.
   */
  explain(error: unknown): PipelineError;
}

/**
 * `url`: `redis://[[user]:password@]host[:port][/db]`, `rediss://…` for TLS, or the path of a Unix socket. Commands fail at the
 * next failed try to connect, instead of waiting for Redis to come back.
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
    // ioredis fails a command with a word about itself; the reason stands in the connection's own error.
    explain: (error) => explainRedis(name, lastError ?? error),
    [Symbol.dispose]: () => client.disconnect(),
  };
}

/** A connection for queues, and those that BullMQ makes of it and does not always put away. */
export interface RedisFamily extends Disposable {
  /** Its commands wait for Redis however long it takes. */
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
        // A worker that was waiting may still try to connect it again.
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
 * BullMQ looks at `maxmemory_policy` on each of its connections and prints a line of its own for each, past every log. It
 * was looked at already, and told once (check-settings).
 */
function hushEvictionPolicy(member: Redis): void {
  const info = member.info.bind(member) as (...words: unknown[]) => Promise<string>;
  const hush = async () => (await info()).replace(/^maxmemory_policy:.*$/m, "");
  // ioredis asks as well, with a callback, whether Redis is ready.
  Object.assign(member, {
    info: (...words: unknown[]) => (words.length === 0 ? hush() : info(...words)),
  });
}

/** True for what keeps every command from working, as opposed to one command that failed. */
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
