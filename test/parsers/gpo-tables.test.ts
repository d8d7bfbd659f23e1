/** Tables in GPO's fixed-width print are recognized by their structure; dashes alone do not open one. */

import { describe, expect, test } from "vitest";
import { findDashedTable } from "../../src/parsers/document/dashed-table.ts";
import { parseRule } from "../../src/parsers/rule.ts";

const DASHES = "-".repeat(71);
const WIDE = "-".repeat(113);
const HEAD = [
  "       Country                 Entity             License requirement      License review     Federal Register",
  "                                                                            policy             citation",
];
const COLUMNS =
  "       Country                Entity          License requirement   License policy       Federal citation";
const ROW = [
  "FRANCE...............  Gamma Works, 1 Rue    For all items subject   Presumption of       90 FR [INSERT FR",
  "                        Haute, Paris,         to the EAR. (See        denial               PAGE NUMBER AND",
  "                        France.               Sec.  744.11 of the                          3/28/2025].",
  "                                              EAR)",
];

function gpoText(table: readonly string[]): string {
  return [
    "[Federal Register Volume 90, Number 59 (Friday, March 28, 2025)]",
    "[Rules and Regulations]",
    "[Pages 14035-14037]",
    "",
    DASHES,
    "",
    "DEPARTMENT OF COMMERCE",
    "",
    "Bureau of Industry and Security",
    "",
    "15 CFR Part 744",
    "",
    "Additions to the Entity List",
    "",
    "AGENCY: Bureau of Industry and Security, Department of Commerce.",
    "",
    "ACTION: Final rule.",
    "",
    DASHES,
    "",
    "SUMMARY: This rule amends the Export Administration Regulations by adding",
    "one entity to the Entity List under the destination of France.",
    "",
    "DATES: This rule is effective March 28, 2025.",
    "",
    "SUPPLEMENTARY INFORMATION:",
    "",
    "    A license is required for each export, reexport and transfer",
    "(in-country) to the entity, whatever country it stands in.",
    "",
    "    Accordingly, part 744 is amended as follows:",
    "",
    "PART 744--[AMENDED]",
    "",
    "0",
    "1. Supplement No. 4 to part 744 is amended under FRANCE by adding an",
    "entry for ``Gamma Works'' to read as follows:",
    "",
    "Supplement No. 4 to Part 744--Entity List",
    "",
    ...table,
    "",
    "* * * * *",
    "",
    "[FR Doc. 2025-00001 Filed 3-27-25; 8:45 am]",
  ].join("\n");
}

describe("the dashes below ACTION", () => {
  test("open no table, although the text below mentions a country and an entity", () => {
    const { rule, quarantine } = parseRule(gpoText([WIDE, COLUMNS, WIDE, ...ROW, WIDE]));
    expect(rule).toMatchObject({ type: "Rule", lists: ["EL"], problems: [], claimsAgree: true });
    expect(rule.entries).toMatchObject([{ name: "Gamma Works", destination: "FRANCE" }]);
    expect(quarantine).toEqual([]);
  });

  test("are followed by labels, unlike the head of a table", () => {
    expect(findDashedTable([DASHES, "AGENCY: BIS  and others", DASHES, "x", DASHES], 0)).toBeNull();
  });
});

describe("a table", () => {
  const lines = [WIDE, ...HEAD, WIDE, ...ROW, WIDE, "Below."];

  test("is a head between two dashed lines and a body up to the third", () => {
    expect(findDashedTable(lines, 0)).toEqual({ end: lines.length - 1, closed: true });
  });

  test("has headings with gaps between them", () => {
    expect(findDashedTable([WIDE, "One sentence, no gap.", WIDE, "x", WIDE], 0)).toBeNull();
  });

  test("that runs into the head of the next table was not closed", () => {
    const two = [WIDE, COLUMNS, WIDE, ...ROW, "", WIDE, COLUMNS, WIDE, ...ROW, WIDE];
    expect(findDashedTable(two, 0)).toEqual({ end: 8, closed: false });
    expect(findDashedTable(two, 8)).toEqual({ end: two.length, closed: true });
  });

  test("that does not close is read up to the following text, and is a problem", () => {
    const { rule } = parseRule(gpoText([WIDE, COLUMNS, WIDE, ...ROW]));
    expect(rule.problems).toMatchObject([{ code: "table/not-closed" }]);
    expect(rule.entries).toMatchObject([{ name: "Gamma Works" }]);
  });
});
