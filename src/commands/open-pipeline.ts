/** Config to resources: the store with its lease, the sources, the webhook, Redis and the runner, released in reverse. */

import type { Config } from "../config.ts";
import { putEndpoint } from "../db/deliveries.ts";
import { createHostMemory } from "../db/hosts.ts";
import { type Lease, takeLease } from "../db/lease.ts";
import { openStore, type Store } from "../db/open-store.ts";
import type { LogChannel } from "../delivery/log-channel.ts";
import { createEventStream } from "../delivery/redis-stream.ts";
import { openWebhook } from "../delivery/webhook.ts";
import { handlers } from "../pipeline.ts";
import { openRedis } from "../redis/open-redis.ts";
import { createEcfr } from "../sources/ecfr.ts";
import { createFederalRegister } from "../sources/federal-register.ts";
import { createHttp, type HttpOptions } from "../sources/http.ts";
import { createPublicInspection } from "../sources/public-inspection.ts";
import { version } from "../version.ts";
import {
  type BullmqOptions,
  type BullmqRunner,
  createBullmqRunner,
} from "../workers/bullmq-runner.ts";
import { createInProcessRunner, type InProcessRunner } from "../workers/in-process-runner.ts";
import { createListMemory } from "../workers/list-memory.ts";
import type { RunnerObserver, RunnerParts } from "../workers/runner.ts";
import type { Deps } from "../workers/step.ts";
import type { StepPolicies } from "../workers/step-policy.ts";

export interface PipelineOptions {
  readonly config: Config;
  readonly dataDir: string;
  /** The command that writes, as the lease names it. */
  readonly command: string;
  readonly policies: StepPolicies;
  readonly observer: RunnerObserver;
  readonly now?: () => Date;
  readonly onBoundary?: ((name: string) => void) | undefined;
  /** Where the sources are not to be asked with the patience and the manners that the live ones want. */
  readonly upstream?: Pick<HttpOptions, "minIntervalMs" | "shutAfter" | "timeoutMs">;
}

export interface Pipeline<R = InProcessRunner> extends AsyncDisposable {
  readonly store: Store;
  readonly deps: Deps;
  readonly runner: R;
  /** Aborted, with its reason, once another process writes the store: nothing of this one is committed any more. */
  readonly lost: AbortSignal;
}

/** With the in-process runner, whatever the configuration says of Redis: a service finds there later what this one did. */
export async function openPipeline(options: PipelineOptions): Promise<Pipeline> {
  await using stack = new AsyncDisposableStack();
  const { parts, lease } = openParts(options, [], stack);
  const runner = stack.use(createInProcessRunner(parts));
  return asPipeline(parts, lease, runner, stack);
}

/** With the runner on Redis, and the log copied to its stream. */
export async function openPipelineOnRedis(
  options: PipelineOptions,
  { url, prefix, streamMaxLength }: NonNullable<Config["redis"]>,
  bullmq: Omit<BullmqOptions, "redis" | "prefix">,
): Promise<Pipeline<BullmqRunner>> {
  await using stack = new AsyncDisposableStack();
  const redis = stack.use(openRedis(url));
  const stream = createEventStream(redis, `${prefix}:events`, streamMaxLength);
  const { parts, lease } = openParts(options, [stream], stack);
  const runner = stack.use(createBullmqRunner(parts, { ...bullmq, redis, prefix }));
  return asPipeline(parts, lease, runner, stack);
}

function openParts(
  options: PipelineOptions,
  channels: readonly LogChannel[],
  stack: AsyncDisposableStack,
): { parts: RunnerParts; lease: Lease } {
  const { config, policies, observer, now = () => new Date() } = options;
  const lease = stack.use(takeLease(stack.use(openStore(options.dataDir)), options.command));
  const { store } = lease;
  const http = stack.use(
    createHttp({
      userAgent: `entitywire/${version()} (${config.contact})`,
      memory: createHostMemory(store),
      ...options.upstream,
    }),
  );
  const webhook = config.webhook === null ? null : stack.use(openWebhook(config.webhook));
  if (webhook !== null) store.transact((tx) => putEndpoint(tx, webhook.id, webhook.url, now()));
  const deps: Deps = {
    store,
    ecfr: createEcfr({ http, baseUrl: config.ecfrUrl }),
    federalRegister: createFederalRegister({ http, baseUrl: config.federalRegisterUrl }),
    publicInspection: createPublicInspection({ http, baseUrl: config.federalRegisterUrl }),
    webhook,
    channels,
    lists: createListMemory(),
    voice: { source: config.source, publicUrl: config.publicUrl },
    now,
    startedAt: now(),
    random: Math.random,
    onBoundary: options.onBoundary,
  };
  return { parts: { handlers, policies, deps, observer }, lease };
}

function asPipeline<R>(
  { deps }: RunnerParts,
  { lost }: Lease,
  runner: R,
  stack: AsyncDisposableStack,
): Pipeline<R> {
  const resources = stack.move();
  return {
    store: deps.store,
    deps,
    runner,
    lost,
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}
