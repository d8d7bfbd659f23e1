import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Queue } from "bullmq";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { getDocument, putDocument } from "../../../../src/db/documents/documents.ts";
import { countEvents } from "../../../../src/db/log/log.ts";
import { renderRule } from "../../../../src/demo/render-rule.ts";
import { startReplayServer } from "../../../../src/demo/replay-server.ts";
import type { PipelineError } from "../../../../src/model/errors.ts";
import { type Job, jobKey } from "../../../../src/workers/step.ts";
import { DEMO_NOW, openRedisPipeline } from "../../../support/open-redis-pipeline.ts";
import { startRedis } from "../../../support/redis-server.ts";
import { scratchFolder } from "../../../support/scratch.ts";
import { addedRow, makeRow, makeRuleFacts, smallWorld } from "../../../support/small-world.ts";
import { until } from "../../../support/until.ts";

const DAY_MS = 86_400_000;
const RULE = makeRuleFacts({ added: [addedRow("Gamma")] });
const WORLD = { rows: [makeRow("Alpha")], rules: [RULE], date: "2025-03-24" };
const SWEEP = { job: { step: "sweep" }, pattern: "* * * * * *" } as const;
const POLLS = [
  SWEEP,
  { job: { step: "fetch", source: "ecfr" }, pattern: "* * * * * *" },
  { job: { step: "fetch", source: "federal-register" }, pattern: "* * * * * *" },
] as const;

async function openHouse(...settings: string[]) {
  const folder = scratchFolder();
  const redis = await startRedis(folder, ...settings);
  onTestFinished(() => redis[Symbol.asyncDispose]());
  const server = await startReplayServer((url) => smallWorld(WORLD, url));
  onTestFinished(() => server[Symbol.asyncDispose]());
  const reported: string[] = [];
  const troubles: PipelineError[] = [];
  const open = async (serverUrl = server.url) => {
    const pipeline = await openRedisPipeline({
      dataDir: join(folder, "data"),
      serverUrl,
      redisUrl: redis.url,
      observer: {
        done: (job) => reported.push(`done ${jobKey(job)}`),
        failed: (job, error) => reported.push(`failed ${jobKey(job)} ${error}`),
      },
      redisObserver: {
        usable: ({ warnings }) => reported.push("usable", ...warnings),
        unusable: (trouble) => {
          reported.push("unusable");
          troubles.push(trouble);
        },
        failed: (error) => reported.push(`queue failed: ${error.message}`),
      },
    });
    onTestFinished(() => pipeline[Symbol.asyncDispose]());
    return pipeline;
  };
  const queue = (step: string): Queue => {
    const opened = new Queue(step, { connection: redis.client, prefix: "entitywire" });
    onTestFinished(() => opened.close());
    return opened;
  };
  return { folder, redis, server, reported, troubles, open, queue };
}

const complete = { "list.baselined": 1, "rule.published": 1, "entity.added": 1 };

