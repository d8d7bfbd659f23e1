/** Opens the resources of a writing command: store and lease, sources, pusher, Redis and runner. They close in reverse order. */

import type { Config } from "../config.ts";
import { createHostMemory } from "../db/store/hosts.ts";
import { type Lease, takeLease } from "../db/store/lease.ts";
import { openStore, type Store } from "../db/store/open-store.ts";
import { createWriteTurn } from "../db/store/write-turn.ts";
import { listEndpoints, putEnvironmentEndpoint } from "../db/subscribers/endpoints.ts";
import { planDeliveries } from "../db/subscribers/plan-deliveries.ts";
import type { LogChannel } from "../delivery/log-channel.ts";
import { openPusher, type PusherOptions } from "../delivery/pusher.ts";
import { createEventStream } from "../delivery/redis-stream.ts";
import { createSeal, type Seal } from "../delivery/seal.ts";
import { openSecrets, sealSecrets } from "../delivery/sealed-secrets.ts";
import { sealingKeyOf } from "../delivery/sealing-key.ts";
import { type ListThreadOptions, openListThread } from "../list-thread/open-list-thread.ts";
import { mintEndpointId } from "../model/identity.ts";
import type { OpenPdf } from "../parsers/document/pdf/open-pdf.ts";
import { openPdfThread } from "../pdf-thread/open-pdf-thread.ts";
import { handlers } from "../pipeline.ts";
import { openRecordThread } from "../record-thread/open-record-thread.ts";
import { openRedis } from "../redis/open-redis.ts";
import { createEcfr } from "../sources/ecfr.ts";
import { createFederalRegister } from "../sources/federal-register.ts";
import { createHttp, type HttpOptions } from "../sources/http.ts";
import { createPublicInspection } from "../sources/public-inspection.ts";
import { version } from "../version.ts";
import { createBatches } from "../workers/deliver/open-batches.ts";
import { createRecorder } from "../workers/deliver/recorder.ts";
import { outcomesWrittenHere } from "../workers/deliver/write-outcomes.ts";
import { giveUp } from "../workers/give-up.ts";
import { createKeptReadings } from "../workers/list/kept-readings.ts";
import { createListMemory } from "../workers/list/memory.ts";
import { setAsideSlow } from "../workers/list/slow-mark.ts";
import { listStepsHere } from "../workers/list-steps.ts";
import {
  type BullmqOptions,
  type BullmqRunner,
  createBullmqRunner,
} from "../workers/runners/bullmq-runner.ts";
import {
  createInProcessRunner,
  type InProcessRunner,
} from "../workers/runners/in-process-runner.ts";
import type { RunnerObserver, RunnerParts } from "../workers/runners/runner.ts";
import type { StepPolicies } from "../workers/runners/step-policy.ts";
import type { Deps, ListDeps, RunListStep, SomeHandlers, Step } from "../workers/step.ts";

export interface PipelineOptions {
  readonly config: Config;
  readonly dataDir: string;
  /** The command that writes, as the lease names it. */
  readonly command: string;
  readonly policies: StepPolicies;
  readonly observer: RunnerObserver;
  readonly now?: () => Date;
  readonly onBoundary?: ((name: string) => void) | undefined;
  /** Overrides the rate limiter and timeouts, for tests without live sources. */
  readonly upstream?: Pick<HttpOptions, "minIntervalMs" | "shutAfter" | "timeoutMs">;
  /** Steps that only joined processes run. */
  readonly without?: readonly Step[];
  /** Replaces the PDF thread, and keeps the list's steps in this thread. */
  readonly openPdf?: OpenPdf;
  /** False: the steps of the list run in this thread, and deliveries are planned and recorded in it. */
  readonly listThread?: false | Pick<ListThreadOptions, "limits" | "script">;
  /** Overrides the webhook client, for tests without Internet receivers. */
  readonly pusher?: PusherOptions;
}

export interface Pipeline<R = InProcessRunner> extends AsyncDisposable {
  readonly store: Store;
  readonly deps: Deps;
  /** For commands that read documents again or change the list outside of a job. */
  readonly listDeps: ListDeps;
  readonly runner: R;
  /** Aborted with its reason when another process takes the lease. This process can no longer commit. */
  readonly lost: AbortSignal;
}

/** Always uses the in-process runner. A service on Redis later finds the results in the store. */
export async function openPipeline(options: PipelineOptions): Promise<Pipeline> {
  await using stack = new AsyncDisposableStack();
  const parts = await openParts(options, [], stack);
  const runner = stack.use(createInProcessRunner(parts));
  return asPipeline(parts, runner, stack);
}

