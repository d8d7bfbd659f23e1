/** `serve`: runs the service until a signal arrives. */

import { createMetrics, type Metrics } from "../api/metrics.ts";
import { openOperationsServer } from "../api/operations-server.ts";
import { openPublicServer } from "../api/public-server.ts";
import type { Config } from "../config.ts";
import { openStoreToRead } from "../db/store/open-store.ts";
import { listKeys } from "../db/subscribers/keys.ts";
import { describeError } from "../model/errors.ts";
import { schedule, servicePolicies } from "../pipeline.ts";
import { version } from "../version.ts";
import { openSite } from "../web/site.ts";
import type { BullmqRunner } from "../workers/runners/bullmq-runner.ts";
import type { InProcessRunner } from "../workers/runners/in-process-runner.ts";
import type { RunnerObserver } from "../workers/runners/runner.ts";
import { awaitLease } from "./await-lease.ts";
import { createEndpointService } from "./endpoints/endpoint-service.ts";
import {
  openPipeline,
  openPipelineOnRedis,
  type Pipeline,
  type PipelineOptions,
} from "./open-pipeline.ts";
import { logApiFaults, logRedis, logSteps, openLog } from "./serve-log.ts";
import { announceSettings } from "./service-settings.ts";
import { waitForSignal } from "./terminal/wait-for-signal.ts";

/**
 * `overrides` is for tests. Resolves with the signal that ended the service, after all resources are released. Waits while another process holds the lease.
 * @throws PipelineError store/lease-lost where another process has taken the lease
 */
export async function runServe(
  config: Config,
  dataDir: string,
  overrides: Pick<PipelineOptions, "listThread"> = {},
): Promise<NodeJS.Signals> {
  const log = openLog(config.logLevel);
  const signal = waitForSignal();
  const stopping = new AbortController();
  await using stack = new AsyncDisposableStack();
  const metrics = createMetrics();
  const options = {
    config,
    dataDir,
    command: "serve",
    policies: servicePolicies,
    observer: observeBoth(logSteps(log), measureSteps(metrics)),
    ...overrides,
  };
  const open = () =>
    config.redis === null
      ? openPipeline(options)
      : openPipelineOnRedis(options, config.redis, { observer: logRedis(log) });
  const waiting = awaitLease<Pipeline<InProcessRunner | BullmqRunner>>(
    open,
    (error) => log.warn({ reason: describeError(error) }, "serve.waiting"),
    stopping.signal,
  );
  const opened = await Promise.race([signal, waiting]);
  if (typeof opened === "string") {
    stopping.abort();
    return opened;
  }
  const { store, deps, runner, lost } = stack.use(opened);
  // Finds damaged pages at the start instead of when a row is needed.
  store.check();
  const { webhookAllow, source } = config;
  const sealingKeyId = deps.seal.keyId;
  stack.use(
    announceSettings(store, dataDir, { webhookAllow: [...webhookAllow], source, sealingKeyId }),
  );
  const operations = stack.use(
    await openOperationsServer({
      ...config.operations,
      store,
      metrics,
      now: deps.now,
      depths: () => runner.depths(),
      board: { key: config.adminKey, queues: "queues" in runner ? runner.queues : null },
    }),
  );
  const api = stack.use(
    await openPublicServer({
      ...config.api,
      adminKey: config.adminKey,
      // The API has its own read-only connection.
      store: stack.use(openStoreToRead(dataDir)),
      keyStore: store,
      endpointService: createEndpointService({
        ...deps,
        allowed: config.webhookAllow,
        source: config.source,
        onDue: () => runner.add({ step: "sweep" }),
      }),
      keepsSearchWarm: true,
      now: deps.now,
      publicUrl: config.publicUrl,
      source: config.source,
      version: version(),
      onFault: stack.use(logApiFaults(log)).record,
      site: (parts) => openSite({ ...parts, depths: () => runner.depths() }),
    }),
  );
  log.info(
    {
      store: store.path,
      runner: config.redis === null ? "in-process" : "redis",
      webhook: config.webhook !== null,
      operations: operations.url,
      api: api.url,
    },
    "serve.started",
  );
  if (config.api.auth === "on" && listKeys(store.db).every(({ revokedAt }) => revokedAt !== null)) {
    log.warn(
      { hint: "nobody can read yet: create a key with `entitywire keys add NAME`" },
      "serve.no-key",
    );
  }
  runner.schedule(schedule);

  const received = await Promise.race([signal, untilLost(lost)]);
  log.info({ signal: received }, "serve.stopping");
  await stack.disposeAsync();
  log.info("serve.stopped");
  return received;
}

/** Rejects with the reason when the lease is lost. */
function untilLost(lost: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const onLost = (): void => reject(lost.reason);
    if (lost.aborted) onLost();
    else lost.addEventListener("abort", onLost, { once: true });
  });
}

function measureSteps(metrics: Metrics): RunnerObserver {
  return {
    done: ({ step }, _result, durationMs) => metrics.stepRan(step, "done", durationMs),
    failed: ({ step }, _error, { durationMs }) => metrics.stepRan(step, "failed", durationMs),
  };
}

function observeBoth(one: RunnerObserver, other: RunnerObserver): RunnerObserver {
  return {
    done: (...args) => {
      one.done(...args);
      other.done(...args);
    },
    failed: (...args) => {
      one.failed(...args);
      other.failed(...args);
    },
  };
}