describe("the runner on Redis", () => {
  test("runs on schedule from baseline to event, and queues each poll once", async () => {
    const { open, queue } = await openHouse();
    const { store, runner } = await open();
    runner.schedule(POLLS);
    await until("the rule is emitted", () => countEvents(store.db).get("entity.added"));
    expect(Object.fromEntries(countEvents(store.db))).toEqual(complete);
    const schedulers = await queue("fetch").getJobSchedulers();
    expect(schedulers.map(({ key }) => key).sort()).toEqual([
      "fetch/ecfr",
      "fetch/federal-register",
    ]);
  });

  test("warns once of a Redis that may lose data", async () => {
    const printed = vi.spyOn(console, "warn");
    onTestFinished(() => printed.mockRestore());
    const { open, reported } = await openHouse("--maxmemory-policy", "allkeys-lru");
    const { runner } = await open();
    runner.schedule([]);
    await until("Redis in use", () => runner.depths());
    expect(reported).toContainEqual(expect.stringContaining("maxmemory-policy is allkeys-lru"));
    expect(reported).toContainEqual(expect.stringContaining("no append-only file"));
    await sleep(200);
    expect(reported).toHaveLength(3);
    expect(printed).not.toHaveBeenCalled();
  });

  test("a payload of another version is kept as failed and runs nothing", async () => {
    const { open, queue, reported } = await openHouse();
    const { runner } = await open();
    runner.schedule([]);
    await queue("parse").add("parse", { step: "parse", documentId: "x", from: "the future" });
    const [failed] = await until("a failed job", async () => {
      const jobs = await queue("parse").getFailed();
      return jobs.length > 0 ? jobs : null;
    });
    expect(failed?.failedReason).toMatch(/not a job of this version/);
    expect(reported).toEqual(["usable", expect.stringContaining("append-only")]);
  });

  test("sweep retries a failed job by its id, because the id blocks a new job", async () => {
    const { open, queue } = await openHouse();
    const { store, runner } = await open();
    const bytes = new TextEncoder().encode(renderRule(RULE));
    const { id } = putDocument(
      store.db,
      { kind: "rule", bytes, source: "import", url: null },
      DEMO_NOW,
    );
    const job: Job = { step: "parse", documentId: id, generation: 1 };
    // BullMQ leaves a job like this after its process died too often.
    await queue("parse").add("parse", { ...job, from: "the dead" }, { jobId: jobKey(job) });
    runner.schedule([]);
    await until("it failed", async () => (await queue("parse").getFailedCount()) === 1);
    const [failed] = await queue("parse").getFailed();
    await failed?.updateData(job);
    runner.add(job);
    await sleep(300);
    expect(countEvents(store.db).size).toBe(0);
    runner.add({ step: "sweep" });
    await until("the rule is emitted", () => countEvents(store.db).get("rule.published"));
  });

  test("a job whose process died is run by the next process", async () => {
    const { open, redis, queue } = await openHouse();
    const { store, runner } = await open();
    const bytes = new TextEncoder().encode(renderRule(RULE));
    const { id } = putDocument(
      store.db,
      { kind: "rule", bytes, source: "import", url: null },
      DEMO_NOW,
    );
    const job: Job = { step: "parse", documentId: id, generation: 1 };
    const parses = queue("parse");
    await parses.add("parse", job, { jobId: jobKey(job), attempts: 5 });
    // A killed worker leaves a job like this: active, until its lock expires.
    await redis.client.lrem("entitywire:parse:wait", 1, jobKey(job));
    await redis.client.lpush("entitywire:parse:active", jobKey(job));
    await redis.client.set(`entitywire:parse:${jobKey(job)}:lock`, "dead", "PX", 500);
    runner.schedule([]);
    await until("the rule is emitted", () => countEvents(store.db).get("rule.published"));
  });

  test("a retry that waits for a wrong time is run at the start, because its id blocks a new job", async () => {
    const { open, queue } = await openHouse();
    const { store, runner } = await open();
    const bytes = new TextEncoder().encode(renderRule(RULE));
    const { id } = putDocument(
      store.db,
      { kind: "rule", bytes, source: "import", url: null },
      DEMO_NOW,
    );
    const job = { step: "parse", documentId: id, generation: 1 } as const;
    await queue("parse").add("parse", job, { jobId: jobKey(job), delay: 2 * DAY_MS, attempts: 5 });
    runner.schedule([SWEEP]);
    const isRead = () => getDocument(store.db, id).state !== "fetched";
    await until("the document is read", isRead);
  });

  test("a clock that is put back stops no schedule", async () => {
    const now = Date.now;
    let aheadMs = 2 * DAY_MS;
    const clock = vi.spyOn(Date, "now").mockImplementation(() => now() + aheadMs);
    onTestFinished(() => clock.mockRestore());
    const { open, reported } = await openHouse();
    const { runner } = await open();
    runner.schedule([SWEEP]);
    const sweeps = () => reported.filter((what) => what === "done sweep").length;
    await until("the schedule runs", () => sweeps() >= 3);
    aheadMs = 0;
    const before = sweeps();
    // More than the one in progress and the one at the start of a session.
    await until("the schedule goes on", () => sweeps() >= before + 4);
  });

  test("stops within its grace period, and gives back unfinished jobs", async () => {
    const { open, queue } = await openHouse();
    const silent = createServer(() => undefined).listen(0, "127.0.0.1");
    onTestFinished(() => silent.closeAllConnections());
    onTestFinished(() => void silent.close());
    await once(silent, "listening");
    const pipeline = await open(`http://127.0.0.1:${(silent.address() as AddressInfo).port}`);
    pipeline.runner.schedule([]);
    await until("Redis in use", () => pipeline.runner.depths());
    pipeline.runner.add({ step: "fetch", source: "ecfr" });
    await until("it is at work", async () => (await queue("fetch").getActiveCount()) === 1);
    await pipeline[Symbol.asyncDispose]();
    expect(await queue("fetch").getJobCounts("active", "wait", "failed")).toEqual({
      active: 0,
      wait: 1,
      failed: 0,
    });
  });
});

