/** From display to event, in polls and in ms beyond the poll, on a whole list; and what a month of polling leaves behind. */

import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Pipeline } from "../src/commands/open-pipeline.ts";
import { currentEntries } from "../src/db/list/list.ts";
import { countEvents } from "../src/db/log/log.ts";
import type { ReplayDisplayed } from "../src/demo/replay-public-inspection.ts";
import { type ReplayServer, startReplayServer } from "../src/demo/replay-server.ts";
import { isDisplayHour } from "../src/model/clock/display-hours.ts";
import type { SourceName } from "../src/model/clock/source.ts";
import { decodeDocument } from "../src/parsers/document/decode.ts";
import { addingRule, onDisplay, printedEntry } from "../test/support/displayed-rule.ts";
import { openOnReplay } from "../test/support/open-on-replay.ts";
import { smallWorld } from "../test/support/small-world.ts";
import { median, quantile } from "./figures.ts";
import { snapshotToMeasure } from "./snapshot-to-measure.ts";

const START = new Date("2025-06-02T13:00:00Z");
/** When the rules go from display. */
const PUBLISHED = new Date("2025-06-05T12:45:00Z");
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const DISPLAYED = 100;
const WARM_UP = 5;

interface Watch {
  readonly pipeline: Pipeline;
  readonly server: ReplayServer;
  /** Moves the service's clock on. */
  pass(ms: number): Date;
  ask(source: SourceName): Promise<void>;
}

export async function measureWatching(): Promise<void> {
  const { bytes, origin } = snapshotToMeasure();
  const folder = mkdtempSync(join(tmpdir(), "entitywire-bench-"));
  const world = { rows: [], rules: [], date: "2025-05-30" };
  const xml = decodeDocument(bytes);
  await using server = await startReplayServer((url) => ({
    ...smallWorld(world, url),
    snapshots: [{ date: "2025-05-30", xml }],
  }));
  try {
    console.log(
      `\nwatching: a list of ${origin}, a local replay server, no pause between requests`,
    );
    await using watch = await openWatch(server, folder);
    await watch.ask("ecfr");
    await measureDisplays(watch);
    await measureMonth(watch, join(folder, "entitywire.db"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function openWatch(server: ReplayServer, dataDir: string): Promise<Watch & AsyncDisposable> {
  let now = START;
  const pipeline = await openOnReplay(server.url, { dataDir, now: () => now });
  return {
    pipeline,
    server,
    pass: (ms) => {
      now = new Date(now.getTime() + ms);
      return now;
    },
    ask: async (source) => {
      pipeline.runner.add({ step: "fetch", source, ifDue: true });
      await pipeline.runner.drain();
    },
    [Symbol.asyncDispose]: () => pipeline[Symbol.asyncDispose](),
  };
}

/** Each rule goes on display right behind a poll, and the polls are counted until it is told. */
async function measureDisplays({ pipeline, server, pass, ask }: Watch): Promise<void> {
  const [polls, times]: [number[], number[]] = [[], []];
  const documents: ReplayDisplayed[] = [];
  for (let at = -WARM_UP; at < DISPLAYED; at += 1) {
    const number = `2025-${String(20_000 + at)}`;
    const rule = addingRule(number, "2025-06-05", "2025-06-05", [printedEntry(`Bench ${number}`)]);
    documents.push(onDisplay(rule, "6/2/2025 at 9:00 am", server.url));
    server.world = { ...server.world, display: { documents, updatedAt: pass(0).toISOString() } };
    const told = () => countEvents(pipeline.store.db).get("entity.added") ?? 0;
    const before = told();
    let [asked, ms] = [0, 0];
    while (told() === before) {
      pass(MINUTE_MS);
      const started = performance.now();
      await ask("public-inspection");
      ms = performance.now() - started;
      asked += 1;
      if (asked > 5) throw new Error(`${number} was not told by five polls`);
    }
    if (at < 0) continue;
    polls.push(asked);
    times.push(ms);
  }
  tell("display to event", "polls", polls, 0);
  tell("display to event, beyond the poll", "ms", times, 1);
}

/** Every poll of thirty days, at its time; the rules above are printed nowhere, and the list moves once a day. */
async function measureMonth(watch: Watch, file: string): Promise<void> {
  const { pipeline, pass, ask, server } = watch;
  const before = measure(file);
  const end = pass(0).getTime() + 30 * DAY_MS;
  let polls = 0;
  const started = performance.now();
  for (let now = pass(MINUTE_MS); now.getTime() < end; now = pass(MINUTE_MS)) {
    const minute = now.getUTCMinutes();
    const isDue = isDisplayHour(now) || minute === 0;
    if (isDue) {
      const documents = now < PUBLISHED ? server.world.display.documents : [];
      const updatedAt = new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS).toISOString();
      server.world = { ...server.world, display: { documents, updatedAt } };
      await ask("public-inspection");
    }
    if (minute % 10 === 0) await ask("federal-register");
    if (minute % 15 === 7) await ask("ecfr");
    polls += Number(isDue) + Number(minute % 10 === 0) + Number(minute % 15 === 7);
  }
  // What the other end of the wire remembers is not the service's.
  server.requests.length = 0;
  const after = measure(file);
  const perPoll = (performance.now() - started) / polls;
  const entries = currentEntries(pipeline.store.db).length;
  console.log(
    `  ${"a month of polling".padEnd(36)} ${polls} polls at ${perPoll.toFixed(1)} ms, ${entries} entries`,
  );
  for (const [what, key] of [
    ["heap", "heapMb"],
    ["resident memory", "residentMb"],
    ["file", "fileMb"],
  ] as const) {
    console.log(
      `  ${`  ${what} before, after`.padEnd(36)} ${before[key].toFixed(1)} MB, ${after[key].toFixed(1)} MB`,
    );
  }
}

/** The write-ahead log is counted as well. */
function measure(file: string) {
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  const bytes = [file, `${file}-wal`].map(
    (path) => statSync(path, { throwIfNoEntry: false })?.size ?? 0,
  );
  const mb = (size: number) => size / 1_000_000;
  return { heapMb: mb(heapUsed), residentMb: mb(rss), fileMb: mb(bytes.reduce((a, b) => a + b)) };
}

function tell(what: string, unit: string, values: readonly number[], digits: number): void {
  const [middle, worst] = [median(values), quantile(values, 0.99)].map((v) => v.toFixed(digits));
  console.log(`  ${what.padEnd(36)} ${middle} ${unit} (median), ${worst} ${unit} (p99)`);
}
