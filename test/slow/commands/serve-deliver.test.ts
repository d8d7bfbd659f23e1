import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { createEndpointService } from "../../../src/commands/endpoints/endpoint-service.ts";
import { getDelivery } from "../../../src/db/subscribers/deliveries.ts";
import { listEndpoints } from "../../../src/db/subscribers/endpoints.ts";
import { readTallies, tallyOf } from "../../../src/db/subscribers/tallies.ts";
import { fillNews } from "../../support/fill-news.ts";
import { openRedisPipeline } from "../../support/open-redis-pipeline.ts";
import { startRedis } from "../../support/redis-server.ts";
import { runCommand, startCommand } from "../../support/run-command.ts";
import { scratchFolder } from "../../support/scratch.ts";
import { until } from "../../support/until.ts";
import { openWebhookSink } from "../../support/webhook-sink.ts";

const KEY = Buffer.alloc(32, 7).toString("base64");
const NOBODY = "http://127.0.0.1:9";

async function openHouse() {
  const folder = scratchFolder();
  const redis = await startRedis(folder);
  onTestFinished(() => redis[Symbol.asyncDispose]());
  const sink = await openWebhookSink();
  onTestFinished(() => sink[Symbol.asyncDispose]());
  const pipeline = await openRedisPipeline({
    dataDir: join(folder, "data"),
    serverUrl: NOBODY,
    redisUrl: redis.url,
    now: () => new Date(),
    env: { ENTITYWIRE_SEALING_KEY: KEY, ENTITYWIRE_WEBHOOK_ALLOW: "127.0.0.0/8" },
    // Here nothing is delivered: whatever arrives was pushed by a process that joined.
    without: ["deliver", "deliver-slowly"],
  });
  onTestFinished(() => pipeline[Symbol.asyncDispose]());
  const { store, deps, runner } = pipeline;
  const endpointService = createEndpointService({
    ...deps,
    allowed: ["127.0.0.0/8"],
    source: "urn:test",
  });
  const join_ = (env: Record<string, string> = {}) => {
    const worker = startCommand(["serve", "--only", "deliver", "--data", join(folder, "none")], {
      env: { REDIS_URL: redis.url, ENTITYWIRE_SEALING_KEY: KEY, ...env },
    });
    onTestFinished(() => void worker.child.kill("SIGKILL"));
    return worker;
  };
  runner.schedule([{ job: { step: "sweep" }, pattern: "* * * * * *" }]);
  await until("Redis in use", () => runner.depths());
  return { redis, sink, store, runner, endpointService, joins: join_ };
}

describe("serve --only deliver", () => {
  test("pushes for a service on another machine with Redis and the key alone, joins and leaves", async () => {
    const { sink, store, endpointService, joins, redis } = await openHouse();
    const { endpoint } = endpointService.create({ url: sink.url });
    const tally = () => tallyOf(readTallies(store.db), endpoint.id);
    fillNews(store, 40);
    await until(
      "a batch waits",
      async () => (await redis.client.llen("entitywire:deliver:wait")) > 0,
    );
    expect(sink.received).toHaveLength(0);

    // The queue holds the events, and nothing of the endpoint in the clear.
    const [id] = await redis.client.lrange("entitywire:deliver:wait", 0, 0);
    const data = (await redis.client.hget(`entitywire:deliver:${id}`, "data")) ?? "";
    expect(data).toContain("entity.added");
    for (const secret of ["secret-token", "whsec_", "127.0.0.1"])
      expect(data).not.toContain(secret);

    const worker = joins();
    await until("all delivered", () => tally().delivered === 40);
    worker.child.kill("SIGTERM");
    expect((await worker.finished).signal).toBe("SIGTERM");

    fillNews(store, 50);
    await until("all planned", () => tally().pending === 10);
    expect(sink.received).toHaveLength(40);
    const [one, two] = [joins(), joins()];
    await until("all delivered", () => tally().delivered === 50);
    const ids = sink.received.map(({ headers }) => headers["webhook-id"]);
    expect(new Set(ids).size).toBe(50);
    for (const { child } of [one, two]) child.kill("SIGTERM");
  }, 60_000);

  test("that is killed with work in hand loses none of it", async () => {
    const { sink, store, endpointService, joins } = await openHouse();
    const { endpoint } = endpointService.create({ url: sink.url });
    sink.status = "hang";
    fillNews(store, 3);
    const worker = joins();
    await until("a push on its way", () => sink.received.length > 0);
    worker.child.kill("SIGKILL");
    await worker.finished;
    sink.status = 204;
    joins();
    // Redis gives the batch to the next one when the lock of the dead has run out.
    await until(
      "delivered",
      () => getDelivery(store.db, endpoint.id, 1)?.state === "delivered",
      45_000,
    );
    await until("all", () => tallyOf(readTallies(store.db), endpoint.id).delivered === 3);
  }, 90_000);

  test("counts what it was refused, in the store of the service", async () => {
    const { sink, store, endpointService, joins } = await openHouse();
    const { id } = endpointService.create({ url: sink.url }).endpoint;
    sink.status = 410;
    fillNews(store, 1);
    joins();
    await until("disabled", () =>
      listEndpoints(store.db).some(({ state }) => state === "disabled"),
    );
    expect(getDelivery(store.db, id, 1)).toMatchObject({
      state: "pending",
      attempts: 1,
      lastStatus: 410,
    });
  }, 60_000);

  test("with another key ends at once with one clear line, and pushes nothing", async () => {
    const { sink, store, endpointService, joins } = await openHouse();
    endpointService.create({ url: sink.url });
    fillNews(store, 1);
    const worker = joins({ ENTITYWIRE_SEALING_KEY: Buffer.alloc(32, 8).toString("base64") });
    const { code, signal, stderr } = await worker.finished;
    expect({ code, signal, stderr }).toMatchObject({ code: 78, signal: null });
    expect(stderr.trim().split("\n").at(-1)).toMatch(
      /^entitywire: the job of endpoint_\w+ was sealed with key \w+, but the current key is \w+; restore the original ENTITYWIRE_SEALING_KEY.*\[seal\/wrong-key\]$/,
    );
    expect(sink.received).toHaveLength(0);
  }, 60_000);

  test.each([{ REDIS_URL: "/nowhere.sock" }, { ENTITYWIRE_SEALING_KEY: KEY }])(
    "says what it wants where it lacks it",
    async (env) => {
      const { code, stderr } = await runCommand(["serve", "--only", "deliver"], { env });
      expect(code).toBe(78);
      expect(stderr).toMatch(
        /requires REDIS_URL and ENTITYWIRE_SEALING_KEY; use the values .*\[config\/invalid\]\n$/,
      );
    },
    30_000,
  );
});
