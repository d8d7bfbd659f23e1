/** One run: the documents arrive, faults strike in between, and what is left must be what nobody's interference would have left. */

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { replayEnv, startReplayServer } from "../../../src/demo/replay-server.ts";
import { PUSHED_TYPES } from "../../../src/model/events/news.ts";
import { seededRandom } from "../random.ts";
import { startRedis } from "../redis-server.ts";
import { openWebhookSink } from "../webhook-sink.ts";
import { checkHeard, checkStream, checkTold, settle } from "./checks.ts";
import { morningOf } from "./clock.ts";
import type { Expectation } from "./expectation.ts";
import { type Group, kinds, type Strike } from "./kinds.ts";
import { arrive, pick, type Scene } from "./scene.ts";
import { startService } from "./service.ts";
import { type Arrival, arrivals } from "./world.ts";

export interface Outcome {
  readonly seed: number;
  readonly runner: "Redis" | "in-process";
  /** In the order in which they struck. */
  readonly faults: readonly string[];
  readonly effects: readonly string[];
  readonly deliveries: number;
  /** Null where all is as it should be. */
  readonly failure: string | null;
}

const IN_PROCESS_SHARE = 0.3;
const SECRET = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3";

/** From 6 to 10 faults, as `seed` will have it; the moments at which they strike are the machine's. */
export async function runDisturbed(
  folder: string,
  seed: number,
  expected: Expectation,
): Promise<Outcome> {
  mkdirSync(folder);
  const random = seededRandom(seed);
  const runner = random() < IN_PROCESS_SHARE ? "in-process" : "Redis";
  const faults: string[] = [];
  const effects: string[] = [];
  const [first] = arrivals;
  assert(first !== undefined);
  await using stack = new AsyncDisposableStack();
  const redis = runner === "Redis" ? stack.use(await startRedis(folder)) : null;
  const server = stack.use(await startReplayServer(first.world));
  const sink = stack.use(await openWebhookSink());
  const env = {
    ...replayEnv(server.url),
    ENTITYWIRE_WEBHOOK_URL: sink.url,
    ENTITYWIRE_WEBHOOK_SECRET: SECRET,
    ENTITYWIRE_WEBHOOK_TYPES: PUSHED_TYPES.join(","),
    REDIS_URL: redis?.url ?? "",
  };
  const service = stack.use(startService(`${folder}/data`, env, first.day));
  const clock = morningOf(first.day);
  const scene: Scene = { service, server, sink, redis, random, effects, clock, arrival: first };
  const plan = planStrikes(random, runner);
  let failure: string | null = null;
  try {
    for (const [at, arrival] of arrivals.entries()) {
      await disturb(scene, arrival, plan[at] ?? [], faults);
      await settle(scene, expected.standings[at]);
      await checkStream(scene, expected);
    }
    await checkHeard(scene, expected);
    checkTold(scene, expected);
  } catch (error) {
    failure = `during ${scene.arrival.name}: ${error instanceof Error ? error.message : error}`;
  }
  return { seed, runner, faults, effects, deliveries: sink.received.length, failure };
}

/** Parallel to the arrivals. */
function planStrikes(random: () => number, runner: Outcome["runner"]): [string, Strike][][] {
  const plan: [string, Strike][][] = arrivals.map(() => []);
  const { Redis, ...others } = kinds;
  const groups: Group[] = [...Object.values(others), ...(runner === "Redis" ? [Redis] : [])];
  for (let left = 6 + Math.floor(random() * 5); left > 0; left -= 1) {
    pick(plan, random).push(pick(Object.entries(pick(groups, random)), random));
  }
  return plan;
}

/** The faults of one arrival overlap, and it comes before, between or behind them. */
async function disturb(
  scene: Scene,
  arrival: Arrival,
  strikes: readonly [string, Strike][],
  faults: string[],
): Promise<void> {
  const { random } = scene;
  const turn = Math.floor(random() * (strikes.length + 1));
  await using mends = new AsyncDisposableStack();
  for (const [at, [name, strike]] of strikes.entries()) {
    if (at === turn) arrive(scene, arrival);
    const mend = await strike(scene);
    if (mend === null) continue;
    faults.push(name);
    mends.defer(async () => void (await mend()));
    // Sometimes at once, sometimes when all is done.
    await sleep(random() ** 2 * 800);
  }
  if (turn === strikes.length) arrive(scene, arrival);
}
