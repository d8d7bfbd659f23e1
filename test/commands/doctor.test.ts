import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { examineMachine } from "../../src/commands/doctor/examine-machine.ts";
import type { Finding } from "../../src/commands/doctor/finding.ts";
import { runDoctor } from "../../src/commands/doctor.ts";
import { readConfig } from "../../src/config.ts";
import { openStore } from "../../src/db/store/open-store.ts";
import { replayEnv, startReplayServer } from "../../src/demo/replay-server.ts";
import { startRedis } from "../support/redis-server.ts";
import { scratchFolder } from "../support/scratch.ts";
import { makeRow, smallWorld } from "../support/small-world.ts";

const NOBODY = "http://127.0.0.1:9";

async function openReplay(): Promise<string> {
  const world = { rows: [makeRow("Alpha")], rules: [], date: "2025-03-24" };
  const server = await startReplayServer((url) => smallWorld(world, url));
  onTestFinished(() => server[Symbol.asyncDispose]());
  return server.url;
}

interface Patient {
  readonly env?: Readonly<Record<string, string>>;
  readonly url?: string;
  readonly data?: string;
  readonly now?: () => Date;
}

async function examine({ env = {}, url = NOBODY, data = scratchFolder(), now }: Patient) {
  const lines: string[] = [];
  const io = { out: (line: string) => void lines.push(line), err: () => undefined, env: {} };
  const config = readConfig({ ...replayEnv(url), ...env });
  const upstream = { minIntervalMs: 0 };
  const options = { json: true, upstream, ...(now === undefined ? {} : { now }) };
  const code = await runDoctor(io, config, data, options);
  const findings = lines.map((line) => JSON.parse(line) as Finding);
  const of = (subject: string) => findings.filter((one) => one.subject === subject);
  return { code, findings, of };
}

describe("the doctor", () => {
  test("finds a machine well that has all, and changes nothing", async () => {
    const data = join(scratchFolder(), "deep", "data");
    const { code, findings } = await examine({ url: await openReplay(), data });
    expect(findings.filter(({ remedy }) => remedy !== null)).toEqual([]);
    expect(code).toBe(0);
    expect(findings.map(({ subject }) => subject)).toEqual(
      expect.arrayContaining(["Node", "SQLite", "data folder", "disk", "Redis", "eCFR", "clock"]),
    );
    expect(() => chmodSync(data, 0o700)).toThrow("ENOENT");
  });

  test("names each source that does not answer, with a remedy", async () => {
    const { code, of } = await examine({});
    expect(code).toBe(75);
    for (const source of ["public inspection", "Federal Register", "eCFR"]) {
      expect(of(source)).toMatchObject([
        { remedy: "make sure that this machine can reach 127.0.0.1" },
      ]);
    }
  });

  test("tells a name that does not resolve from a host that does not answer", async () => {
    const { of } = await examine({ url: "http://nobody.invalid" });
    expect(of("eCFR")).toMatchObject([
      { remedy: "make sure that this machine can resolve nobody.invalid" },
    ]);
  });

  test("finds a clock that is an hour off", async () => {
    const now = () => new Date(Date.now() + 3_600_000);
    const { code, of } = await examine({ url: await openReplay(), now });
    expect(code).toBe(75);
    expect(of("clock")[0]?.seen).toMatch(/^36\d\d s ahead of /);
    expect(of("clock")[0]?.remedy).toMatch(/clock/);
  });

  test("finds a file where the data folder should be, and a store that is none", async () => {
    const folder = scratchFolder();
    const file = join(folder, "data");
    writeFileSync(file, "");
    expect((await examine({ data: file })).of("data folder")[0]?.remedy).toMatch(/--data/);
    writeFileSync(join(folder, "entitywire.db"), "no database at all".repeat(100));
    expect((await examine({ data: folder })).of("store")[0]?.remedy).toMatch(/backup/);
  });

  test("finds a store and a sealing key that others can read", async () => {
    const data = join(scratchFolder(), "data");
    mkdirSync(data);
    openStore(data)[Symbol.dispose]();
    const key = join(data, "sealing.key");
    writeFileSync(key, "x", { mode: 0o600 });
    expect((await examine({ data })).of("sealing key")).toMatchObject([{ remedy: null }]);
    chmodSync(key, 0o644);
    expect((await examine({ data })).of("sealing key")[0]?.remedy).toBe(`chmod 600 ${key}`);
    const store = join(data, "entitywire.db");
    expect((await examine({ data })).of("store")).toMatchObject([{ remedy: null }]);
    chmodSync(store, 0o640);
    expect((await examine({ data })).of("store")[0]?.remedy).toBe(`chmod 600 ${store}`);
  });

  test("looks at the version of Redis and its settings, and finds that it is away", async () => {
    const redis = await startRedis(scratchFolder());
    onTestFinished(() => redis[Symbol.asyncDispose]());
    const env = { REDIS_URL: redis.url };
    await redis.client.config("SET", "appendonly", "yes");
    const healthy = await examine({ env });
    expect(healthy.of("Redis")[0]?.seen).toMatch(/^\d+\.\d+\.\d+ at /);
    expect(healthy.of("Redis settings")).toEqual([]);
    await redis.client.config("SET", "maxmemory-policy", "allkeys-lru");
    expect((await examine({ env })).of("Redis settings")).toMatchObject([
      { seen: "maxmemory-policy is allkeys-lru", remedy: expect.stringMatching("noeviction") },
    ]);
    const away = await examine({ env: { REDIS_URL: "redis://127.0.0.1:9" } });
    expect(away.of("Redis")[0]?.remedy).toBe("start Redis, or correct REDIS_URL");
  });

  test("finds a Node that is too old", () => {
    expect(examineMachine("20.19.0")[0]).toMatchObject({ remedy: expect.stringMatching("24") });
    expect(examineMachine("24.0.0")[0]).toMatchObject({ remedy: null });
  });
});
