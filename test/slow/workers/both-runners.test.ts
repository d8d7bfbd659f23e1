import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openPipeline } from "../../../src/commands/open-pipeline.ts";
import { putDocument, unfinishedDocuments } from "../../../src/db/documents/documents.ts";
import { currentEntries } from "../../../src/db/list/list.ts";
import { readEvents } from "../../../src/db/log/log.ts";
import type { Store } from "../../../src/db/store/open-store.ts";
import { facts } from "../../../src/demo/facts.ts";
import { renderRule } from "../../../src/demo/render-rule.ts";
import { startReplayServer } from "../../../src/demo/replay-server.ts";
import { demoWorld } from "../../../src/demo/world.ts";
import { SOURCES } from "../../../src/model/clock/source.ts";
import type { Runner } from "../../../src/workers/runners/runner.ts";
import { corpusPath } from "../../support/corpus.ts";
import { quickPolicies } from "../../support/open-on-replay.ts";
import { DEMO_NOW, openRedisPipeline, redisConfig } from "../../support/open-redis-pipeline.ts";
import { startRedis } from "../../support/redis-server.ts";
import { scratchFolder } from "../../support/scratch.ts";
import { UNHURRIED } from "../../support/unhurried.ts";
import { until } from "../../support/until.ts";

/** The log's content and the resulting list. */
function told(store: Store) {
  const log = readEvents(store.db, { after: 0 }).map(
    ({ time: _time, sequence: _sequence, ...event }) => event,
  );
  return { log, entries: currentEntries(store.db) };
}

type Work = (store: Store, runner: Runner, settled: () => Promise<void>) => Promise<void>;

async function throughBoth(work: Work) {
  const folder = scratchFolder();
  const redis = await startRedis(folder);
  onTestFinished(() => redis[Symbol.asyncDispose]());
  const server = await startReplayServer((url) => demoWorld(facts, url));
  onTestFinished(() => server[Symbol.asyncDispose]());
  const observer = { done: () => undefined, failed: () => undefined };

  await using inProcess = await openPipeline({
    config: redisConfig(server.url, redis.url).config,
    dataDir: join(folder, "in-process"),
    command: "test",
    policies: quickPolicies,
    observer,
    now: () => DEMO_NOW,
    upstream: UNHURRIED,
  });
  await work(inProcess.store, inProcess.runner, () => inProcess.runner.drain());

  const options = { serverUrl: server.url, redisUrl: redis.url };
  await using onRedis = await openRedisPipeline({ dataDir: join(folder, "redis"), ...options });
  onRedis.runner.schedule([]);
  await until("Redis in use", () => onRedis.runner.depths());
  await work(onRedis.store, onRedis.runner, async () => {
    await until("all jobs done", async () => {
      if (unfinishedDocuments(onRedis.store.db, 1).length > 0) return false;
      const depths = Object.values((await onRedis.runner.depths()) ?? {});
      const left = depths.map(
        (d) => (d["waiting"] ?? 0) + (d["active"] ?? 0) + (d["delayed"] ?? 0),
      );
      return left.every((jobs) => jobs === 0);
    });
  });
  return [told(inProcess.store), told(onRedis.store)] as const;
}

test("the demo's input gives equal logs and equal lists in both runners", async () => {
  const [inProcess, onRedis] = await throughBoth(async (_store, runner, settled) => {
    for (const source of SOURCES) {
      runner.add({ step: "fetch", source });
      await settled();
    }
  });
  expect(inProcess.log.filter(({ type }) => type === "entity.added")).toHaveLength(82);
  expect(inProcess.log.filter(({ type }) => type === "entity.modified")).toHaveLength(4);
  expect(onRedis).toEqual(inProcess);
}, 60_000);

const [before, after] = [
  "ecfr/supplement4-2023-12-05.xml.gz",
  "ecfr/part744-2026-03-25.xml.gz",
].map((name) => corpusPath(name));

test.skipIf(!before || !after)(
  "the snapshots of 2023 and 2026 with the demo's rules between them give equal logs and lists (skips without the corpus)",
  async () => {
    const documents = [
      { asOf: "2023-12-05", bytes: readFileSync(before ?? "") },
      ...facts.map((rule) => ({ asOf: null, bytes: new TextEncoder().encode(renderRule(rule)) })),
      { asOf: "2026-03-25", bytes: readFileSync(after ?? "") },
    ];
    const [inProcess, onRedis] = await throughBoth(async (store, runner, settled) => {
      for (const { asOf, bytes } of documents) {
        const kind = asOf === null ? "rule" : "snapshot";
        const dated = asOf === null ? {} : { asOf };
        const from = { source: "import", url: null } as const;
        putDocument(store.db, { kind, bytes, ...from, ...dated }, DEMO_NOW);
      }
      // All at once: the store orders them.
      runner.add({ step: "sweep" });
      await settled();
    });
    expect(inProcess.log.length).toBeGreaterThan(900);
    expect(inProcess.entries.length).toBeGreaterThan(2_600);
    expect(onRedis).toEqual(inProcess);
  },
  120_000,
);
