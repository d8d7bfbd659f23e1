import { describe, expect, test } from "vitest";
import { readEvents } from "../../src/db/log/log.ts";
import { appendMade, openStreamHouse } from "../support/stream-house.ts";

function upTo(last: number, from = 1): string[] {
  return Array.from({ length: last - from + 1 }, (_, at) => `${from + at}-0`);
}

describe("the stream", () => {
  test("holds the log in its order, each event once, however often it is published", async () => {
    const { store, publish, ids } = await openStreamHouse();
    appendMade(store, 1, 120);
    await Promise.all([publish(), publish()]);
    appendMade(store, 121, 130);
    await publish();
    await publish();
    expect(await ids()).toEqual(upTo(130));
  });

  test("is refilled from the log after a loss, under the same ids", async () => {
    const { redis, store, publish, ids } = await openStreamHouse();
    appendMade(store, 1, 30);
    await publish();
    await redis.client.flushall();
    appendMade(store, 31, 32);
    await publish();
    expect(await ids()).toEqual(upTo(32));
  });

  test("emptied between two events is filled from the beginning, not behind a gap", async () => {
    const { redis, store, stream, publish, ids } = await openStreamHouse();
    appendMade(store, 1, 3);
    const [first, ...rest] = readEvents(store.db, { after: 0, limit: 3 });
    if (first === undefined) throw new Error("no event");
    expect(await stream.append([first], null)).toBe(1);
    await redis.client.flushall();
    expect(await stream.append(rest, first)).toBe(0);
    expect(await ids()).toEqual([]);
    await publish();
    expect(await ids()).toEqual(upTo(3));
  });

  test("keeps the newest events, and is refilled with no more than those", async () => {
    const { redis, store, publish, ids } = await openStreamHouse(100);
    appendMade(store, 1, 1_000);
    await publish();
    const kept = await ids();
    expect(kept.at(-1)).toBe("1000-0");
    expect(kept.length).toBeGreaterThanOrEqual(100);
    expect(kept.length).toBeLessThan(300);
    await redis.client.flushall();
    await publish();
    expect(await ids()).toEqual(upTo(1_000, 901));
  });

  test("of another log is left alone, and named", async () => {
    const { store, openLog, publish, publishFrom, ids } = await openStreamHouse();
    appendMade(store, 1, 3);
    await publish();
    const other = openLog("other");
    const refused = expect.objectContaining({ code: "redis/foreign-stream" });
    await expect(publishFrom(other)).rejects.toEqual(refused);
    appendMade(other, 101, 105);
    await expect(publishFrom(other)).rejects.toEqual(refused);
    expect(await ids()).toEqual(upTo(3));
  });

  test("too full to take an event takes none after it", async () => {
    const { redis, store, publish, ids } = await openStreamHouse();
    appendMade(store, 1, 3);
    await publish();
    await redis.client.config("SET", "maxmemory", "1");
    appendMade(store, 4, 6);
    await expect(publish()).rejects.toEqual(expect.objectContaining({ code: "redis/unusable" }));
    await redis.client.config("SET", "maxmemory", "0");
    await publish();
    expect(await ids()).toEqual(upTo(6));
  });
});
