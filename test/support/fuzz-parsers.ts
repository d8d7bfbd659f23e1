/** Reads mutated documents for as long as asked, and counts what became of them. */

import { readFileSync } from "node:fs";
import { facts } from "../../src/demo/facts.ts";
import { renderRule } from "../../src/demo/render-rule.ts";
import { renderSnapshot } from "../../src/demo/render-snapshot.ts";
import { PipelineError } from "../../src/model/errors.ts";
import type { QuarantinedRow, RowTally } from "../../src/model/reading/reading.ts";
import { decodeDocument } from "../../src/parsers/document/decode.ts";
import { detectKind } from "../../src/parsers/document/detect.ts";
import { parseRule } from "../../src/parsers/rule.ts";
import { parseSnapshot } from "../../src/parsers/snapshot.ts";
import { corpusPath } from "./corpus.ts";
import { type Chance, MUTATIONS } from "./mutate-document.ts";
import { seededRandom } from "./random.ts";

export interface FuzzCounts {
  /** By the error's code; `read` where the document was read. */
  readonly outcomes: Map<string, number>;
  readonly mutations: Map<string, number>;
}

const SNAPSHOTS = [
  "ecfr/part744-2026-03-25.xml.gz",
  "ecfr/part744-2026-07-18.xml.gz",
  "ecfr/supplement4-2023-12-05.xml.gz",
];
const RULES = ["fr/2023-03929.xml", "fr/2017-21003.uslm-fragment.xml"];
const WINDOW_ROWS = 12;
const MAX_MUTATIONS = 3;

/** Documents to mutate; each call gives another. */
export type Originals = (chance: Chance) => string;

/** Rendered from the demo's facts, so always at hand. */
export function syntheticOriginals(): Originals {
  const rules = facts.map((rule) => renderRule(rule));
  const rows = facts.flatMap(({ added }) => added);
  return (chance) => {
    const rule = rules[Math.floor(chance() * rules.length * 2)];
    const start = Math.floor(chance() * (rows.length - WINDOW_ROWS));
    return rule ?? renderSnapshot(rows.slice(start, start + WINDOW_ROWS));
  };
}

/** Rules, and some rows of snapshots in the markup they have; null where the corpus is absent. */
export function realOriginals(): Originals | null {
  const paths = [...SNAPSHOTS, ...RULES].map((name) => corpusPath(name));
  const texts = paths.map((path) => (path === null ? "" : decodeDocument(readFileSync(path))));
  if (texts.includes("")) return null;
  const tables = SNAPSHOTS.map((_, at) => texts[at]?.match(/<TR\b[\s\S]*?<\/TR>/g) ?? []);
  const rules = texts.slice(SNAPSHOTS.length);
  return (chance) => {
    const rule = rules[Math.floor(chance() * rules.length * 5)];
    const rows = tables[Math.floor(chance() * tables.length)] ?? [];
    const start = Math.floor(chance() * (rows.length - WINDOW_ROWS));
    const window = rows.slice(start, start + WINDOW_ROWS).join("\n");
    const list = 4 + Math.floor(chance() * 4);
    const table = `<TABLE><TR><TD>IRAN</TD><TD/><TD/></TR>${window}</TABLE>`;
    return rule ?? `<DIV5><DIV9 N="Supplement No. ${list} to Part 744">${table}</DIV9></DIV5>`;
  };
}

/** Throws at the first document that is neither read whole nor refused with a clear error, naming its seed. */
export function fuzzParsers(originals: Originals, runs: number, firstSeed: number): FuzzCounts {
  const counts: FuzzCounts = { outcomes: new Map(), mutations: new Map() };
  for (let seed = firstSeed; seed < firstSeed + runs; seed += 1) {
    const chance = seededRandom(seed);
    let document: Uint8Array = new TextEncoder().encode(originals(chance));
    const names: string[] = [];
    for (let left = 1 + Math.floor(chance() * MAX_MUTATIONS); left > 0; left -= 1) {
      const all = Object.entries(MUTATIONS);
      const [name, mutate] = all[Math.floor(chance() * all.length)] ?? [];
      if (name === undefined || mutate === undefined || document.length === 0) continue;
      document = mutate(document, chance);
      names.push(name);
      count(counts.mutations, name);
    }
    try {
      count(counts.outcomes, outcomeOf(document));
    } catch (cause) {
      throw new Error(`seed ${seed} (${names.join(", ")}) broke the parser`, { cause });
    }
  }
  return counts;
}

function outcomeOf(document: Uint8Array): string {
  try {
    readAny(document);
    return "read";
  } catch (error) {
    if (error instanceof PipelineError && error.message !== "") return error.code;
    throw error;
  }
}

/** As `parse` does it; a row that is in no part of the tally is an error of another kind. */
function readAny(document: Uint8Array): void {
  const xml = decodeDocument(document);
  if (detectKind(xml) === "rule") {
    const { tally, quarantine, rule } = parseRule(xml);
    account(tally, rule.entries.length, quarantine);
    return;
  }
  const { lists, quarantine } = parseSnapshot(xml);
  for (const { list, tally, entries } of lists) {
    account(
      tally,
      entries.length,
      quarantine.filter((row) => row.list === list),
    );
  }
}

function account(tally: RowTally, entries: number, quarantine: readonly QuarantinedRow[]): void {
  const { rows, continuations, headings, reserved, quarantined } = tally;
  const parts = tally.entries + continuations + headings + reserved + quarantined;
  const reasoned = quarantine.every(({ reason }) => reason !== "");
  if (
    parts !== rows ||
    tally.entries !== entries ||
    quarantined !== quarantine.length ||
    !reasoned
  ) {
    throw new Error(`rows unaccounted for: ${JSON.stringify(tally)}`);
  }
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
