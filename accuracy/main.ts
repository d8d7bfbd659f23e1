/**
 * `npm run accuracy`: what the parser reads of the Entity List, beside the table that BIS typed from it two weeks before; and
 * the names of the other two lists, beside the Consolidated Screening List.
 */

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { decodeDocument } from "../src/parsers/document/decode.ts";
import { parseSnapshot } from "../src/parsers/snapshot.ts";
import { checkAnnounced } from "./announced.ts";
import { compareParties } from "./compare.ts";
import { figuresOf } from "./figures.ts";
import { partiesOfEntries, partiesOfTable } from "./parties.ts";
import { renderReport } from "./report.ts";
import { compareNames } from "./screening-list.ts";

const corpus = process.env["ENTITYWIRE_CORPUS"] ?? "../shared/data";
const snapshotPath = join(corpus, "ecfr", "supplement4-2023-12-05.xml.gz");
const tablePath = join(corpus, "bis", "entity-list-2023-11-21.csv.gz");
const screeningPath = join(corpus, "csl", "csl-2022-05-06-bis.csv.gz");
/** Share of UVL and MEU entries in both whose name is the label's. */
const NAMES_GOAL = 0.985;

const SNAPSHOTS = [
  ["2023-12-05", "supplement4-2023-12-05.xml.gz"],
  ["2026-03-25", "part744-2026-03-25.xml.gz"],
  ["2026-07-18", "part744-2026-07-18.xml.gz"],
] as const;

const missing = [snapshotPath, tablePath, screeningPath].filter((path) => !existsSync(path));
if (missing.length === 0) measure();
else {
  console.error(`the corpus has no ${missing.join(" or ")}; set ENTITYWIRE_CORPUS`);
  process.exitCode = 66;
}

function measure(): void {
  const [list] = parseSnapshot(decodeDocument(readFileSync(snapshotPath))).lists;
  const table = new TextDecoder().decode(gunzipSync(readFileSync(tablePath)));
  const comparison = compareParties(partiesOfEntries(list?.entries ?? []), partiesOfTable(table));
  const figures = figuresOf(comparison);
  for (const { name, value, goal } of figures) {
    const verdict = goal === null ? "" : `(goal ${goal}${value < goal ? ", missed" : ""})`;
    console.log(`${name.padEnd(26)} ${value.toFixed(4)}  ${verdict}`);
  }
  const snapshots = SNAPSHOTS.map(([date, name]) => {
    const { lists } = parseSnapshot(decodeDocument(readFileSync(join(corpus, "ecfr", name))));
    return { date, entries: lists.flatMap(({ entries }) => entries) };
  });
  const announced = snapshots.map(({ date, entries }) => checkAnnounced(date, entries));
  for (const { date, announcing, differing } of announced) {
    const agreeing = announcing - differing.length;
    console.log(`announced counts ${date}  ${agreeing} of ${announcing} agree`);
  }
  const screening = new TextDecoder().decode(gunzipSync(readFileSync(screeningPath)));
  const named = compareNames(snapshots.at(-1)?.entries ?? [], screening);
  for (const { list, both, same } of named) {
    const verdict = `(goal ${NAMES_GOAL}${same < both * NAMES_GOAL ? ", missed" : ""})`;
    console.log(`names of ${list} in both`.padEnd(26), (same / both).toFixed(4), ` ${verdict}`);
  }
  writeFileSync(
    pathOf("report.md"),
    renderReport(figures, comparison, readClasses(), announced, named),
  );
  const isMissed =
    figures.some(({ value, goal }) => goal !== null && value < goal) ||
    named.some(({ both, same }) => same < both * NAMES_GOAL);
  if (isMissed) process.exitCode = 1;
}

/** Ids of disagreements by their class. */
function readClasses(): ReadonlyMap<string, readonly string[]> {
  const classes = new Map<string, string[]>();
  for (const line of readFileSync(pathOf("classes.txt"), "utf8").split("\n")) {
    const [name, ids] = line.startsWith("#") ? [] : line.split(": ");
    if (name === undefined || ids === undefined) continue;
    classes.set(name, [...(classes.get(name) ?? []), ...ids.split(" ")]);
  }
  return classes;
}

function pathOf(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}
