/** The pipeline on a real Redis, quick to notice trouble and to take over from the dead. */

import { openPipelineOnRedis, type PipelineOptions } from "../../src/commands/open-pipeline.ts";
import { type Config, readConfig } from "../../src/config.ts";
import { replayEnv } from "../../src/demo/replay-server.ts";
import type { RedisObserver } from "../../src/workers/runners/bullmq-runner.ts";
import type { RunnerObserver } from "../../src/workers/runners/runner.ts";
import { quickPolicies } from "./open-on-replay.ts";
import { UNHURRIED } from "./unhurried.ts";

const QUICK = { probeMs: 100, lockMs: 1_000, graceMs: 2_000 };
export const DEMO_NOW = new Date("2025-03-28T13:00:00Z");

export function redisConfig(
  serverUrl: string,
  redisUrl: string,
  env: Readonly<Record<string, string>> = {},
) {
  const config: Config = readConfig({
    ...replayEnv(serverUrl),
    ...env,
    REDIS_URL: redisUrl,
  });
  if (config.redis === null) throw new Error(`${redisUrl} was not taken for a Redis`);
  return { config, redis: config.redis };
}

export interface RedisPipelineOptions extends Partial<PipelineOptions> {
  readonly dataDir: string;
  readonly serverUrl: string;
  readonly redisUrl: string;
  readonly observer?: RunnerObserver;
  readonly redisObserver?: RedisObserver;
  readonly env?: Readonly<Record<string, string>>;
}

const SILENT: RunnerObserver = { done: () => undefined, failed: () => undefined };
const SILENT_REDIS: RedisObserver = {
  usable: () => undefined,
  unusable: () => undefined,
  failed: () => undefined,
};

export function openRedisPipeline(options: RedisPipelineOptions) {
  const { serverUrl, redisUrl, redisObserver = SILENT_REDIS, env, ...rest } = options;
  const { config, redis } = redisConfig(serverUrl, redisUrl, env);
  return openPipelineOnRedis(
    {
      config,
      command: "test",
      policies: quickPolicies,
      observer: SILENT,
      now: () => DEMO_NOW,
      upstream: UNHURRIED,
      listThread: false,
      ...rest,
    },
    redis,
    { ...QUICK, observer: redisObserver },
  );
}