/** Uses the runner on Redis and copies the event log to the Redis stream. */
export async function openPipelineOnRedis(
  options: PipelineOptions,
  { url, prefix, streamMaxLength }: NonNullable<Config["redis"]>,
  bullmq: Omit<BullmqOptions, "redis" | "prefix">,
): Promise<Pipeline<BullmqRunner>> {
  await using stack = new AsyncDisposableStack();
  const redis = stack.use(openRedis(url));
  const stream = createEventStream(redis, `${prefix}:events`, streamMaxLength);
  const parts = await openParts(options, [stream], stack);
  const { observer } = bullmq;
  const usable: typeof observer.usable = (session) => {
    // A new session may have lost its queues, so batches must be enqueued again.
    parts.deps.batches.forget();
    observer.usable(session);
  };
  const runner = stack.use(
    createBullmqRunner(parts, { ...bullmq, observer: { ...observer, usable }, redis, prefix }),
  );
  return asPipeline(parts, runner, stack);
}

interface PipelineParts extends RunnerParts {
  readonly listDeps: ListDeps;
  readonly lease: Lease;
}

async function openParts(
  options: PipelineOptions,
  channels: readonly LogChannel[],
  stack: AsyncDisposableStack,
): Promise<PipelineParts> {
  const { config, dataDir, policies, observer, now = () => new Date() } = options;
  const turn = createWriteTurn("main");
  const lease = stack.use(takeLease(stack.use(openStore(dataDir, turn)), options.command));
  const { store } = lease;
  await setAsideSlow(dataDir, { store, now });
  const http = stack.use(
    createHttp({
      userAgent: `entitywire/${version()} (${config.contact})`,
      memory: createHostMemory(store),
      ...options.upstream,
    }),
  );
  const seal = createSeal(config.sealingKey ?? sealingKeyOf(dataDir));
  putEndpointOf(config, store, seal, now());
  const recording = {
    store,
    seal,
    batches: createBatches(store.db, config.webhookAllow),
    now,
    random: Math.random,
  };
  const { onBoundary, openPdf, listThread = {} } = options;
  const origin = { source: config.source, publicUrl: config.publicUrl };
  const listDeps: ListDeps = {
    ...{
      store,
      now,
      origin,
      onBoundary,
      lists: createListMemory(),
      readings: createKeptReadings(),
    },
    openPdf: openPdf ?? stack.use(openPdfThread()).open,
  };
  const thread = {
    ...listThread,
    dataDir,
    origin,
    now,
    onBoundary,
    holder: lease.holder,
    turn: turn.memory,
  };
  const isHere = listThread === false || openPdf !== undefined;
  const runListStep: RunListStep = isHere
    ? listStepsHere(listDeps)
    : stack.use(openListThread(thread)).run;
  const { write, plan } = isHere
    ? {
        write: outcomesWrittenHere(store, Math.random),
        plan: (now: Date) => planDeliveries(store, now),
      }
    : stack.use(openRecordThread({ dataDir, holder: lease.holder, turn: turn.memory }));
  const recorder = createRecorder({ ...recording, write });
  const deps: Deps = {
    ...recording,
    pusher: stack.use(openPusher(options.pusher)),
    report: (report) => recorder.record(report),
    ecfr: createEcfr({ http, baseUrl: config.ecfrUrl }),
    federalRegister: createFederalRegister({ http, baseUrl: config.federalRegisterUrl }),
    publicInspection: createPublicInspection({
      http,
      baseUrl: config.federalRegisterUrl,
      pdfBaseUrl: config.publicInspectionUrl,
    }),
    runListStep,
    planDeliveries: plan,
    channels,
    startedAt: now(),
    onBoundary,
  };
  const here = Object.entries(handlers).filter(
    ([step]) => options.without?.includes(step as Step) !== true,
  );
  const run = Object.fromEntries(here) as SomeHandlers<Deps>;
  return { handlers: run, policies, deps, observer, giveUp, listDeps, lease };
}

/**
 * Stores the endpoint of the environment. Checks first that the sealing key opens the secrets of all other endpoints.
 * @throws PipelineError seal/wrong-key
 */
function putEndpointOf({ webhook }: Config, store: Store, seal: Seal, now: Date): void {
  for (const { id, origin, sealedSecrets } of listEndpoints(store.db)) {
    if (origin === "person") openSecrets(seal, id, sealedSecrets);
  }
  store.transact((tx) => {
    if (webhook === null) return putEnvironmentEndpoint(tx, null, now);
    const { url, secret, types } = webhook;
    const id = mintEndpointId(url);
    const filter = types === null ? null : { types };
    const sealedSecrets = sealSecrets(seal, id, [{ secret, until: null }]);
    return putEnvironmentEndpoint(tx, { id, url, filter, sealedSecrets }, now);
  });
}

function asPipeline<R>(
  { deps, listDeps, lease }: PipelineParts,
  runner: R,
  stack: AsyncDisposableStack,
): Pipeline<R> {
  const resources = stack.move();
  return {
    store: deps.store,
    deps,
    listDeps,
    runner,
    lost: lease.lost,
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}
