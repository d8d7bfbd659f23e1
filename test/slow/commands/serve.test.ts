import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import SqliteDatabase from "better-sqlite3";
import { describe, expect, onTestFinished, test } from "vitest";
import { replayEnv, startReplayServer } from "../../../src/demo/replay-server.ts";
import { toDay } from "../../../src/model/clock/day.ts";
import { runCommand, startCommand } from "../../support/run-command.ts";
import { scratchFolder } from "../../support/scratch.ts";
import { addedRow, makeRow, makeRuleFacts, smallWorld } from "../../support/small-world.ts";
import { openWebhookSink } from "../../support/webhook-sink.ts";

// The service lives today, so its world does too.
const today = toDay(new Date());
const RULE = makeRuleFacts({
  publicationDate: today,
  effectiveOn: today,
  added: [addedRow("Gamma")],
});
const WORLD = { rows: [makeRow("Alpha")], rules: [RULE], date: today };

async function startService(
  env: Record<string, string>,
  data: string = join(scratchFolder(), "data"),
) {
  const service = startCommand(["serve", "--data", data], { env });
  onTestFinished(() => void service.child.kill("SIGKILL"));
  const until = async (text: string): Promise<void> => {
    for (const deadline = Date.now() + 30_000; Date.now() < deadline; await sleep(50)) {
      if (service.output().stderr.includes(text)) return;
    }
    throw new Error(`the service never said ${text}:\n${service.output().stderr}`);
  };
  return { data, until, ...service };
}

async function replayed(): Promise<Record<string, string>> {
  const server = await startReplayServer((url) => smallWorld(WORLD, url));
  onTestFinished(() => server[Symbol.asyncDispose]());
  return replayEnv(server.url);
}

