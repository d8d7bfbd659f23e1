/** That a disturbed service told what an undisturbed one tells: in its store, on the stream and to its subscriber. */

import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { LogEvent } from "../../../src/model/events/event.ts";
import { dump, rebuild } from "../rebuild.ts";
import { until } from "../until.ts";
import type { Expectation } from "./expectation.ts";
import { lookInto, readStanding, readTold, type Standing, timeless } from "./read-back.ts";
import type { Scene } from "./scene.ts";

const PATIENCE_MS = 60_000;
const STREAM = "entitywire:events";

/** Until the store stands where it is to stand before the next document comes. */
export async function settle(scene: Scene, wanted: Standing | undefined): Promise<void> {
  const { service } = scene;
  assert(wanted !== undefined);
  let standing: Standing | null = null;
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await sleep(100)) {
    assert.equal(service.crash, null);
    if (service.diedAt !== null) {
      scene.effects.push(`killed at ${kindOfBoundary(service.diedAt)}`);
      service.start();
    }
    standing = lookInto(service.dataDir, readStanding);
    if (standing !== null && stands(standing, wanted)) return;
  }
  assert.deepEqual(standing, wanted, "it does not come this far");
  throw new Error("it does not come to rest");
}

/** A shrunken list is a document more: it must never be anything but held back. */
function stands({ events, states, isHistoryTold }: Standing, wanted: Standing): boolean {
  return (
    events === wanted.events &&
    isHistoryTold &&
    Object.keys(wanted.states).every((id) => states[id] !== undefined) &&
    Object.entries(states).every(([id, state]) => state === (wanted.states[id] ?? "quarantined"))
  );
}

/** Whatever of the log the stream holds, under its own number. */
export async function checkStream({ redis }: Scene, { log }: Expectation): Promise<number> {
  if (redis === null) return log.length;
  const held = await redis.client.xrange(STREAM, "-", "+");
  for (const [id, [, text = ""]] of held) {
    assert.deepEqual(timeless(JSON.parse(text)), log[Number.parseInt(id, 10) - 1], `stream ${id}`);
  }
  return held.length;
}

/** Waits until the subscriber has heard all and the stream holds all; neither may hold anything else. */
export async function checkHeard(scene: Scene, expected: Expectation): Promise<void> {
  const { sink } = scene;
  const missing = (): LogEvent[] => {
    const heard = sink.received.filter(({ status }) => status === 204);
    const ids = new Set(heard.map(({ headers }) => headers["webhook-id"]));
    return expected.pushed.filter(({ id }) => !ids.has(id));
  };
  await until("all of the log pushed", () => missing().length === 0, PATIENCE_MS);
  await until(
    "all of the log on the stream",
    async () => (await checkStream(scene, expected)) === expected.log.length,
    PATIENCE_MS,
  );
  const meant = new Map(expected.pushed.map((event) => [event.id, event]));
  for (const { headers, body } of sink.received) {
    const event = timeless(JSON.parse(body)) as LogEvent;
    assert.equal(headers["webhook-id"], event.id);
    assert.deepEqual(event, meant.get(event.id), "a push");
  }
}

/** The whole events, `sequence` among them: equal logs have no gap. And the log alone makes the list. */
export function checkTold({ service }: Scene, { log, entries }: Expectation): void {
  lookInto(service.dataDir, (store) => {
    const told = readTold(store);
    assert.deepEqual(told.log, log, "the log");
    assert.deepEqual(told.entries, entries, "the list");
    assert.deepEqual(rebuild(store), dump(store.db), "the list as the log makes it");
  });
}

/** `start diff/rule-…/1` → `start diff`. */
function kindOfBoundary(name: string): string {
  return name.replace(/\/.*$/, "").replace(/ \S*\d\S*/g, "");
}
