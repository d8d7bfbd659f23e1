/** Checks the version and settings of Redis, if the service uses it. */

import type { Config } from "../../config.ts";
import { describeError } from "../../model/errors.ts";
import { checkSettings, readVersion } from "../../redis/check-settings.ts";
import { openRedis } from "../../redis/open-redis.ts";
import { type Finding, fails, well } from "./finding.ts";

/** Needed by BullMQ, and by stream readers for XAUTOCLAIM. */
const LEAST_REDIS = [6, 2] as const;

export async function examineRedis(redis: Config["redis"]): Promise<Finding[]> {
  const subject = "Redis";
  if (redis === null) return [well(subject, "REDIS_URL is not set: the steps run in this process")];
  using connection = openRedis(redis.url);
  try {
    const version = await readVersion(connection.client);
    const [major = 0, minor = 0] = version.split(".").map(Number);
    const [leastMajor, leastMinor] = LEAST_REDIS;
    const isOld = major < leastMajor || (major === leastMajor && minor < leastMinor);
    const seen = `${version} at ${connection.name}`;
    const warnings = await checkSettings(connection.client);
    return [
      isOld
        ? fails(subject, seen, `update Redis to ${LEAST_REDIS.join(".")} or newer`)
        : well(subject, seen),
      ...warnings.map((warning) => {
        const [fault = warning, remedy = warning] = warning.split(/: (.*)/);
        return fails("Redis settings", fault, remedy);
      }),
    ];
  } catch (error) {
    return [
      fails(subject, describeError(connection.explain(error)), "start Redis, or correct REDIS_URL"),
    ];
  }
}
