/** Compares Redis's settings with those that a queue needs. */

import type { Redis } from "ioredis";

/** One warning for each setting that may lose jobs; empty if there is none. Events are never at risk. */
export async function checkSettings(redis: Redis): Promise<string[]> {
  const info = readInfo(await redis.info());
  const warnings: string[] = [];
  const policy = info.get("maxmemory_policy");
  if (policy !== undefined && policy !== "noeviction") {
    warnings.push(
      `maxmemory-policy is ${policy}: set it to noeviction, or jobs vanish when memory is short`,
    );
  }
  if (info.get("aof_enabled") === "0") {
    warnings.push(
      "no append-only file: set appendonly to yes, or a restart of Redis empties queues and stream",
    );
  }
  return warnings;
}

/** For example `7.0.15`; empty if unknown. */
export async function readVersion(redis: Redis): Promise<string> {
  return readInfo(await redis.info()).get("redis_version") ?? "";
}

/** `INFO`: lines of `name:value` under `# headings`. */
function readInfo(text: string): Map<string, string> {
  const pairs = text.split(/\r?\n/).map((line) => line.split(":"));
  return new Map(
    pairs.flatMap(([name, value]) => (name && value !== undefined ? [[name, value]] : [])),
  );
}
