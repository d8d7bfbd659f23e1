import { existsSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { describe, expect, onTestFinished, test } from "vitest";
import { announceSettings } from "../../src/commands/service-settings.ts";
import { readConfig } from "../../src/config.ts";
import { takeLease } from "../../src/db/store/lease.ts";
import { openStore, openStoreToAdminister } from "../../src/db/store/open-store.ts";
import { changeEndpoint } from "../../src/db/subscribers/endpoints.ts";
import { createKey } from "../../src/db/subscribers/keys.ts";
import { createSeal } from "../../src/delivery/seal.ts";
import { sealingKeyOf } from "../../src/delivery/sealing-key.ts";
import { isOneLine } from "../../src/model/one-line.ts";
import { fillNews } from "../support/fill-news.ts";
import { runCommand } from "../support/run-command.ts";
import { scratchFolder } from "../support/scratch.ts";
import { openWebhookSink } from "../support/webhook-sink.ts";

const ALLOW = { ENTITYWIRE_WEBHOOK_ALLOW: "127.0.0.0/8" };

function openHouse() {
  const data = join(scratchFolder(), "data");
  openStore(data)[Symbol.dispose]();
  const run = (...args: string[]) =>
    runCommand(["endpoints", ...args, "--data", data], { env: ALLOW });
  return { data, run };
}

describe("endpoints", () => {
  test("are made, listed, shown, changed, rotated, paused, resumed, tested and deleted beside a running service", async () => {
    const { data, run } = openHouse();
    await using sink = await openWebhookSink();
    // As `serve` holds it.
    using store = openStore(data);
    using _lease = takeLease(store, "serve");

    const made = await run("add", sink.url, "--countries", "CN", "RU", "--description", "Acme");
    expect(made.stdout).toMatch(/^whsec_\S+\n$/);
    const [id = ""] = /endpoint_[0-9a-f]{32}/.exec(made.stderr) ?? [];
    const listed = await run("list");
    expect(listed.stdout).toContain(`${id}  active`);
    expect(listed.stdout + listed.stderr).not.toContain("secret-token");
    const shown = JSON.parse((await run("show", id, "--json")).stdout);
    expect(shown).toMatchObject({
      ...{ id, url: sink.url, origin: "person", state: "active", description: "Acme" },
      filter: { countries: ["CN", "RU"] },
      deliveries: { pending: 0, delivered: 0, dead: 0 },
    });
    expect(JSON.stringify(shown)).not.toMatch(/whsec|sealed/);

    const changed = await run("change", id, "--news", "--description", "Other", "--json");
    expect(JSON.parse(changed.stdout)).toMatchObject({ filter: null, description: "Other" });
    const rotated = await run("rotate", id, "--json");
    expect(JSON.parse(rotated.stdout).secret).toMatch(/^whsec_/);
    expect(JSON.parse((await run("pause", id, "--json")).stdout)).toMatchObject({
      state: "paused",
    });
    expect(JSON.parse((await run("resume", id, "--json")).stdout)).toMatchObject({
      state: "active",
    });

    expect(await run("test", id)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^answered 204/),
    });
    sink.status = 503;
    expect(await run("test", id)).toMatchObject({ code: 75, stdout: "refused: it answered 503\n" });
    expect(await run("delete", id)).toMatchObject({ code: 0, stdout: "" });
    expect(await run("list")).toMatchObject({ stdout: "", code: 0 });
  }, 60_000);

  test.each([
    [["add", "http://example.com/hook"], "endpoint/forbidden-target", "it must be https"],
    [
      ["add", "https://10.0.0.1/hook?token=secret"],
      "endpoint/forbidden-target",
      "not a public address",
    ],
    [
      ["add", "https://example.com/", "--secret", "whsec_short"],
      "input/usage",
      "not a valid Standard Webhooks secret",
    ],
    [["add", "https://example.com/", "--from", "9"], "input/usage", "the log has no event 9"],
    [["show", "endpoint_x"], "endpoint/unknown", "there is no endpoint endpoint_x"],
    [["replay", "endpoint_x"], "input/usage", "no valid choice of events to replay"],
    [["replay", "endpoint_x", "--from", "5", "--to", "2"], "input/usage", "no valid choice"],
    [["pause", "endpoint_x"], "endpoint/unknown", "there is no endpoint endpoint_x"],
  ])(
    "refuse %j in one line",
    async (args, code, reason) => {
      const { run } = openHouse();
      const refused = await run(...args);
      expect(refused.code).toBe(64);
      expect(refused.stderr).toMatch(/^entitywire: .*\n$/);
      expect(refused.stderr).toContain(reason);
      expect(refused.stderr).toContain(`[${code}]`);
      expect(refused.stderr).not.toContain("token=secret");
    },
    20_000,
  );
});

