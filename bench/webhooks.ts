/** Webhook deliveries per second, from the log to the record of each, through both runners, beside a bare undici loop to the same sink. */

import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { request } from "undici";
import { openPipeline, openPipelineOnRedis } from "../src/commands/open-pipeline.ts";
import { readEvent } from "../src/db/log/log.ts";
import type { Store } from "../src/db/store/open-store.ts";
import { createEndpoint } from "../src/db/subscribers/endpoints.ts";
import { sealSecrets } from "../src/delivery/sealed-secrets.ts";
import { mintSecret } from "../src/delivery/secret.ts";
import { servicePolicies } from "../src/pipeline.ts";
import type { Runner, RunnerObserver } from "../src/workers/runners/runner.ts";
import type { Deps } from "../src/workers/step.ts";
import { fillNews } from "../test/support/fill-news.ts";
import { redisConfig } from "../test/support/open-redis-pipeline.ts";
import { startRedis } from "../test/support/redis-server.ts";
import { until } from "../test/support/until.ts";

const SINK = fileURLToPath(new URL("./webhook-sink-child.ts", import.meta.url));
const NOBODY = "http://127.0.0.1:1";
const ENV = { ENTITYWIRE_WEBHOOK_ALLOW: "127.0.0.0/8" };
/** Endpoints, and events of which each is told all. */
const LOADS = [
  [1, 2_000],
  [20, 500],
  [100, 100],
  [1_000, 10],
  [20, 2_500],
] as const;
const BARE_REQUESTS = 10_000;
/** As many as are on their way at once with twenty endpoints. */
const BARE_AT_ONCE = 80;

interface House {
  readonly store: Store;
  readonly deps: Deps;
  readonly runner: Runner;
}

export async function measureWebhooks(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "entitywire-bench-"));
  await using redis = await startRedis(folder);
  const sink = fork(SINK);
  try {
    const [port] = (await once(sink, "message")) as [number];
    const url = `http://127.0.0.1:${port}/hook`;
    console.log("\nwebhooks: endpoints × events, each pushed, signed and recorded");
    for (const runner of ["in-process", "on Redis"] as const) {
      for (const [endpoints, events] of LOADS) {
        const dataDir = join(folder, `${runner} ${endpoints} ${events}`);
        const { config, redis: onRedis } = redisConfig(NOBODY, redis.url, ENV);
        let delivered = 0;
        const all = Promise.withResolvers<void>();
        const observer: RunnerObserver = {
          done: (_job, { facts }) => {
            delivered += Number(facts["delivered"] ?? 0);
            if (delivered === endpoints * events) all.resolve();
          },
          failed: (_job, error) => all.reject(error),
        };
        const options = { config, dataDir, command: "bench", policies: servicePolicies, observer };
        const silent = { usable() {}, unusable() {}, failed() {} };
        await redis.client.flushall();
        await using house: House & AsyncDisposable =
          runner === "in-process"
            ? await openPipeline(options)
            : await openPipelineOnRedis(options, onRedis, { observer: silent });
        house.runner.schedule([]);
        await until("the queues in use", () => house.runner.depths());
        const perSecond = await measureHouse(house, url, endpoints, events, all.promise);
        const bare = await measureBare(url, house.store);
        const share = ((100 * perSecond) / bare).toFixed(0);
        const what = `${runner}: ${endpoints} × ${events}`.padEnd(28);
        console.log(
          `  ${what} ${perSecond.toFixed(0)}/s, bare loop ${bare.toFixed(0)}/s: ${share} %`,
        );
      }
    }
  } finally {
    sink.disconnect();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureHouse(
  { store, deps, runner }: House,
  url: string,
  endpoints: number,
  events: number,
  all: Promise<void>,
): Promise<number> {
  store.transact((tx) => {
    for (let at = 0; at < endpoints; at += 1) {
      const id = `endpoint_${at}`;
      const sealedSecrets = sealSecrets(deps.seal, id, [{ secret: mintSecret(), until: null }]);
      const wanted = { id, url, description: "", filter: null, from: null, sealedSecrets };
      createEndpoint(tx, wanted, deps.now());
    }
  });
  fillNews(store, events);
  const started = performance.now();
  runner.add({ step: "sweep" });
  await all;
  return (endpoints * events) / ((performance.now() - started) / 1000);
}

/** The same bytes, unsigned and forgotten. */
async function measureBare(url: string, store: Store): Promise<number> {
  const body = JSON.stringify(readEvent(store.db, 1));
  let left = BARE_REQUESTS;
  const push = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const answer = await request(url, { method: "POST", body });
      await answer.body.dump();
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: BARE_AT_ONCE }, push));
  return BARE_REQUESTS / ((performance.now() - started) / 1000);
}