describe("the service", () => {
  test("takes the baseline, follows the rules, tells the webhook, and ends by the signal it was sent", async () => {
    await using sink = await openWebhookSink();
    const service = await startService({
      ...(await replayed()),
      ENTITYWIRE_WEBHOOK_URL: sink.url,
      ENTITYWIRE_WEBHOOK_SECRET: `whsec_${Buffer.from("a secret of twenty-four b").toString("base64")}`,
    });
    await service.until('"deliver.done"');
    expect(sink.received.map(({ body }) => JSON.parse(body).data.after.name)).toEqual(["Gamma"]);

    const beside = await runCommand(["sync", "--data", service.data]);
    expect(beside).toMatchObject({
      code: 75,
      stderr: expect.stringContaining("entitywire serve (process"),
    });
    const reader = await runCommand(["events", "--data", service.data, "--type", "entity.added"]);
    expect(reader.stdout.trim().split("\n")).toHaveLength(1);

    service.child.kill("SIGTERM");
    const { signal, stderr } = await service.finished;
    expect(signal).toBe("SIGTERM");
    expect(stderr).toContain('"serve.stopped"');
    expect(stderr).not.toContain("secret");
    for (const line of stderr.trim().split("\n")) expect(JSON.parse(line)).toHaveProperty("msg");
    const status = await runCommand(["status", "--json", "--data", service.data]);
    expect(JSON.parse(status.stdout)).toMatchObject({
      writer: null,
      sources: [{ stale: false }, { stale: false }, { stale: false }],
      deliveries: [{ state: "delivered", events: 1 }],
    });
  }, 60_000);

  test("stays up while no source answers, logs each attempt, and waits longer each time", async () => {
    const nobody = "http://127.0.0.1:1";
    const service = await startService({
      ENTITYWIRE_FEDERAL_REGISTER_URL: nobody,
      ENTITYWIRE_ECFR_URL: nobody,
    });
    await service.until('"attempt":2');
    expect(service.child.exitCode).toBeNull();
    const failures = service
      .output()
      .stderr.trim()
      .split("\n")
      .map((line) => JSON.parse(line))
      .filter(({ msg }) => msg === "fetch.failed");
    expect(failures).toMatchObject([
      { code: "fetch/unreachable", attempt: 1 },
      { code: "fetch/unreachable", attempt: 2 },
    ]);
    expect(failures[1].retryInS).toBeGreaterThan(failures[0].retryInS);
    service.child.kill("SIGINT");
    expect((await service.finished).signal).toBe("SIGINT");
  }, 60_000);

  test("killed without warning leaves no lease behind that would hold up the next one", async () => {
    const env = await replayed();
    const service = await startService(env);
    await service.until('"serve.started"');
    service.child.kill("SIGKILL");
    await service.finished;
    const next = await runCommand(["sync", "--data", service.data], { env });
    expect(next.code).toBe(0);
    const added = await runCommand(["events", "--data", service.data, "--type", "entity.added"]);
    expect(added.stdout.trim().split("\n")).toHaveLength(1);
  }, 60_000);

  test("started beside another one waits for it, says so, and goes on when that one ends", async () => {
    const env = await replayed();
    const first = await startService(env);
    await first.until('"fetch.done"');
    const second = await startService(env, first.data);
    await second.until('"serve.waiting"');
    expect(second.output().stderr).toContain(`(process ${first.child.pid} on `);
    const third = await startService(env, first.data);
    await third.until('"serve.waiting"');
    third.child.kill("SIGTERM");
    expect((await third.finished).signal).toBe("SIGTERM");
    first.child.kill("SIGTERM");
    await second.until('"serve.started"');
    expect(second.output().stderr.match(/serve\.waiting/g)).toHaveLength(1);
  }, 60_000);

  test("whose lease another process took ends with 75 and names that one", async () => {
    const service = await startService(await replayed());
    await service.until('"serve.started"');
    const sqlite = new SqliteDatabase(join(service.data, "entitywire.db"));
    sqlite.exec("UPDATE leases SET holder = 'import of-another', host = 'elsewhere'");
    const { code, signal, stderr } = await service.finished;
    expect({ code, signal }).toEqual({ code: 75, signal: null });
    expect(stderr.trim().split("\n").at(-1)).toMatch(
      /^entitywire: .*taken over by entitywire import \(process \d+ on elsewhere.*\[store\/lease-lost\]$/,
    );
    expect(sqlite.prepare("SELECT holder FROM leases").pluck().all()).toEqual([
      "import of-another",
    ]);
    sqlite.close();
  }, 60_000);
});

test("sync exits with 75 when a source could not be checked, and names it", async () => {
  const data = join(scratchFolder(), "data");
  const env = {
    ENTITYWIRE_FEDERAL_REGISTER_URL: "http://127.0.0.1:1",
    ENTITYWIRE_ECFR_URL: "http://127.0.0.1:1",
  };
  const { code, stderr } = await runCommand(["sync", "--data", data], { env });
  expect(code).toBe(75);
  expect(stderr).toMatch(/ecfr could not be checked: .*\[fetch\/unreachable\]/);
}, 60_000);

test("events --follow goes on as events come", async () => {
  const data = join(scratchFolder(), "data");
  const env = await replayed();
  await runCommand(["sync", "--data", data], {
    env: { ...env, ENTITYWIRE_FEDERAL_REGISTER_URL: "http://127.0.0.1:1" },
  });
  const follower = startCommand(["events", "--follow", "--data", data]);
  onTestFinished(() => void follower.child.kill("SIGKILL"));
  await runCommand(["sync", "--data", data], { env });
  for (
    let tries = 0;
    tries < 100 && !follower.output().stdout.includes("entity.added");
    tries += 1
  ) {
    await sleep(50);
  }
  const types = follower
    .output()
    .stdout.trim()
    .split("\n")
    .map((line) => JSON.parse(line).type);
  expect(types).toEqual(["list.baselined", "rule.published", "entity.added"]);
  follower.child.kill("SIGTERM");
  expect((await follower.finished).code).toBe(0);
}, 60_000);
