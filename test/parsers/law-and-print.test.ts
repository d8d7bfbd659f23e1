/** Edits of the law are detected exactly; edits of the print alone are not changes. */

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Entry } from "../../src/model/entry.ts";
import { diffEntries } from "../../src/model/list/change.ts";
import { decodeDocument } from "../../src/parsers/document/decode.ts";
import { RowReader } from "../../src/parsers/entry/rows.ts";
import { parseSnapshot } from "../../src/parsers/snapshot.ts";
import { corpusPath, corpusTest } from "../support/corpus.ts";
import { editLaw } from "../support/edits-of-law.ts";
import { rowsOfSnapshot } from "../support/snapshot-rows.ts";

const MARCH = "ecfr/part744-2026-03-25.xml.gz";
const JULY = "ecfr/part744-2026-07-18.xml.gz";
const SEED = 744;
const EDITS = 50;

function readRows(rows: readonly (readonly string[])[]) {
  const reader = new RowReader("EL");
  for (const cells of rows) reader.push(cells);
  return reader.finish();
}

describe("edits of the law", () => {
  corpusTest(`${EDITS} of them are detected, and nothing else (seed ${SEED})`, MARCH, (bytes) => {
    const rows = rowsOfSnapshot(decodeDocument(bytes))
      .filter(({ list }) => list === "EL")
      .map(({ cells }) => cells);
    const before = readRows(rows);
    const { rows: edited, fields } = editLaw(rows, before, EDITS, SEED);
    const after = readRows(edited);
    const seen = before.entries.flatMap((entry, at) => {
      const changes = diffEntries(entry, after.entries[at] as Entry);
      const law = changes.filter((change) => change.class === "substantive");
      return law.length === 0 ? [] : [[at, law.map(({ field }) => field).join()] as const];
    });
    expect(seen).toEqual([...fields].sort(([a], [b]) => a - b));
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
