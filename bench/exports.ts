/** The whole list sent out, beside writing the same entries with JSON.stringify; and how long it holds the thread. */

import { monitorEventLoopDelay } from "node:perf_hooks";
import { exportsRoutes } from "../src/api/v1/exports.ts";
import { createSequenceSnapshots } from "../src/db/list/sequence-snapshots.ts";
import { readStanding, toStanding } from "../src/db/list/standing-entries.ts";
import { entryRecord } from "../src/exports/entry-line.ts";
import { median } from "./figures.ts";
import { listToMeasure } from "./list-to-measure.ts";
import { ROUNDS } from "./measure-pairs.ts";

const NAMES = ["entries.ndjson", "entries.csv", "entries.ftm.json"] as const;
const WARM_UP = 3;

export async function measureExports(): Promise<void> {
  const { store, origin, entries } = listToMeasure();
  using _store = store;
  const deps = { store, now: () => new Date(), publicUrl: "http://localhost", source: "urn:bench" };
  const app = exportsRoutes({ ...deps, snapshots: createSequenceSnapshots(store) });
  const records = store.read(readStanding).rows.map((row) => entryRecord(toStanding(row)));
  console.log(`\nexports: ${origin}, ${entries} entries`);
  for (const name of NAMES) {
    const delay = monitorEventLoopDelay({ resolution: 1 });
    const [sent, written]: [number[], number[]] = [[], []];
    let size = 0;
    for (let round = -WARM_UP; round < ROUNDS; round += 1) {
      delay.enable();
      let started = performance.now();
      size = (await (await app.request(`/exports/${name}`)).arrayBuffer()).byteLength;
      if (round >= 0) sent.push(performance.now() - started);
      delay.disable();
      started = performance.now();
      new TextEncoder().encode(records.map((record) => `${JSON.stringify(record)}\n`).join(""));
      if (round >= 0) written.push(performance.now() - started);
    }
    const ratios = sent.map((time, at) => time / (written[at] ?? Number.NaN));
    console.log(
      `  ${name.padEnd(18)} ${median(sent).toFixed(0)} ms, ${(size / 1e6).toFixed(1)} MB; JSON.stringify of the entries in memory ` +
        `${median(written).toFixed(0)} ms; ratio ${median(ratios).toFixed(2)}; the thread held at most ${(delay.max / 1e6).toFixed(0)} ms`,
    );
  }
}