describe("beside a running service", () => {
  const KEY = Buffer.alloc(32, 3).toString("base64");

  /** As `serve` does it, with its settings in the environment of its own. */
  async function openBeside(env: Record<string, string>) {
    const { data } = openHouse();
    const config = readConfig(env);
    const store = openStore(data);
    onTestFinished(() => store[Symbol.dispose]());
    const lease = takeLease(store, "serve");
    onTestFinished(() => lease[Symbol.dispose]());
    const sealingKeyId = createSeal(config.sealingKey ?? sealingKeyOf(data)).keyId;
    const { webhookAllow, source } = config;
    const announced = announceSettings(store, data, {
      ...{ webhookAllow: [...webhookAllow], source, sealingKeyId },
    });
    const run = (own: Record<string, string>, ...args: string[]) =>
      runCommand(["endpoints", ...args, "--data", data], { env: own });
    return { data, run, announced };
  }

  test("its allowlist counts, whatever this shell has", async () => {
    const { run } = await openBeside({ ...ALLOW, ENTITYWIRE_SOURCE: "urn:service" });
    await using sink = await openWebhookSink();
    const made = await run({}, "add", sink.url);
    expect(made).toMatchObject({ code: 0, stdout: expect.stringMatching(/^whsec_/) });
    const [id = ""] = /endpoint_[0-9a-f]{32}/.exec(made.stderr) ?? [];
    expect(await run({}, "test", id)).toMatchObject({ code: 0, stderr: "" });
    expect(JSON.parse(sink.received[0]?.body ?? "").source).toBe("urn:service");
    const other = await run({ ENTITYWIRE_WEBHOOK_ALLOW: "10.0.0.0/8" }, "test", id);
    expect(other).toMatchObject({
      code: 0,
      stderr:
        "ENTITYWIRE_WEBHOOK_ALLOW is 10.0.0.0/8 here and 127.0.0.0/8 in the running service, whose setting counts\n",
    });
  });

  test("what it may not reach, this shell may not either", async () => {
    const { run } = await openBeside({});
    await using sink = await openWebhookSink();
    const refused = await run(ALLOW, "add", sink.url);
    expect(refused.code).toBe(64);
    expect(refused.stderr).toMatch(/and not set in the running service, whose setting counts\n/);
    expect(refused.stderr).toContain("[endpoint/forbidden-target]");
  });

  test("no secret is sealed with a key that it does not have", async () => {
    const { run } = await openBeside({ ENTITYWIRE_SEALING_KEY: KEY });
    const url = "https://example.com/";
    const refused = await run({}, "add", url);
    expect(refused.code).toBe(78);
    expect(refused.stderr).toMatch(/set ENTITYWIRE_SEALING_KEY .* \[seal\/wrong-key\]\n$/);
    const made = await run({ ENTITYWIRE_SEALING_KEY: KEY }, "add", url);
    const [id = ""] = /endpoint_[0-9a-f]{32}/.exec(made.stderr) ?? [];
    expect((await run({}, "rotate", id)).code).toBe(78);
    // What needs no key works without it.
    expect((await run({}, "pause", id)).code).toBe(0);
  });

  test("what it left behind when it ended counts no more", async () => {
    const { data } = openHouse();
    const run = (...args: string[]) => runCommand(["endpoints", ...args, "--data", data]);
    const kill = () => {
      using store = openStore(data);
      using _lease = takeLease(store, "serve");
      announceSettings(store, data, {
        webhookAllow: ["127.0.0.0/8"],
        source: "urn:x",
        sealingKeyId: "0",
      });
    };
    kill();
    expect(existsSync(join(data, "service.json"))).toBe(true);
    expect(statSync(join(data, "service.json")).mode & 0o777).toBe(0o600);
    expect((await run("add", "http://127.0.0.1/")).stderr).toContain("endpoint/forbidden-target");
    expect((await run("add", "https://example.com/")).code).toBe(0);
    writeFileSync(join(data, "service.json"), "{");
    expect((await run("list")).code).toBe(0);
    expect((await run("add", "https://example.com/")).code).toBe(0);
  });
});

test("a test names the redirect that an endpoint answers with, and does not follow it", async () => {
  const { run } = openHouse();
  await using sink = await openWebhookSink();
  const made = await run("add", sink.url);
  const [id = ""] = /endpoint_[0-9a-f]{32}/.exec(made.stderr) ?? [];
  Object.assign(sink, {
    status: 308,
    headers: { location: "https://www.example.com/hook/?token=1" },
  });
  expect(await run("test", id)).toMatchObject({
    code: 75,
    stdout:
      "refused: it answered 308 with a redirect to https://www.example.com, which is not followed; set the URL to https://www.example.com/hook/?token=1\n",
  });
  sink.headers = { location: "/hook/" };
  const { origin } = new URL(sink.url);
  expect(JSON.parse((await run("test", id, "--json")).stdout)).toMatchObject({
    ...{ status: 308, location: `${origin}/hook/` },
  });
  sink.headers = {};
  expect((await run("test", id)).stdout).toBe("refused: it answered 308\n");
  expect(sink.received).toHaveLength(3);
});

