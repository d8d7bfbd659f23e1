/** From bytes at hand to the event committed, and a backlog drained, through both runners, beside a bare job of BullMQ. */

import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import SqliteDatabase from "better-sqlite3";
import { Queue, Worker } from "bullmq";
import { openPipeline } from "../src/commands/open-pipeline.ts";
import { putDocument } from "../src/db/documents/documents.ts";
import type { Store } from "../src/db/store/open-store.ts";
import { renderRule } from "../src/demo/render-rule.ts";
import { openRedis } from "../src/redis/open-redis.ts";
import type { Runner } from "../src/workers/runners/runner.ts";
import { quickPolicies } from "../test/support/open-on-replay.ts";
import { DEMO_NOW, openRedisPipeline, redisConfig } from "../test/support/open-redis-pipeline.ts";
import { startRedis } from "../test/support/redis-server.ts";
import { addedRow, amended, makeRow, makeRuleFacts } from "../test/support/small-world.ts";
import { until } from "../test/support/until.ts";
import { median, quantile } from "./figures.ts";
import { snapshotToMeasure } from "./snapshot-to-measure.ts";
import { watchDiffs } from "./watch-diffs.ts";

const LATENCY_DOCUMENTS = 200;
const WARM_UP = 20;
/** The last one shows whether the rate falls with the backlog. Ten thousand take three times as long and show the same. */
const BACKLOGS = [100, 1_000, 3_000];
const GOALS = { "in-process": 300, "on Redis": 200 } as const;
const COMMITS = 200;
/** Revised in turn, so that the list keeps its size. */
const COMPANIES = 50;
const NOBODY = "http://127.0.0.1:1";

interface House {
  readonly store: Store;
  readonly runner: Runner;
  /** Resolves at the `n`-th document applied from now on. */
  applied(n: number): Promise<void>;
}