describe("a Redis in trouble", () => {
  const cases: readonly (readonly [
    string,
    RegExp,
    (house: Awaited<ReturnType<typeof openHouse>>) => Promise<unknown>,
    (house: Awaited<ReturnType<typeof openHouse>>) => Promise<unknown>,
  ])[] = [
    [
      "that is unavailable",
      /does not answer/,
      ({ redis }) => redis.stop(),
      ({ redis }) => redis.start(),
    ],
    [
      "that requires another password",
      /refuses this user or password/,
      async ({ redis }) => {
        await redis.stop();
        await redis.start("--requirepass", "another");
      },
      async ({ redis }) => {
        await redis.stop();
        await redis.start();
      },
    ],
    [
      "that became a read-only replica",
      /is a read-only replica/,
      ({ redis }) => redis.client.replicaof("127.0.0.1", 1),
      ({ redis }) => redis.client.replicaof("NO", "ONE"),
    ],
    [
      "that is full",
      /is full/,
      ({ redis }) => redis.client.config("SET", "maxmemory", "1"),
      ({ redis }) => redis.client.config("SET", "maxmemory", "0"),
    ],
    [
      "that hangs",
      /does not answer \(.*timed out\)/,
      async ({ redis }) => redis.freeze(),
      async ({ redis }) => redis.thaw(),
    ],
  ];

  test.each(cases)(
    "%s is reported once; reading goes on, nothing is lost, nothing is doubled",
    async (_name, words, breakIt, mendIt) => {
      const house = await openHouse();
      const { store, runner } = await house.open();
      runner.schedule(POLLS);
      await until("the rule is emitted", () => countEvents(store.db).get("entity.added"));
      await breakIt(house);
      // A Redis that restarts with other settings is unavailable for a moment, which may be reported first.
      const reported = () => house.troubles.filter(({ message }) => words.test(message));
      await until("the trouble is reported", () => reported().length > 0);
      house.server.world = smallWorld(
        {
          ...WORLD,
          rules: [
            RULE,
            makeRuleFacts({ documentNumber: "2025-00002", added: [addedRow("Delta")] }),
          ],
        },
        house.server.url,
      );
      await sleep(1_500);
      expect(reported()).toHaveLength(1);
      const kinds = house.troubles.map(({ context }) => context["trouble"]);
      expect(new Set(kinds).size).toBe(kinds.length);
      expect(Object.fromEntries(countEvents(store.db))).toEqual(complete);
      await mendIt(house);
      await until(
        "the next rule is emitted",
        () => countEvents(store.db).get("entity.added") === 2,
      );
      const length = () => house.redis.client.xlen("entitywire:events");
      await until("the stream whole", async () => (await length()) === 5);
    },
    60_000,
  );

  test("unavailable at the start is reported, and everything begins when it returns", async () => {
    const house = await openHouse();
    await house.redis.stop();
    const { store, runner } = await house.open();
    runner.schedule(POLLS);
    await until("the trouble is reported", () => house.troubles.length > 0);
    await house.redis.start();
    await until("the rule is emitted", () => countEvents(store.db).get("entity.added"));
  });

  test("that was flushed is noticed, and gets its polls and its stream again", async () => {
    const house = await openHouse();
    const { store, runner } = await house.open();
    runner.schedule(POLLS);
    await until("the rule is emitted", () => countEvents(store.db).get("entity.added"));
    await house.redis.client.flushall();
    await until(
      "polls again",
      async () => (await house.queue("fetch").getJobSchedulersCount()) === 2,
    );
    await until(
      "the complete stream",
      async () => (await house.redis.client.xlen("entitywire:events")) === 3,
    );
    expect(Object.fromEntries(countEvents(store.db))).toEqual(complete);
  });
});
