/** Webhook deliveries per second, from the log to the record of each, through both runners, beside a bare loop that signs and records too. */

import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openPipeline, openPipelineOnRedis } from "../src/commands/open-pipeline.ts";
import type { Store } from "../src/db/store/open-store.ts";
import { createEndpoint } from "../src/db/subscribers/endpoints.ts";
import { countDeliveries } from "../src/db/subscribers/tallies.ts";
import { PUSHES_AT_ONCE } from "../src/delivery/pusher.ts";
import { sealSecrets } from "../src/delivery/sealed-secrets.ts";
import { mintSecret } from "../src/delivery/secret.ts";
import { servicePolicies } from "../src/pipeline.ts";
import type { Runner, RunnerObserver } from "../src/workers/runners/runner.ts";
import type { Deps } from "../src/workers/step.ts";
import { fillNews } from "../test/support/fill-news.ts";
import { redisConfig } from "../test/support/open-redis-pipeline.ts";
import { startRedis, type TestRedis } from "../test/support/redis-server.ts";
import { until } from "../test/support/until.ts";
import { measureBareWebhooks } from "./bare-webhooks.ts";
import { median } from "./figures.ts";
import { type Pace, startPace } from "./pace.ts";

const SINK = fileURLToPath(new URL("./webhook-sink-child.ts", import.meta.url));
const NOBODY = "http://127.0.0.1:1";
const ENV = { ENTITYWIRE_WEBHOOK_ALLOW: "127.0.0.0/8" };
const RUNNERS = ["in-process", "on Redis"] as const;
/** Endpoints, and events of which each is told all. */
const LOADS = [
  [1, 2_000],
  [20, 500],
  [100, 100],
  [1_000, 10],
] as const;
const GOAL_PERCENT = 60;
const OUTCOME_OF_NOBODY = {
  ...{ sequence: 1, attempt: 1, status: 204, error: null, retryAfterMs: null, durationMs: 1 },
};
/** Each round opens a store and connections of its own. */
const ROUNDS = 3;

interface House {
  readonly store: Store;
  readonly deps: Deps;
  readonly runner: Runner;
}

interface Load {
  readonly dataDir: string;
  /** One an endpoint, each on a host of its own. */
  readonly urls: readonly string[];
  readonly events: number;
}

export async function measureWebhooks(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "entitywire-bench-"));
  await using redis = await startRedis(folder);
  const sink = fork(SINK);
  try {
    const [port] = (await once(sink, "message")) as [number];
    let stores = 0;
    const loadOf = (endpoints: number, events: number): Load => {
      stores += 1;
      const urls = Array.from({ length: endpoints }, (_, at) => urlOf(at, port));
      return { dataDir: join(folder, String(stores)), urls, events };
    };
    console.log(
      `\nwebhooks: endpoints × events, each pushed, signed and recorded (median of ${ROUNDS}; goal: ${GOAL_PERCENT} % of a bare loop)`,
    );
    // Compiles both before anything is counted.
    for (const runner of RUNNERS) await measureService(runner, loadOf(20, 50), redis);
    await measureBare(loadOf(20, 50));
    for (const [endpoints, events] of LOADS) {
      const bares: Pace[] = [];
      const services = RUNNERS.map(() => [] as Pace[]);
      for (let round = 0; round < ROUNDS; round += 1) {
        bares.push(await measureBare(loadOf(endpoints, events)));
        for (const [at, runner] of RUNNERS.entries()) {
          services[at]?.push(await measureService(runner, loadOf(endpoints, events), redis));
        }
      }
      console.log(`  ${`${endpoints} × ${events}`.padEnd(12)} bare loop   ${describe(bares)}`);
      for (const [at, runner] of RUNNERS.entries()) {
        const paces = services[at] ?? [];
        const share = percent(paces, bares, (one, bare) => one.perSecond / bare.perSecond);
        const cpuShare = percent(paces, bares, (one, bare) => bare.cpuUs / one.cpuUs);
        console.log(
          `  ${"".padEnd(12)} ${runner.padEnd(10)}  ${describe(paces)}: ${share} %, by CPU time ${cpuShare} %`,
        );
      }
    }
  } finally {
    sink.disconnect();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The loopback network has a host for each endpoint. */
function urlOf(at: number, port: number): string {
  return `http://127.1.${Math.floor(at / 250)}.${(at % 250) + 1}:${port}/hook`;
}

/** Median of the rounds, each compared with the bare loop of the same round. */
function percent(
  paces: readonly Pace[],
  bares: readonly Pace[],
  ratio: (one: Pace, bare: Pace) => number,
): string {
  const ratios = paces.flatMap((one, round) => {
    const bare = bares[round];
    return bare === undefined ? [] : [100 * ratio(one, bare)];
  });
  return median(ratios).toFixed(0);
}

function describe(paces: readonly Pace[]): string {
  const rate = median(paces.map(({ perSecond }) => perSecond)).toFixed(0);
  const cpu = median(paces.map(({ cpuUs }) => cpuUs)).toFixed(0);
  return `${`${rate}/s`.padStart(7)}, ${cpu.padStart(4)} µs of CPU each`;
}

function measureBare(load: Load): Promise<Pace> {
  const endpointsAtOnce = servicePolicies.deliver.concurrency;
  return measureBareWebhooks({ ...load, endpointsAtOnce, sockets: PUSHES_AT_ONCE });
}

async function measureService(
  runner: (typeof RUNNERS)[number],
  { dataDir, urls, events }: Load,
  redis: TestRedis,
): Promise<Pace> {
  const { config, redis: onRedis } = redisConfig(NOBODY, redis.url, ENV);
  const total = urls.length * events;
  let delivered = 0;
  const all = Promise.withResolvers<void>();
  const observer: RunnerObserver = {
    done: (_job, { facts }) => {
      delivered += Number(facts["delivered"] ?? 0);
      if (delivered >= total) all.resolve();
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
  // A service has long begun: its thread that records has started.
  await house.deps.report({ endpointId: "none", outcomes: [OUTCOME_OF_NOBODY] });
  addEndpoints(house, urls);
  fillNews(house.store, events);
  const pace = startPace();
  house.runner.add({ step: "sweep" });
  await all.promise;
  const reached = pace(total);
  const counts = countDeliveries(house.store.db);
  if (counts.some(({ state }) => state !== "delivered")) {
    throw new Error("a delivery that was reported is not in the store");
  }
  return reached;
}

function addEndpoints({ store, deps }: House, urls: readonly string[]): void {
  store.transact((tx) => {
    for (const [at, url] of urls.entries()) {
      const id = `endpoint_${at}`;
      const sealedSecrets = sealSecrets(deps.seal, id, [{ secret: mintSecret(), until: null }]);
      const wanted = { id, url, description: "", filter: null, from: null, sealedSecrets };
      createEndpoint(tx, wanted, deps.now());
    }
  });
}
