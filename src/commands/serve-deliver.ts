/** `serve --only deliver`: an additional delivery worker for a service on another machine. It needs Redis and the sealing key. */

import type { Config } from "../config.ts";
import { openPusher, type PusherOptions } from "../delivery/pusher.ts";
import { createSeal } from "../delivery/seal.ts";
import { PipelineError } from "../model/errors.ts";
import { deliverHandlers, servicePolicies } from "../pipeline.ts";
import { openRedis } from "../redis/open-redis.ts";
import {
  type BullmqOptions,
  type BullmqRunner,
  createBullmqRunner,
} from "../workers/runners/bullmq-runner.ts";
import type { RunnerObserver } from "../workers/runners/runner.ts";
import type { DeliverDeps } from "../workers/step.ts";
import { logRedis, logSteps, openLog } from "./serve-log.ts";
import { waitForSignal } from "./terminal/wait-for-signal.ts";

/**
 * Resolves with the signal that ended it, after running jobs are done.
 * @throws PipelineError config/invalid; seal/wrong-key at the first job that was sealed with another key
 */
export async function runServeDeliver(config: Config): Promise<NodeJS.Signals> {
  const log = openLog(config.logLevel);
  const signal = waitForSignal();
  const wrongKey = Promise.withResolvers<never>();
  const steps = logSteps(log);
  const observer: RunnerObserver = {
    done: steps.done,
    failed: (job, error, attempt) => {
      steps.failed(job, error, attempt);
      // A worker with a wrong key must stop, because it would take jobs from workers with the right one.
      const isWrongKey = error instanceof PipelineError && error.code === "seal/wrong-key";
      if (isWrongKey) wrongKey.reject(error);
    },
  };
  await using stack = new AsyncDisposableStack();
  const runner = openDelivery(config, observer, { observer: logRedis(log) }, stack);
  log.info({ runner: "redis", only: "deliver" }, "serve.started");
  runner.schedule([]);
  const received = await Promise.race([signal, wrongKey.promise]);
  log.info({ signal: received }, "serve.stopping");
  await stack.disposeAsync();
  log.info("serve.stopped");
  return received;
}

/** @throws PipelineError config/invalid */
export function openDelivery(
  { redis, sealingKey }: Pick<Config, "redis" | "sealingKey">,
  observer: RunnerObserver,
  bullmq: Omit<BullmqOptions, "redis" | "prefix" | "joins">,
  stack: AsyncDisposableStack,
  pusher: PusherOptions = {},
): BullmqRunner {
  if (redis === null || sealingKey === null) {
    throw new PipelineError(
      "config/invalid",
      "`serve --only deliver` requires REDIS_URL and ENTITYWIRE_SEALING_KEY",
      {
        hint: "use the values of the main service; without the variable, its key is in sealing.key in the data folder",
      },
    );
  }
  const deps: DeliverDeps = {
    pusher: stack.use(openPusher(pusher)),
    seal: createSeal(sealingKey),
    // The store is on another machine. The process with the store runs this job.
    report: async (report) => [{ step: "record", ...report }],
    now: () => new Date(),
    random: Math.random,
  };
  const parts = { handlers: deliverHandlers, policies: servicePolicies, deps, observer };
  const connection = stack.use(openRedis(redis.url));
  const options = { ...bullmq, redis: connection, prefix: redis.prefix, joins: true };
  return stack.use(createBullmqRunner(parts, options));
}
