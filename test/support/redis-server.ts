/** A real Redis of the test's own, on a Unix socket in a scratch folder. */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";
import { findRedisServer } from "./find-redis-server.ts";

export interface TestRedis extends AsyncDisposable {
  /** What REDIS_URL takes. */
  readonly url: string;
  /** For a look from outside, and for CONFIG SET. */
  readonly client: Redis;
  stop(): Promise<void>;
  /** With more settings than at the start, such as `--requirepass secret`; nothing while it runs. */
  start(...settings: string[]): Promise<void>;
  /** Holds it where it is: it takes connections and answers nothing. */
  freeze(): void;
  thaw(): void;
}

/** Without persistence, so that a restart empties it; `settings` may say otherwise. */
export async function startRedis(folder: string, ...settings: string[]): Promise<TestRedis> {
  // A socket's path has room for 107 bytes only.
  const socket = join(folder, "r.sock");
  let child: ChildProcess | null = null;
  const client = new Redis(socket, { lazyConnect: true, retryStrategy: () => 50 });
  client.on("error", () => undefined);
  const stop = async (): Promise<void> => {
    const stopped = child;
    child = null;
    if (stopped === null) return;
    stopped.kill("SIGKILL");
    if (stopped.exitCode === null && stopped.signalCode === null) await once(stopped, "exit");
    rmSync(socket, { force: true });
  };
  const start = async (...more: string[]): Promise<void> => {
    if (child !== null) return;
    child = spawn(
      findRedisServer() ?? "redis-server",
      [
        ...["--port", "0", "--unixsocket", socket, "--dir", folder, "--save", ""],
        ...["--appendonly", "no", "--loglevel", "warning", ...settings, ...more],
      ],
      { stdio: "ignore" },
    );
    for (let tries = 0; !existsSync(socket); tries += 1) {
      if (tries > 500) throw new Error("redis-server made no socket");
      await sleep(10);
    }
  };
  await start();
  return {
    url: socket,
    client,
    stop,
    start,
    freeze: () => void child?.kill("SIGSTOP"),
    thaw: () => void child?.kill("SIGCONT"),
    [Symbol.asyncDispose]: async () => {
      client.disconnect();
      await stop();
    },
  };
}
