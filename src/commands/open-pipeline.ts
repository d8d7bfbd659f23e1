/** Config to resources: the store with its lease, the sources, the webhook and the runner, released in reverse. */

import type { Config } from "../config.ts";
import { putEndpoint } from "../db/deliveries.ts";
import { takeLease } from "../db/lease.ts";
import { openStore, type Store } from "../db/open-store.ts";
import { openWebhook } from "../delivery/webhook.ts";
import { handlers } from "../pipeline.ts";
import { createEcfr } from "../sources/ecfr.ts";
import { createFederalRegister } from "../sources/federal-register.ts";
import { createHttp } from "../sources/http.ts";
import { version } from "../version.ts";
import {
  createInProcessRunner,
  type Runner,
  type RunnerObserver,
} from "../workers/in-process-runner.ts";
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
  /** Between two requests to one host; the sources ask for a second. */
  readonly requestIntervalMs?: number;
}

export interface Pipeline extends AsyncDisposable {
  readonly store: Store;
  readonly deps: Deps;
  readonly runner: Runner;
}

export async function openPipeline(options: PipelineOptions): Promise<Pipeline> {
  const { config, now = () => new Date(), requestIntervalMs } = options;
  await using stack = new AsyncDisposableStack();
  const store = stack.use(openStore(options.dataDir));
  stack.use(takeLease(store, options.command));
  const http = stack.use(
    createHttp({
      userAgent: `entitywire/${version()} (${config.contact})`,
      ...(requestIntervalMs === undefined ? {} : { minIntervalMs: requestIntervalMs }),
    }),
  );
  const webhook = config.webhook === null ? null : stack.use(openWebhook(config.webhook));
  if (webhook !== null) putEndpoint(store.db, webhook.id, webhook.url);
  const deps: Deps = {
    store,
    ecfr: createEcfr({ http, baseUrl: config.ecfrUrl }),
    federalRegister: createFederalRegister({ http, baseUrl: config.federalRegisterUrl }),
    webhook,
    voice: { source: config.source, publicUrl: config.publicUrl },
    now,
    random: Math.random,
    onBoundary: options.onBoundary,
  };
  const runner = stack.use(
    createInProcessRunner(handlers, options.policies, deps, options.observer),
  );
  const resources = stack.move();
  return { store, deps, runner, [Symbol.asyncDispose]: () => resources.disposeAsync() };
}
