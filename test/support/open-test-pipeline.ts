/** The real pipeline on the replay server, in a scratch folder, on a clock that the test sets. */

import { onTestFinished } from "vitest";
import { createEndpointService } from "../../src/commands/endpoints/endpoint-service.ts";
import { watchSinglePass } from "../../src/commands/terminal/progress.ts";
import { type Config, readConfig } from "../../src/config.ts";
import { replayEnv, startReplayServer } from "../../src/demo/replay-server.ts";
import { SOURCES } from "../../src/model/clock/source.ts";
import type { OpenPdf } from "../../src/parsers/document/pdf/open-pdf.ts";
import type { Job } from "../../src/workers/step.ts";
import { openOnReplay } from "./open-on-replay.ts";
import { scratchFolder } from "./scratch.ts";
import { type SmallWorld, smallWorld } from "./small-world.ts";

export interface TestPipelineOptions {
  readonly webhook?: Config["webhook"];
  readonly onBoundary?: (name: string) => void;
  readonly openPdf?: OpenPdf;
}

export async function openTestPipeline(world: SmallWorld, options: TestPipelineOptions = {}) {
  const server = await startReplayServer((url) => smallWorld(world, url));
  onTestFinished(() => server[Symbol.asyncDispose]());
  const clock = { now: new Date("2025-03-28T13:00:00Z") };
  const observer = watchSinglePass({ err: () => undefined });
  const env = { ...replayEnv(server.url), ENTITYWIRE_WEBHOOK_ALLOW: "127.0.0.0/8" };
  const config = { ...readConfig(env), webhook: options.webhook ?? null };
  const pipeline = await openOnReplay(server.url, {
    config,
    dataDir: scratchFolder(),
    observer,
    now: () => clock.now,
    onBoundary: options.onBoundary,
    ...(options.openPdf === undefined ? {} : { openPdf: options.openPdf }),
  });
  onTestFinished(() => pipeline[Symbol.asyncDispose]());
  const run = async (...jobs: Job[]): Promise<void> => {
    for (const job of jobs) {
      pipeline.runner.add(job);
      await pipeline.runner.drain();
    }
  };
  const endpointService = createEndpointService({
    ...pipeline.deps,
    allowed: config.webhookAllow,
    source: config.source,
  });
  return {
    ...pipeline,
    endpointService,
    server,
    clock,
    failures: observer.failures,
    run,
    sync: () => run(...SOURCES.map((source) => ({ step: "fetch", source }) as const)),
    show: (next: SmallWorld) => {
      server.world = smallWorld(next, server.url);
    },
  };
}
