import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { appendEvent, readEvents } from "../../src/db/log.ts";
import { openStore, type Store } from "../../src/db/open-store.ts";
import { createEventStream } from "../../src/delivery/redis-stream.ts";
import type { EventDraft } from "../../src/model/event.ts";
import { openRedis } from "../../src/redis/open-redis.ts";
import { handlePublish } from "../../src/workers/publish.ts";
import type { Deps } from "../../src/workers/step.ts";
import { startRedis } from "../support/redis-server.ts";
import { scratchFolder } from "../support/scratch.ts";
import { until } from "../support/until.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const VOICE = { source: "urn:entitywire:test", publicUrl: "http://localhost" };
const KEY = "entitywire:events";

async function openHouse(maxLength = 10_000) {
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
  const stream = createEventStream(connection, KEY, maxLength);
  const publishFrom = (store: Store) =>
    handlePublish(
      { step: "publish" },
      { store, channels: [stream] } as unknown as Deps,
      new AbortController().signal,
    );
  const store = openLog("data");
  const ids = async () => (await redis.client.xrange(KEY, "-", "+")).map(([id]) => id);
  return { redis, store, stream, openLog, publishFrom, publish: () => publishFrom(store), ids };
}

function append(store: Store, from: number, to: number): void {
  for (let at = from; at <= to; at += 1) {
    const id = `event_${at}`;
    const data = { changeId: id, note: "x".repeat(200) } as unknown as EventDraft["data"];
    store.transact((tx) =>
      appendEvent(tx, { id, type: "entity.added", subject: id, data }, new Date(), VOICE),
    );
  }
}

function upTo(last: number, from = 1): string[] {
  return Array.from({ length: last - from + 1 }, (_, at) => `${from + at}-0`);
}

describe("the stream", () => {
  test("holds the log in its order, each event once, however often it is published", async () => {
    const { store, publish, ids } = await openHouse();
    append(store, 1, 120);
    await Promise.all([publish(), publish()]);
    append(store, 121, 130);
    await publish();
    await publish();
    expect(await ids()).toEqual(upTo(130));
  });

  test("is refilled from the log after a loss, under the same ids", async () => {
    const { redis, store, publish, ids } = await openHouse();
    append(store, 1, 30);
    await publish();
    await redis.client.flushall();
    append(store, 31, 32);
    await publish();
    expect(await ids()).toEqual(upTo(32));
  });

  test("emptied between two events is filled from the beginning, not behind a gap", async () => {
    const { redis, store, stream, publish, ids } = await openHouse();
    append(store, 1, 3);
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
    const { redis, store, publish, ids } = await openHouse(100);
    append(store, 1, 1_000);
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
    const { store, openLog, publish, publishFrom, ids } = await openHouse();
    append(store, 1, 3);
    await publish();
    const other = openLog("other");
    const refused = expect.objectContaining({ code: "redis/foreign-stream" });
    await expect(publishFrom(other)).rejects.toEqual(refused);
    append(other, 101, 105);
    await expect(publishFrom(other)).rejects.toEqual(refused);
    expect(await ids()).toEqual(upTo(3));
  });

  test("too full to take an event takes none after it", async () => {
    const { redis, store, publish, ids } = await openHouse();
    append(store, 1, 3);
    await publish();
    await redis.client.config("SET", "maxmemory", "1");
    append(store, 4, 6);
    await expect(publish()).rejects.toEqual(expect.objectContaining({ code: "redis/unusable" }));
    await redis.client.config("SET", "maxmemory", "0");
    await publish();
    expect(await ids()).toEqual(upTo(6));
  });
});

/** The programs that README.md shows, run as they stand there. */
function program(name: string): string {
  const readme = readFileSync(join(ROOT, "README.md"), "utf8");
  const [, code] =
    new RegExp(`<!-- ${name} -->\\n\`\`\`js\\n([\\s\\S]*?)\`\`\``).exec(readme) ?? [];
  if (code === undefined) throw new Error(`README.md shows no ${name}`);
  // So that a test need not wait a minute for a consumer to be taken for dead.
  return code.replace("60_000", "300");
}

test("two consumers of a group and one reader of its own, killed and started again, see every event", async () => {
  const { redis, store, publish } = await openHouse();
  const seen = { group: [] as string[], reader: [] as string[] };
  const children = new Set<ChildProcess>();
  const run = (who: keyof typeof seen, code: string, argument: string): ChildProcess => {
    const child = spawn(process.execPath, ["--input-type=module", "-e", code], {
      cwd: ROOT,
      env: { ...process.env, REDIS_URL: redis.url, CONSUMER: argument, LAST: argument },
      stdio: ["ignore", "pipe", "inherit"],
    });
    let rest = "";
    child.stdout.on("data", (chunk: Buffer) => {
      const lines = (rest + chunk).split("\n");
      rest = lines.pop() ?? "";
      seen[who].push(...lines.map((line) => JSON.parse(line).id));
    });
    children.add(child);
    return child;
  };
  const kill = async (child: ChildProcess): Promise<void> => {
    children.delete(child);
    child.kill("SIGKILL");
    await once(child, "close");
  };
  onTestFinished(async () => void (await Promise.all([...children].map(kill))));

  const consumer = program("consumer");
  const reader = program("reader");
  const lastRead = () => {
    const last = seen.reader.at(-1);
    return last === undefined ? "0" : `${last.replace("event_", "")}-0`;
  };
  const running = [
    run("group", consumer, "one"),
    run("group", consumer, "two"),
    run("reader", reader, "0"),
  ];
  const EVENTS = 600;
  for (let at = 1; at <= EVENTS; at += 20) {
    append(store, at, at + 19);
    await publish();
    await sleep(60);
    const turn = (at - 1) / 20;
    if (turn % 6 !== 5) continue;
    const victim = Math.floor(turn / 6) % 3;
    await kill(running[victim] as ChildProcess);
    running[victim] =
      victim === 2
        ? run("reader", reader, lastRead())
        : run("group", consumer, victim === 0 ? "one" : "two");
  }
  const all = Array.from({ length: EVENTS }, (_, at) => `event_${at + 1}`);
  await until("the group has seen all", () => new Set(seen.group).size === EVENTS);
  await until("the reader has seen all", () => seen.reader.length >= EVENTS);
  expect(new Set(seen.group)).toEqual(new Set(all));
  expect(seen.reader).toEqual(all);
  await until("nothing left unacknowledged", async () => {
    const [pending] = (await redis.client.xpending(KEY, "screening")) as [number];
    return pending === 0;
  });
}, 90_000);
