/** A service that is killed, and a Redis that is emptied or restarted, at random moments while documents arrive. */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { openPipeline } from "../../src/commands/open-pipeline.ts";
import { currentEntries } from "../../src/db/list.ts";
import { lastSequence, readEvents } from "../../src/db/log.ts";
import { openStoreToRead, type Store } from "../../src/db/open-store.ts";
import type { RuleFacts } from "../../src/demo/facts.ts";
import { type ReplayServer, startReplayServer } from "../../src/demo/replay-server.ts";
import { SOURCES } from "../../src/model/source.ts";
import { DEMO_NOW, redisConfig } from "./open-redis-pipeline.ts";
import { quickPolicies } from "./open-test-pipeline.ts";
import { seededRandom } from "./random.ts";
import { startRedis, type TestRedis } from "./redis-server.ts";
import { addedRow, amended, makeRow, makeRuleFacts, smallWorld } from "./small-world.ts";
import { until } from "./until.ts";

const CHILD = fileURLToPath(new URL("./service-child.ts", import.meta.url));
const DATE = "2025-03-24";
const ROWS = [makeRow("Company 0")];
const RULES = 12;
const DISTURBANCES = 8;

/** Each rule adds a company and revises the one before it: out of order, it would go wrong. */
const rules: readonly RuleFacts[] = Array.from({ length: RULES }, (_, at) => {
  const before = at === 0 ? makeRow("Company 0") : addedRow(`Company ${at}`);
  const gained = [
    `Company ${at}, a.k.a., the following two aliases:`,
    `—Company ${at} Works; and`,
    `—Company ${at} Aero.`,
    "1 Rue Haute, Paris, France.",
  ];
  return makeRuleFacts({
    documentNumber: `2025-${String(at + 1).padStart(5, "0")}`,
    added: [addedRow(`Company ${at + 1}`)],
    revised: [amended(before, gained)],
  });
});

export interface Outcome {
  readonly log: readonly unknown[];
  readonly entries: readonly unknown[];
}

export interface DisturbedOutcome extends Outcome {
  /** Ids and events as the stream holds them. */
  readonly stream: readonly { readonly id: string; readonly event: unknown }[];
  readonly disturbances: readonly string[];
}

/** The same documents with nobody in the way. */
export async function undisturbedRun(folder: string): Promise<Outcome> {
  await using server = await startReplayServer((url) => worldAt(RULES, url));
  await using pipeline = await openPipeline({
    config: redisConfig(server.url, "/nowhere").config,
    dataDir: join(folder, "undisturbed"),
    command: "test",
    policies: quickPolicies,
    observer: { done: () => undefined, failed: () => undefined },
    now: () => DEMO_NOW,
    requestIntervalMs: 0,
  });
  for (const source of SOURCES) {
    pipeline.runner.add({ step: "fetch", source });
    await pipeline.runner.drain();
  }
  return readBack(pipeline.store);
}

export async function disturbedRun(
  folder: string,
  seed: number,
  expected: number,
): Promise<DisturbedOutcome> {
  const random = seededRandom(seed);
  const dataDir = join(folder, "data");
  await using redis = await startRedis(folder);
  await using server = await startReplayServer((url) => worldAt(0, url));
  const startChild = (): ChildProcess =>
    spawn(process.execPath, [CHILD, dataDir, server.url, redis.url], {
      stdio: ["ignore", "ignore", "inherit"],
    });
  let child = startChild();
  const kill = async (): Promise<void> => {
    const dead = child;
    dead.kill("SIGKILL");
    if (dead.exitCode === null && dead.signalCode === null) await once(dead, "exit");
  };
  const kinds: Readonly<Record<string, () => Promise<unknown>>> = {
    "service killed": async () => {
      await kill();
      child = startChild();
    },
    "Redis emptied": () => redis.client.flushall(),
    "Redis restarted": async () => {
      await redis.stop();
      await sleep(random() * 500);
      await redis.start();
    },
  };
  const disturbances: string[] = [];
  try {
    const arrival = arrive(server, random);
    while (disturbances.length < DISTURBANCES) {
      // Sometimes in the first moments of a new process, sometimes long after.
      await sleep(random() ** 2 * 2_500);
      const names = Object.keys(kinds);
      const name = names[Math.floor(random() * names.length)] ?? "service killed";
      disturbances.push(name);
      await kinds[name]?.();
    }
    await arrival;
    await until(
      `all ${expected} events in log and stream (seed ${seed}: ${disturbances.join(", ")})`,
      () => isComplete(dataDir, redis, expected),
      60_000,
    );
  } finally {
    await kill();
  }
  const held = await redis.client.xrange("entitywire:events", "-", "+");
  const stream = held.map(([id, [, event = ""]]) => ({
    id,
    event: withoutTime(JSON.parse(event)),
  }));
  using store = openStoreToRead(dataDir);
  return { ...readBack(store), stream, disturbances };
}

async function arrive(server: ReplayServer, random: () => number): Promise<void> {
  for (let visible = 1; visible <= RULES; visible += 1) {
    await sleep(random() * 800);
    server.world = worldAt(visible, server.url);
  }
}

async function isComplete(dataDir: string, redis: TestRedis, expected: number): Promise<boolean> {
  using store = openStoreToRead(dataDir);
  if (lastSequence(store.db) < expected) return false;
  return (await redis.client.xlen("entitywire:events").catch(() => 0)) >= expected;
}

function worldAt(visible: number, url: string) {
  return smallWorld({ rows: ROWS, rules: rules.slice(0, visible), date: DATE }, url);
}

function readBack(store: Store): Outcome {
  return {
    log: readEvents(store.db, { after: 0 }).map(withoutTime),
    entries: currentEntries(store.db),
  };
}

function withoutTime<E extends { readonly time: string }>({ time: _time, ...event }: E) {
  return event;
}
