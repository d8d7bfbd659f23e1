/** The service, or one more delivery worker of it, in a process of its own, on a clock that runs fast. */

import { once } from "node:events";
import { openDelivery } from "../../../src/commands/serve-deliver.ts";
import { quickPolicies } from "../open-on-replay.ts";
import { openRedisPipeline, redisConfig } from "../open-redis-pipeline.ts";

const NOBODY = "http://127.0.0.1:9";
/** So many seconds of the service in one of ours: a wait of half an hour is over in two. */
const SPEED = 1_000;
/** Of a receiver, in our time. */
const PUSHER = { timeoutMs: 4_000 };

const [role = "", dataDir = "", redisUrl = "", startedAt = "", key = ""] = process.argv.slice(2);
const env = { ENTITYWIRE_SEALING_KEY: key, ENTITYWIRE_WEBHOOK_ALLOW: "127.0.0.0/8" };
const started = Number(startedAt);
await using stack = new AsyncDisposableStack();
if (role === "service") {
  const pipeline = stack.use(
    await openRedisPipeline({
      ...{ dataDir, redisUrl, serverUrl: NOBODY, env, policies: quickPolicies, pusher: PUSHER },
      now: () => new Date(started + (Date.now() - started) * SPEED),
    }),
  );
  pipeline.runner.schedule([{ job: { step: "sweep" }, pattern: "* * * * * *" }]);
} else {
  const observer = { done: () => undefined, failed: () => undefined };
  const redisObserver = { usable() {}, unusable() {}, failed() {} };
  const { config } = redisConfig(NOBODY, redisUrl, env);
  const quick = { probeMs: 100, lockMs: 1_000, graceMs: 1_000, observer: redisObserver };
  openDelivery(config, observer, quick, stack, PUSHER).schedule([]);
}
await Promise.race([once(process, "SIGTERM"), once(process, "disconnect")]);
// Nothing is to keep it but its work.
process.channel?.unref();
