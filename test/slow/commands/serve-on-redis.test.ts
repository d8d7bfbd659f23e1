import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { replayEnv, startReplayServer } from "../../../src/demo/replay-server.ts";
import { toDay } from "../../../src/model/clock/day.ts";
import { startRedis } from "../../support/redis-server.ts";
import { runCommand, startCommand } from "../../support/run-command.ts";
import { scratchFolder } from "../../support/scratch.ts";
import { addedRow, makeRow, makeRuleFacts, smallWorld } from "../../support/small-world.ts";
import { until } from "../../support/until.ts";

const LIFECYCLE = fileURLToPath(new URL("../../support/lifecycle-child.ts", import.meta.url));
// The service lives today, so its world does too.
const today = toDay(new Date());
const RULE = makeRuleFacts({
  publicationDate: today,
  effectiveOn: today,
  added: [addedRow("Gamma")],
});
const WORLD = { rows: [makeRow("Alpha")], rules: [RULE], date: today };

async function openHouse() {
  const folder = scratchFolder();
  const redis = await startRedis(folder);
  onTestFinished(() => redis[Symbol.asyncDispose]());
  const server = await startReplayServer((url) => smallWorld(WORLD, url));
  onTestFinished(() => server[Symbol.asyncDispose]());
  return { redis, server, data: join(folder, "data") };
}

function startService(data: string, env: Record<string, string>) {
  const service = startCommand(["serve", "--data", data], { env });
  onTestFinished(() => void service.child.kill("SIGKILL"));
  const lines = () =>
    service
      .output()
      .stderr.split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  const said = (msg: string) => until(msg, () => lines().find((line) => line["msg"] === msg));
  return { ...service, lines, said };
}

describe("the service on Redis", () => {
  test("does its work, shows its health, status and metrics, and ends by the signal it was sent", async () => {
    const { redis, server, data } = await openHouse();
    const service = startService(data, {
      REDIS_URL: redis.url,
      ...replayEnv(server.url),
    });
    const { operations } = await service.said("serve.started");
    await until(
      "the stream whole",
      async () => (await redis.client.xlen("entitywire:events")) === 3,
    );
    const get = async (path: string) => {
      const answer = await fetch(`${operations}${path}`);
      return { code: answer.status, text: await answer.text() };
    };
    expect(await get("/healthz")).toEqual({ code: 200, text: "alive\n" });
    expect(await get("/readyz")).toEqual({ code: 200, text: "ready\n" });
    expect(await get("/freshz")).toEqual({ code: 200, text: "fresh\n" });
    const status = JSON.parse((await get("/status")).text);
    expect(status).toMatchObject({ fresh: true, lastSequence: 3, queues: { diff: { active: 0 } } });
    const { text: metrics } = await get("/metrics");
    for (const line of [
      'entitywire_source_stale{source="ecfr"} 0',
      `entitywire_source_data_as_of_timestamp_seconds{source="ecfr"} ${Date.parse(today) / 1000}`,
      'entitywire_step_duration_seconds_count{step="diff",outcome="done"} 2',
      'entitywire_queue_jobs{queue="diff",state="active"} 0',
      'entitywire_list_entries{list="EL"} 2',
      "entitywire_quarantined_rows 0",
      "entitywire_log_sequence 3",
      "entitywire_queues_usable 1",
    ]) {
      expect(metrics.split("\n")).toContain(line);
    }
    expect(metrics).toMatch(
      /entitywire_source_last_success_timestamp_seconds\{source="ecfr"\} 1\d{9}/,
    );

    service.child.kill("SIGTERM");
    expect((await service.finished).signal).toBe("SIGTERM");
    expect(service.lines().at(-1)).toMatchObject({ msg: "serve.stopped" });
  }, 60_000);

  test("stays up, readable and honest while Redis is away", async () => {
    const { redis, server, data } = await openHouse();
    await redis.stop();
    const service = startService(data, {
      REDIS_URL: redis.url,
      ...replayEnv(server.url),
    });
    const { operations } = await service.said("serve.started");
    expect(await service.said("redis.unusable")).toMatchObject({ code: "redis/unusable" });
    expect((await fetch(`${operations}/readyz`)).status).toBe(200);
    const status = await (await fetch(`${operations}/status`)).json();
    expect(status).toMatchObject({ fresh: false, queues: null });
    expect(await (await fetch(`${operations}/metrics`)).text()).toContain(
      "entitywire_queues_usable 0",
    );
    const read = await runCommand(["status", "--data", data]);
    expect(read.stdout).toContain("STALE");
    service.child.kill("SIGTERM");
    expect((await service.finished).signal).toBe("SIGTERM");
  }, 60_000);

  test("is gone within ten seconds of the first signal, and at once at the second", async () => {
    const { redis, data } = await openHouse();
    const silent = createServer(() => undefined).listen(0, "127.0.0.1");
    onTestFinished(() => silent.closeAllConnections());
    onTestFinished(() => void silent.close());
    await once(silent, "listening");
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const env = {
      REDIS_URL: redis.url,
      ENTITYWIRE_FEDERAL_REGISTER_URL: url,
      ENTITYWIRE_ECFR_URL: url,
    };
    const service = startService(data, env);
    const atWork = async () => (await redis.client.llen("entitywire:fetch:active")) > 0;
    await until("a fetch at work", atWork);
    const started = Date.now();
    service.child.kill("SIGTERM");
    expect((await service.finished).signal).toBe("SIGTERM");
    expect(Date.now() - started).toBeLessThan(10_000);
    expect(await atWork()).toBe(false);

    const next = startService(data, env);
    await until("a fetch at work", atWork);
    next.child.kill("SIGINT");
    await next.said("serve.stopping");
    next.child.kill("SIGTERM");
    expect((await next.finished).signal).toBe("SIGTERM");
    expect(next.lines().some(({ msg }) => msg === "serve.stopped")).toBe(false);
  }, 60_000);

  test("leaves no handle open: the process ends by itself", async () => {
    const { redis, server, data } = await openHouse();
    const child = spawn(process.execPath, [LIFECYCLE, data, server.url, redis.url], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let said = "";
    child.stdout.on("data", (chunk: Buffer) => {
      said += chunk;
    });
    const [code] = await once(child, "close");
    expect({ said, code }).toEqual({ said: "9 queues\nreleased\n", code: 0 });
  }, 60_000);
});

test("a port that is taken is one clear line", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => void taken.close());
  await once(taken, "listening");
  const { port } = taken.address() as AddressInfo;
  const { code, stderr } = await runCommand(["serve", "--data", join(scratchFolder(), "data")], {
    env: { ENTITYWIRE_OPERATIONS_PORT: String(port) },
  });
  expect(code).toBe(69);
  expect(stderr).toBe(
    `entitywire: cannot listen on 127.0.0.1:${port} (EADDRINUSE); set ENTITYWIRE_OPERATIONS_PORT and ENTITYWIRE_OPERATIONS_HOST [serve/port-taken]\n`,
  );
}, 30_000);
