/** Everything a fault may strike at, and what is noted of it. */

import { setTimeout as sleep } from "node:timers/promises";
import type { ReplayServer } from "../../../src/demo/replay-server.ts";
import { SOURCES } from "../../../src/model/clock/source.ts";
import type { TestRedis } from "../redis-server.ts";
import type { WebhookSink } from "../webhook-sink.ts";
import { type Clock, morningOf } from "./clock.ts";
import type { Service } from "./service.ts";
import type { Arrival } from "./world.ts";

export interface Scene {
  readonly service: Service;
  readonly server: ReplayServer;
  readonly sink: WebhookSink;
  /** Null where the steps run in the service's own process. */
  readonly redis: TestRedis | null;
  /** In 0..1. */
  readonly random: () => number;
  /** The one that came last. */
  arrival: Arrival;
  /** Without its jumps. */
  clock: Clock;
  /** Faults that had an effect that can be seen, by what it was. */
  readonly effects: string[];
}

export function arrive(scene: Scene, arrival: Arrival): void {
  scene.arrival = arrival;
  scene.clock = morningOf(arrival.day);
  scene.server.world = arrival.world(scene.server.url);
  scene.service.setClock(scene.clock);
  askSources(scene);
}

/** Before their time comes. */
export function askSources({ service }: Scene): void {
  service.add(...SOURCES.map((source) => ({ step: "fetch", source }) as const));
}

/** True as soon as it is so; false where it is not so in time. */
export async function waitFor(isSo: () => boolean, timeoutMs: number): Promise<boolean> {
  for (const deadline = Date.now() + timeoutMs; Date.now() < deadline; await sleep(20)) {
    if (isSo()) return true;
  }
  return isSo();
}

export function pick<T>(choices: readonly T[], random: () => number): T {
  const picked = choices[Math.floor(random() * choices.length)];
  if (picked === undefined) throw new Error("there is nothing to pick from");
  return picked;
}
