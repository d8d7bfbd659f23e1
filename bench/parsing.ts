/** Bytes to entries, beside a bare pass of the XML reader over the same bytes. */

import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { decodeDocument } from "../src/parsers/document/decode.ts";
import { parseSnapshot } from "../src/parsers/snapshot.ts";
import { bareSaxes } from "./bare-saxes.ts";
import { median } from "./figures.ts";
import { measurePairs, ROUNDS } from "./measure-pairs.ts";
import { snapshotToMeasure } from "./snapshot-to-measure.ts";

const LENGTHS = [1, 10, 100];

/** A process of its own that reads the document once: its high-water mark is the parse's. */
function peakMemoryMb(what: "parse" | "load"): number {
  const child = fileURLToPath(new URL("./peak-memory.ts", import.meta.url));
  return Number(execFileSync(process.execPath, [child, what], { encoding: "utf8" }));
}

/** The same document with its lists so many times as long. */
function lengthen(xml: string, times: number): string {
  return xml.replace(/(<TBODY>)([\s\S]*?)(<\/TBODY>)/gi, (_table, open, rows: string, close) =>
    [open, rows.repeat(times), close].join(""),
  );
}

/** A list of any length is to take its share of time. */
function measureGrowth(xml: string): void {
  for (const times of LENGTHS) {
    const longer = lengthen(xml, times);
    const started = performance.now();
    const entries = parseSnapshot(longer).lists.reduce((sum, list) => sum + list.entries.length, 0);
    const perList = (performance.now() - started) / times;
    console.log(
      `  ${`${times} times as long`.padEnd(18)} ${perList.toFixed(0)} ms for each length, ${entries} entries`,
    );
  }
}

export function measureParsing(): void {
  const { bytes, origin } = snapshotToMeasure();
  const xml = decodeDocument(bytes);
  const megabytes = new TextEncoder().encode(xml).byteLength / 1e6;
  const entries = parseSnapshot(xml).lists.reduce((sum, list) => sum + list.entries.length, 0);
  const [parsing, passing] = measurePairs(
    () => parseSnapshot(xml),
    () => bareSaxes(xml),
  );
  const ratios = parsing.map((time, at) => time / (passing[at] ?? Number.NaN));

  console.log(
    `snapshot: ${origin}, ${megabytes.toFixed(2)} MB, ${entries} entries; ${ROUNDS} rounds`,
  );
  console.log(`  bytes to entries   ${median(parsing).toFixed(0)} ms (median)`);
  console.log(`  bare saxes pass    ${median(passing).toFixed(0)} ms (median)`);
  console.log(
    `  ratio              ${median(ratios).toFixed(2)} (median of pairs; goal: at most 3)`,
  );
  console.log(
    `  peak memory        ${peakMemoryMb("parse")} MB for one parse, ${peakMemoryMb("load")} MB without it`,
  );
  measureGrowth(xml);
}
