/** What is law is seen, each edit and only it; what is print is not. */

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { diffEntries } from "../../src/model/change.ts";
import type { Entry } from "../../src/model/entry.ts";
import { decodeDocument } from "../../src/parsers/decode.ts";
import { RowReader } from "../../src/parsers/rows.ts";
import { parseSnapshot } from "../../src/parsers/snapshot.ts";
import { corpusPath, corpusTest } from "../support/corpus.ts";
import { seededRandom } from "../support/random.ts";
import { rowsOfSnapshot } from "../support/snapshot-rows.ts";

const MARCH = "ecfr/part744-2026-03-25.xml.gz";
const JULY = "ecfr/part744-2026-07-18.xml.gz";
const SEED = 744;
const EDITS = 50;

interface Edit {
  readonly field: keyof Entry;
  readonly cell: 1 | 2 | 3;
  /** Null where the entry has nothing of the kind. */
  readonly apply: (cell: string, entry: Entry) => string | null;
}

const EDITS_OF_LAW: readonly Edit[] = [
  {
    field: "name",
    cell: 1,
    apply: (cell, { name }) => swapLetter(cell, name),
  },
  {
    field: "aliases",
    cell: 1,
    apply: (cell, { aliases }) => swapLetter(cell, `—${aliases.at(-1)?.name}`),
  },
  {
    field: "addresses",
    cell: 1,
    apply: (cell, { addresses }) => {
      const number = /\d+/.exec(addresses.at(-1)?.text ?? "");
      const at = cell.lastIndexOf(addresses.at(-1)?.text ?? "\n");
      if (number === null || at === -1) return null;
      const from = at + number.index;
      return `${cell.slice(0, from)}${Number(number[0]) + 1}${cell.slice(from + number[0].length)}`;
    },
  },
  {
    field: "licenseRequirement",
    cell: 2,
    apply: (cell) => (cell.includes("744.11") ? cell.replace("744.11", "744.12") : null),
  },
  {
    field: "licenseRequirement",
    cell: 2,
    apply: (cell) => (cell.includes("734.9(g),3") ? cell.replace("(g),3", "(g),4") : null),
  },
  {
    field: "licenseReviewPolicy",
    cell: 3,
    apply: (cell) => (/^Presumption of/.test(cell) ? cell.replace(/^Presumption/, "Policy") : null),
  },
];

/** The last letter of the phrase becomes another one. */
function swapLetter(cell: string, phrase: string): string | null {
  const at = cell.indexOf(phrase);
  const last = phrase.search(/[a-z][^a-z]*$/);
  if (at === -1 || last === -1 || cell.indexOf(phrase, at + 1) !== -1) return null;
  const letter = phrase[last] === "o" ? "u" : "o";
  return cell.slice(0, at + last) + letter + cell.slice(at + last + 1);
}

function readRows(rows: readonly (readonly string[])[]) {
  const reader = new RowReader("EL");
  for (const cells of rows) reader.push(cells);
  return reader.finish();
}

describe("edits of the law", () => {
  corpusTest(`${EDITS} of them are seen, and only they (seed ${SEED})`, MARCH, (bytes) => {
    const random = seededRandom(SEED);
    const rows = rowsOfSnapshot(decodeDocument(bytes))
      .filter(({ list }) => list === "EL")
      .map(({ cells }) => cells);
    const before = readRows(rows);
    const edited = [...rows];
    const expected = new Map<number, keyof Entry>();
    while (expected.size < EDITS) {
      const nth = Math.floor(random() * before.entries.length);
      const { field, cell, apply } = EDITS_OF_LAW[expected.size % EDITS_OF_LAW.length] as Edit;
      const row = (before.rows[nth]?.[0] ?? 0) - 1;
      const entry = before.entries[nth];
      const text = edited[row]?.[cell];
      if (expected.has(nth) || entry === undefined || text === undefined) continue;
      const changed = apply(text, entry);
      if (changed === null) continue;
      edited[row] = (edited[row] ?? []).map((printed, at) => (at === cell ? changed : printed));
      expected.set(nth, field);
    }
    const after = readRows(edited);
    const seen = before.entries.flatMap((entry, at) => {
      const changes = diffEntries(entry, after.entries[at] as Entry);
      const fields = changes.filter((change) => change.class === "substantive");
      return fields.length === 0 ? [] : [[at, fields.map(({ field }) => field).join()] as const];
    });
    expect(seen).toEqual([...expected].sort(([a], [b]) => a - b));
  });
});

describe("print", () => {
  const later = corpusPath(JULY);
  if (later === null) test.skip(`of two snapshots (the corpus has no ${JULY})`);
  else {
    corpusTest(
      "of the lists of March and July 2026 differs in 173 rows, the law in none",
      MARCH,
      (bytes) => {
        const [march, july] = [bytes, readFileSync(later)].map((document) =>
          parseSnapshot(decodeDocument(document)).lists.flatMap(({ entries }) => entries),
        );
        const lawOf = ({ raw, ...law }: Entry) => law;
        expect(july?.map(lawOf)).toEqual(march?.map(lawOf));
        const printed = march?.filter(({ raw }, at) => raw !== july?.[at]?.raw) ?? [];
        expect(printed.length).toBeGreaterThan(50);
      },
    );
  }
});
