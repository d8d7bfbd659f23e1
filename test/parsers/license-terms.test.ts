/** Every license requirement and review policy in the three snapshots, with its expected reading, in one table. */

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { decodeDocument } from "../../src/parsers/document/decode.ts";
import { readLicenseRequirement } from "../../src/parsers/entry/license-requirement.ts";
import { readLicenseReviewPolicy } from "../../src/parsers/entry/license-review-policy.ts";
import { splitCells } from "../../src/parsers/entry/row-cells.ts";
import { corpusTest } from "../support/corpus.ts";
import { rowsOfSnapshot } from "../support/snapshot-rows.ts";

const table = readFileSync(new URL("../fixtures/license-terms.tsv", import.meta.url), "utf8");
const terms = table
  .trimEnd()
  .split("\n")
  .slice(1)
  .map((line) => {
    const [column, printed, reading, sections, footnotes, conditions] = line.split("\t");
    return {
      column,
      printed: (printed ?? "").replaceAll("\\n", "\n"),
      reading,
      sections: (sections ?? "").split(" ").filter(Boolean),
      footnotes: (footnotes ?? "").split(" ").filter(Boolean).map(Number),
      conditions: conditions || null,
    };
  });

describe("several footnote marks in one place", () => {
  test.each([
    ["For all items subject to the EAR. (See § 744.11 of the EAR) 1 4", [1, 4]],
    ["For all items subject to the EAR. (See § 744.11 of the EAR)14", [1, 4]],
    ["For all items subject to the EAR. (See § 744.11 of the EAR) 4 and 5", [4, 5]],
    ["For all items subject to the EAR. (See §§ 734.9(e),4 and 5 and 744.11 of the EAR)", [4, 5]],
    ["For all items subject to the EAR. (See §§ 734.9(e),1, 4 744.11 of the EAR)", [1, 4]],
    ["For all items subject to the EAR. (See §§ 734.9(g),3 746.8(a)(3) of the EAR)", [3]],
    ["For items classified under EAR 99. (See §§ 744.2(b) and 744.11 of the EAR)", []],
  ])("%s", (printed, footnotes) => {
    expect(readLicenseRequirement(printed).footnotes).toEqual(footnotes);
  });
});

describe("the license requirement", () => {
  test.each(terms.filter(({ column }) => column === "requirement"))("$printed", (term) => {
    const { scope, sections, footnotes, conditions } = readLicenseRequirement(term.printed);
    expect({ reading: scope, sections, footnotes, conditions }).toEqual({
      reading: term.reading,
      sections: term.sections,
      footnotes: term.footnotes,
      conditions: term.conditions,
    });
  });
});

describe("the license review policy", () => {
  test.each(terms.filter(({ column }) => column === "policy"))("$printed", (term) => {
    const { kind, sections, conditions } = readLicenseReviewPolicy(term.printed);
    expect({ reading: kind, sections, conditions }).toEqual({
      reading: term.reading,
      sections: term.sections,
      conditions: term.conditions,
    });
  });
});

describe("the table lacks no string of the list", () => {
  const known = new Set(terms.map(({ column, printed }) => `${column} ${printed}`));
  const unknownTerms = (cells: readonly string[]) => {
    const row = splitCells("EL", cells, 1, []);
    if (typeof row === "string") return [];
    const printed = (["requirement", "policy"] as const).map((column) => [column, row[column]]);
    return printed
      .filter(([, text]) => text !== "")
      .map((term) => term.join(" "))
      .filter((term) => !known.has(term));
  };
  for (const file of [
    "supplement4-2023-12-05.xml.gz",
    "part744-2026-03-25.xml.gz",
    "part744-2026-07-18.xml.gz",
  ]) {
    corpusTest(file, `ecfr/${file}`, (bytes) => {
      const rows = rowsOfSnapshot(decodeDocument(bytes)).filter(({ list }) => list === "EL");
      const missing = new Set(rows.flatMap(({ cells }) => unknownTerms(cells)));
      expect([...missing]).toEqual([]);
    });
  }
});
