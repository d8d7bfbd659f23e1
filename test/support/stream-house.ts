/** A log and the stream that it is copied to, on a Redis of the test's own. */

import { join } from "node:path";
import { onTestFinished } from "vitest";
import { appendEvent } from "../../src/db/log/log.ts";
import { openStore, type Store } from "../../src/db/store/open-store.ts";
import { createEventStream } from "../../src/delivery/redis-stream.ts";
import type { EventDraft } from "../../src/model/events/event.ts";
import { openRedis } from "../../src/redis/open-redis.ts";
import { handlePublish } from "../../src/workers/deliver/publish.ts";
import type { Deps } from "../../src/workers/step.ts";
import { startRedis } from "./redis-server.ts";
import { scratchFolder } from "./scratch.ts";

const ORIGIN = { source: "urn:entitywire:test", publicUrl: "http://localhost" };
export const STREAM_KEY = "entitywire:events";

export async function openStreamHouse(maxLength = 10_000) {
  const folder = scratchFolder();
  const redis = await startRedis(folder);
  onTestFinished(() => redis[Symbol.asyncDispose]());
  const connection = openRedis(redis.url);
  onTestFinished(() => connection[Symbol.dispose]());
  const openLog = (name: string): Store => {
    const store = openStore(join(folder, name));
    onTestFinished(() => store[Symbol.dispose]());
    return store;
  };
  const stream = createEventStream(connection, STREAM_KEY, maxLength);
  const publishFrom = (store: Store) =>
    handlePublish(
      { step: "publish" },
      { store, channels: [stream] } as unknown as Deps,
      new AbortController().signal,
    );
  const store = openLog("data");
  const ids = async () => (await redis.client.xrange(STREAM_KEY, "-", "+")).map(([id]) => id);
  return { redis, store, stream, openLog, publishFrom, publish: () => publishFrom(store), ids };
}

/** Of no content but their numbers. */
export function appendMade(store: Store, from: number, to: number): void {
  for (let at = from; at <= to; at += 1) {
    const id = `event_${at}`;
    const data = { changeId: id, note: "x".repeat(200) } as unknown as EventDraft["data"];
    store.transact((tx) =>
      appendEvent(tx, { id, type: "entity.added", subject: id, data }, new Date(), ORIGIN),
    );
  }
}
