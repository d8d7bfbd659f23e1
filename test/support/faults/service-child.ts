/** `serve` in a process of its own: its parts, its policies and its steps, only impatient, and on the scenario's clock. */

import { once } from "node:events";
import { writeSync } from "node:fs";
import { flushCompileCache } from "node:module";
import { sql } from "drizzle-orm";
import {
  openPipeline,
  openPipelineOnRedis,
  type PipelineOptions,
} from "../../../src/commands/open-pipeline.ts";
import { readConfig } from "../../../src/config.ts";
import { SOURCES } from "../../../src/model/clock/source.ts";
import { servicePolicies } from "../../../src/pipeline.ts";
import { UNHURRIED } from "../unhurried.ts";
import { readClock } from "./clock.ts";
import type { Order, ServiceSettings, StoreCondition } from "./orders.ts";

const IMPATIENT = { probeMs: 100, lockMs: 1_000, graceMs: 2_000 };
const SOON = { backoffMs: [50, 400] } as const;
const EVERY_SECOND = "* * * * * *";
/** SQLite's own. */
const MOST_PAGES = 4_294_967_294;

const { dataDir, env, ...given } = JSON.parse(process.argv[2] ?? "") as ServiceSettings;
let { clock } = given;
let boundariesToLive = 0;

const config = readConfig(env);
const options: PipelineOptions = {
  config,
  dataDir,
  command: "serve",
  policies: {
    fetch: { ...servicePolicies.fetch, ...SOON },
    parse: { ...servicePolicies.parse, ...SOON },
    diff: { ...servicePolicies.diff, ...SOON },
    history: { ...servicePolicies.history, ...SOON },
    deliver: { ...servicePolicies.deliver, ...SOON },
    "deliver-slowly": { ...servicePolicies["deliver-slowly"], ...SOON },
    record: { ...servicePolicies.record, ...SOON },
    publish: { ...servicePolicies.publish, ...SOON },
    sweep: { ...servicePolicies.sweep, ...SOON },
  },
  observer: { done: () => undefined, failed: () => undefined },
  now: () => readClock(clock),
  onBoundary: (name) => {
    if (boundariesToLive === 0) return;
    boundariesToLive -= 1;
    if (boundariesToLive > 0) return;
    // At once: whatever waits for its turn is not to have it.
    writeSync(1, name);
    process.kill(process.pid, "SIGKILL");
  },
  upstream: { ...UNHURRIED, timeoutMs: 800 },
  // The harness fills the disk of one connection.
  listThread: false,
};
const redisObserver = { usable() {}, unusable() {}, failed() {} };
await using pipeline =
  config.redis === null
    ? await openPipeline(options)
    : await openPipelineOnRedis(options, config.redis, { ...IMPATIENT, observer: redisObserver });

process.on("message", (order: Order) => {
  switch (order.order) {
    case "set the clock":
      clock = order.clock;
      return;
    case "add jobs":
      for (const job of order.jobs) pipeline.runner.add(job);
      return;
    case "die":
      boundariesToLive = order.atBoundary;
      return;
    case "hold the store":
      hold(order.store);
  }
});
pipeline.runner.schedule([
  { job: { step: "sweep" }, pattern: EVERY_SECOND },
  ...SOURCES.map((source) => ({ job: { step: "fetch", source } as const, pattern: EVERY_SECOND })),
]);
// It does not end as processes do, which write it then.
flushCompileCache();
// With the harness goes the service.
await once(process, "disconnect");

function hold(condition: StoreCondition): void {
  const { db } = pipeline.store;
  // Never below what there is: each page more is refused as on a full disk.
  db.get(sql.raw(`PRAGMA max_page_count = ${condition === "full" ? 1 : MOST_PAGES}`));
  db.run(sql.raw(`PRAGMA query_only = ${condition === "read-only" ? "ON" : "OFF"}`));
}