test("a change of a filter keeps what is not named, and clears what is told", async () => {
  const { run } = openHouse();
  const made = await run(
    "add",
    "https://example.com/",
    "--types",
    "entity.added",
    "--countries",
    "CN",
  );
  const [id = ""] = /endpoint_[0-9a-f]{32}/.exec(made.stderr) ?? [];
  const change = async (...args: string[]) =>
    JSON.parse((await run("change", id, "--json", ...args)).stdout).filter;
  expect(await change("--types", "entity.removed")).toEqual({
    ...{ types: ["entity.removed"], countries: ["CN"] },
  });
  expect(await change("--description", "x")).toEqual({
    types: ["entity.removed"],
    countries: ["CN"],
  });
  expect(await change("--lists", "EL", "--clear", "types", "historical")).toEqual({
    ...{ countries: ["CN"], lists: ["EL"] },
  });
  expect(await change("--clear", "countries", "lists")).toBeNull();
  for (const [args, hint] of [
    [["--types", "entity.added", "--clear", "types"], "give either --types or --clear types"],
    [["--news", "--countries", "CN"], "give --news alone"],
    [["--news", "--clear", "types"], "give --news alone"],
  ] as const) {
    const refused = await run("change", id, ...args);
    expect(refused).toMatchObject({ code: 64, stderr: expect.stringContaining(hint) });
    expect(refused.stderr).toContain("the options both set and clear the filter");
  }
});

const ESC = "\u001b";

test.each([`${ESC}[2J`, "a\rb", "a\nb", "a\u009bb"])(
  "text with control characters (%j) is refused in one line that does not hold it",
  async (text) => {
    const { run, data } = openHouse();
    const url = "https://example.com/";
    const made = await run("add", url);
    const [id = ""] = /endpoint_[0-9a-f]{32}/.exec(made.stderr) ?? [];
    for (const refused of [
      await run("add", url, "--description", text),
      await run("add", url, "--destinations", text),
      await run("change", id, "--description", text),
      await run("change", id, "--destinations", text),
      await runCommand(["keys", "add", text, "--data", data]),
    ]) {
      expect(refused).toMatchObject({ code: 64, stdout: "" });
      expect(refused.stderr).toMatch(/^entitywire: .*must be one line.*\[input\/usage\]\n$/);
      expect(isOneLine(refused.stderr.trimEnd())).toBe(true);
    }
  },
);

test("what was stored before such text was refused is printed with escapes", async () => {
  const { run, data } = openHouse();
  const text = `${ESC}[31mred\r\n\0\u009b2J`;
  const made = await run("add", "https://example.com/", "--description", "x");
  const [id = ""] = /endpoint_[0-9a-f]{32}/.exec(made.stderr) ?? [];
  using store = openStore(data);
  changeEndpoint(store.db, id, {
    description: text,
    stateReason: text,
    filter: { destinations: [text] },
  });
  const key = createKey(store.db, { name: text, scope: "read" }, new Date()).key.id;
  const keys = (...args: string[]) => runCommand(["keys", ...args, "--data", data]);
  for (const { stdout, stderr, code } of [
    await run("list"),
    await run("list", "--json"),
    await run("show", id),
    await run("show", id, "--json"),
    await run("pause", id),
    await keys("list"),
    await keys("list", "--json"),
    await keys("revoke", key),
  ]) {
    expect(code).toBe(0);
    const lines = (stdout + stderr).trimEnd().split("\n");
    expect(lines.filter((line) => !isOneLine(line))).toEqual([]);
    expect(stdout + stderr).toMatch(/\\u(?:001b|009b)/);
  }
  expect(JSON.parse((await run("show", id, "--json")).stdout).description).toBe(text);
});

test("a store that is opened to administer writes who listens, and nothing of the list or the log", () => {
  const { data } = openHouse();
  using store = openStoreToAdminister(data);
  const refused = /log belongs to the one writer of the list/;
  store.transact((tx) =>
    tx.run(sql`INSERT INTO notices (time, type, subject, message) VALUES ('', '', '', '')`),
  );
  expect(() => fillNews(store, 1)).toThrow(refused);
  for (const table of ["log", "documents", "entries", "leases", "rules", "api_keys"]) {
    const fenced = store.db.all(
      sql`SELECT 1 FROM temp.sqlite_master WHERE type = 'trigger' AND tbl_name = ${table}`,
    );
    expect(fenced).toHaveLength(table === "api_keys" ? 0 : 3);
  }
  // The next one that opens it as a writer can write it all.
  using writer = openStore(data);
  fillNews(writer, 1);
  expect(() => fillNews(store, 2)).toThrow(refused);
});