export async function measureRunners(): Promise<void> {
  const { bytes: snapshot, origin } = snapshotToMeasure();
  const folder = mkdtempSync(join(tmpdir(), "entitywire-bench-"));
  await using redis = await startRedis(folder);
  try {
    console.log(`\nrunners: a list of ${origin}, one rule a document`);
    tell("bare BullMQ job", await bareRoundTrips(redis.url));
    tell("bare commit", bareCommits(folder));
    for (const name of ["in-process", "on Redis"] as const) {
      const { notice, observer } = watchDiffs();
      await using pipeline =
        name === "in-process"
          ? await openPipeline({
              config: redisConfig(NOBODY, redis.url).config,
              dataDir: join(folder, name),
              command: "bench",
              policies: quickPolicies,
              observer,
              now: () => DEMO_NOW,
            })
          : await openRedisPipeline({
              dataDir: join(folder, name),
              serverUrl: NOBODY,
              redisUrl: redis.url,
              observer,
            });
      const { store } = pipeline;
      const runner: Runner = pipeline.runner;
      runner.schedule([]);
      await until("the queues in use", () => runner.depths());
      await measureHouse(name, snapshot, { store, runner, applied: notice });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureHouse(
  name: keyof typeof GOALS,
  snapshot: Uint8Array,
  house: House,
): Promise<void> {
  const rules = numberedRules();
  const { store, runner, applied } = house;
  const source = { source: "import", url: null } as const;
  put({ kind: "snapshot", bytes: snapshot, asOf: "2025-03-24", ...source });
  put({ kind: "rule", bytes: rules.next().value, ...source });
  const begun = applied(2);
  runner.add({ step: "sweep" });
  await begun;

  const times: number[] = [];
  for (let at = -WARM_UP; at < LATENCY_DOCUMENTS; at += 1) {
    const bytes = rules.next().value;
    const done = applied(1);
    const started = performance.now();
    const { id, generation } = put({ kind: "rule", bytes, ...source });
    runner.add({ step: "parse", documentId: id, generation });
    await done;
    if (at >= 0) times.push(performance.now() - started);
  }
  tell(`${name}: bytes to event`, times);

  const rates: number[] = [];
  for (const backlog of BACKLOGS) {
    store.transact((tx) => {
      for (let at = 0; at < backlog; at += 1)
        putDocument(tx, { kind: "rule", bytes: rules.next().value, ...source }, DEMO_NOW);
    });
    const drained = applied(backlog);
    const started = performance.now();
    const before = process.cpuUsage();
    runner.add({ step: "sweep" });
    await drained;
    const perSecond = backlog / ((performance.now() - started) / 1000);
    const { user, system } = process.cpuUsage(before);
    const cpuMs = (user + system) / 1000 / backlog;
    rates.push(perSecond);
    console.log(
      `  ${`${name}: backlog of ${backlog}`.padEnd(32)} ${perSecond.toFixed(0)} documents/s (goal: ${GOALS[name]}), ${cpuMs.toFixed(1)} ms of CPU each`,
    );
  }
  const growth = (rates.at(-1) ?? 0) / (rates[1] ?? 1);
  console.log(
    `  ${`${name}: last rate by the one before`.padEnd(32)} ${growth.toFixed(2)} (goal: 1, flat)`,
  );

  function put(document: Parameters<typeof putDocument>[1]) {
    return store.transact((tx) => putDocument(tx, document, DEMO_NOW));
  }
}

/** The first one lists the companies; each of the rest gives one of them another alias. */
function* numberedRules(): Generator<Uint8Array, never> {
  const names = Array.from({ length: COMPANIES }, (_, at) => `Benchmark Company ${at}`);
  for (let number = 1; ; number += 1) {
    const company = names[number % COMPANIES] ?? "";
    const revised = amended(makeRow(company), [
      `${company}, a.k.a., the following one alias:`,
      `—${company} Works ${number}.`,
      "1 Rue Haute, Paris, France.",
    ]);
    const documentNumber = `2025-${String(number).padStart(5, "0")}`;
    const part =
      number === 1 ? { added: names.map((name) => addedRow(name)) } : { revised: [revised] };
    yield new TextEncoder().encode(renderRule(makeRuleFacts({ documentNumber, ...part })));
  }
}

/** One row a transaction: what the disk takes for each document, as each is committed by itself. */
function bareCommits(folder: string): number[] {
  const sqlite = new SqliteDatabase(join(folder, "bare.db"));
  try {
    sqlite.pragma("journal_mode = WAL");
    sqlite.pragma("synchronous = FULL");
    sqlite.exec("CREATE TABLE rows (text TEXT)");
    const insert = sqlite.prepare("INSERT INTO rows VALUES (?)");
    return Array.from({ length: COMMITS }, () => {
      const started = performance.now();
      insert.run("x".repeat(1_000));
      return performance.now() - started;
    });
  } finally {
    sqlite.close();
  }
}

/** A job that does nothing: what the queue itself takes. */
async function bareRoundTrips(url: string): Promise<number[]> {
  using redis = openRedis(url);
  using family = redis.openFamily(() => undefined);
  const connection = { connection: family.client, prefix: "bare" };
  const queue = new Queue("bare", connection);
  const worker = new Worker("bare", async () => undefined, connection);
  const times: number[] = [];
  for (let at = -WARM_UP; at < LATENCY_DOCUMENTS; at += 1) {
    const completed = once(worker, "completed");
    const started = performance.now();
    await queue.add("bare", { at }, { removeOnComplete: true });
    await completed;
    if (at >= 0) times.push(performance.now() - started);
  }
  await worker.close();
  await queue.close();
  return times;
}

function tell(what: string, times: readonly number[]): void {
  const [middle, worst] = [median(times), quantile(times, 0.99)].map((ms) => ms.toFixed(1));
  console.log(`  ${what.padEnd(32)} ${middle} ms (median), ${worst} ms (p99)`);
}
