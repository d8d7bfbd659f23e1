import type { Redis } from "ioredis";
import { describe, expect, test } from "vitest";
import { readEvents } from "../../src/db/log/log.ts";
import { appendMade, openStreamHouse, STREAM_KEY } from "../support/stream-house.ts";

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

  test.each<[string, (redis: Redis) => Promise<unknown>, RegExp]>([
    [
      "an entry of another program",
      (redis) => redis.xadd(STREAM_KEY, "*", "temperature", "21"),
      /ends with \d+-0, which is no event of a log/,
    ],
    [
      "text that is no JSON",
      (redis) => redis.xadd(STREAM_KEY, "*", "event", "21 degrees"),
      /which is no event of a log/,
    ],
    ["null", (redis) => redis.xadd(STREAM_KEY, "*", "event", "null"), /which is no event of a log/],
    [
      "an event under another id",
      (redis) => redis.xadd(STREAM_KEY, "7-0", "event", JSON.stringify({ id: "x", sequence: "2" })),
      /ends with 7-0, which is no event/,
    ],
    [
      "the trace of deleted later entries",
      async (redis) => redis.xdel(STREAM_KEY, String(await redis.xadd(STREAM_KEY, "*", "a", "b"))),
      /had later entries, which are deleted/,
    ],
    [
      "no stream but a text",
      async (redis) => [await redis.del(STREAM_KEY), await redis.set(STREAM_KEY, "21")],
      /is no stream/,
    ],
  ])("that holds %s is left alone, and named with what to do", async (_what, disturb, why) => {
    const { redis, store, publish } = await openStreamHouse();
    appendMade(store, 1, 3);
    await publish();
    await disturb(redis.client);
    appendMade(store, 4, 5);
    await expect(publish()).rejects.toMatchObject({
      code: "redis/foreign-stream",
      message: expect.stringMatching(why),
      hint: expect.stringContaining(`redis-cli DEL ${STREAM_KEY}`),
    });
    await redis.client.del(STREAM_KEY);
    await publish();
  });

  test("of a log that was restored from an older copy is left alone, and filled again once deleted", async () => {
    const { redis, store, openLog, publish, publishFrom, ids } = await openStreamHouse();
    appendMade(store, 1, 5);
    await publish();
    const restored = openLog("restored");
    appendMade(restored, 1, 3);
    await expect(publishFrom(restored)).rejects.toMatchObject({
      code: "redis/foreign-stream",
      message: "the stream entitywire:events ends with event 5, and the log with 3",
    });
    await redis.client.del(STREAM_KEY);
    await publishFrom(restored);
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
