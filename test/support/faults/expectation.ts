/** What the documents come to with nobody in the way. */

import { startReplayServer } from "../../../src/demo/replay-server.ts";
import { SOURCES } from "../../../src/model/clock/source.ts";
import type { LogEvent } from "../../../src/model/events/event.ts";
import { isNewsOf, PUSHED_TYPES } from "../../../src/model/events/news.ts";
import { singlePassPolicies } from "../../../src/pipeline.ts";
import { openOnReplay } from "../open-on-replay.ts";
import { jumped, morningOf, readClock } from "./clock.ts";
import { readStanding, readTold, type Standing, type Told } from "./read-back.ts";
import { arrivals } from "./world.ts";

const MINUTE_MS = 60_000;

export interface Expectation extends Told {
  /** Parallel to the arrivals: where the store stands before the next one. */
  readonly standings: readonly Standing[];
  /** What a subscriber to everything is to hear. */
  readonly pushed: readonly LogEvent[];
}

export async function playUndisturbed(dataDir: string): Promise<Expectation> {
  const [first] = arrivals;
  if (first === undefined) throw new Error("nothing arrives");
  await using server = await startReplayServer(first.world);
  let clock = morningOf(first.day);
  await using pipeline = await openOnReplay(server.url, {
    dataDir,
    policies: singlePassPolicies,
    observer: { done: () => undefined, failed: (_job, error) => console.error(error) },
    now: () => readClock(clock),
  });
  const standings: Standing[] = [];
  for (const { day, world } of arrivals) {
    clock = morningOf(day);
    server.world = world(server.url);
    // A snapshot waits until the rules were heard of that day, and what goes from display is waited for some minutes.
    for (let round = 0; round < 6; round += 1) {
      for (const source of SOURCES) {
        pipeline.runner.add({ step: "fetch", source });
        await pipeline.runner.drain();
      }
      clock = jumped(clock, 3 * MINUTE_MS);
    }
    standings.push(readStanding(pipeline.store));
  }
  const told = readTold(pipeline.store);
  return { ...told, standings, pushed: told.log.filter((event) => isNewsOf(PUSHED_TYPES, event)) };
}
