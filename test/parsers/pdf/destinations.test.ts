/** Reads destinations that lines, pages and merged cells divide. */

import { describe, expect, test } from "vitest";
import { blocksOf } from "../../../src/parsers/document/pdf/open-pdf-document.ts";
import type { PagePrint, Rule } from "../../../src/parsers/document/pdf/page/page-print.ts";
import { gridAt, HEAD, pageOf, printAt, rowAt, TERMS } from "./page-of.ts";

function tableOf(pages: readonly PagePrint[]) {
  const tables = blocksOf(pages).flatMap((block) => (block.kind === "table" ? [block] : []));
  const rows = tables.flatMap((table) => table.rows);
  return {
    /** The destination and the first word of each row below the heads. */
    rows: rows.slice(1).map(([country, entity = ""]) => [country, entity.split(" ")[0]]),
    doubts: tables.flatMap(({ loose }) => loose ?? []),
  };
}

const entry = (name: string) => [
  "",
  `${name} Trading\nLimited, No. 5\nHarbor Road, Moscow.`,
  ...TERMS,
];
const ALPHA = entry("Alpha");
const BETA = entry("Beta");
const across = (at: number, from = 72): Rule => ({ at, from, to: 552 });

/** A ruled page with rows of the same height. */
function ruledPage(...body: readonly (readonly string[])[]): PagePrint {
  const ys = [100, 140, ...body.map((_, nth) => 200 + 60 * nth)];
  const { horizontal, vertical } = gridAt(ys);
  const rows = body.flatMap((cells, nth) => rowAt(152 + 60 * nth, cells));
  return pageOf([...rowAt(112, HEAD), ...rows], horizontal, vertical);
}

describe("a destination that a page break interrupts", () => {
  test("is whole although its end alone names a country", () => {
    const { rows, doubts } = tableOf([
      ruledPage(["NORTH", "* * * * *"]),
      ruledPage(["MACEDONIA", "* * * * *"], ALPHA),
    ]);
    expect(rows.map(([country]) => country).filter((text) => text !== "")).toEqual([
      "NORTH MACEDONIA",
    ]);
    expect(doubts).toEqual([]);
  });

  test("is whole in a cell that is merged over several rows", () => {
    const { rows, doubts } = tableOf([
      ruledPage(["SOUTH", ...ALPHA.slice(1)], BETA),
      ruledPage(["KOREA", ...entry("Gamma").slice(1)]),
    ]);
    expect(rows).toEqual([
      ["SOUTH KOREA", "Alpha"],
      ["", "Beta"],
      ["", "Gamma"],
    ]);
    expect(doubts).toEqual([]);
  });

  test("leaves the next destination alone", () => {
    const { rows } = tableOf([
      ruledPage(["CHINA", ...ALPHA.slice(1)]),
      ruledPage(["MACAU", ...BETA.slice(1)]),
    ]);
    expect(rows).toEqual([
      ["CHINA", "Alpha"],
      ["MACAU", "Beta"],
    ]);
  });

  test("is reported where it is no known country", () => {
    const { doubts } = tableOf([ruledPage(["NORTH", ...ALPHA.slice(1)])]);
    expect(doubts).toEqual([expect.stringContaining("“NORTH”")]);
  });
});

describe("a destination on several pages", () => {
  test("is the same where its lines are divided otherwise, and below stars", () => {
    const { rows, doubts } = tableOf([
      ruledPage(["* * * * *"], ["AFGHANIST\nAN", ...ALPHA.slice(1)]),
      ruledPage(["AFGHAN-\nISTAN", ...BETA.slice(1)]),
    ]);
    expect(rows.filter(([, entity]) => entity !== "" && entity !== "*")).toEqual([
      ["AFGHANISTAN", "Alpha"],
      ["", "Beta"],
    ]);
    expect(doubts).toEqual([]);
  });

  test("has no space before a comma that its narrow column wraps", () => {
    const { rows } = tableOf([ruledPage(["CHINA\n, PEOPLE'S\nREPUBLIC OF", ...ALPHA.slice(1)])]);
    expect(rows).toEqual([["CHINA, PEOPLE'S REPUBLIC OF", "Alpha"]]);
  });
});

describe("a destination in the middle of a cell that is merged over several rows", () => {
  test("belongs to the first of them, wherever the rules between them stand", () => {
    const page = pageOf(
      [
        ...rowAt(112, HEAD),
        ...rowAt(160, ["TURKEY", ...entry("Gamma").slice(1)]),
        ...rowAt(210, ALPHA),
        ...printAt(76, 250, "UNITED\nARAB\nEMIRATES"),
        ...rowAt(282, BETA),
      ],
      [across(100), across(146), across(196), across(240, 152), across(268, 152), across(320)],
    );
    expect(tableOf([page]).rows).toEqual([
      ["TURKEY", "Gamma"],
      ["UNITED ARAB EMIRATES", "Alpha"],
      ["", "Beta"],
    ]);
  });

  test("belongs to the only row between two rules", () => {
    const page = pageOf(
      [
        ...rowAt(112, HEAD),
        ...rowAt(160, [
          "",
          "Alpha Trading\nLimited, a.k.a.,\n\n—Beta;\n—Gamma.\nNo. 5\nHarbor Road, Moscow.",
          ...TERMS,
        ]),
        ...printAt(76, 190, "RUSSIA"),
      ],
      [across(100), across(146), across(240)],
    );
    const { rows, doubts } = tableOf([page]);
    expect(rows).toEqual([["RUSSIA", "Alpha"]]);
    expect(doubts).toEqual([]);
  });
});

test("a destination beside the end of another cell is no text over all columns", () => {
  const page = pageOf(
    [...rowAt(112, HEAD), ...rowAt(160, ["CYPRUS", "", "", "", "."]), ...rowAt(196, BETA)],
    [],
    gridAt([100, 260]).vertical,
  );
  expect(tableOf([page]).rows.map(([country]) => country)).toContain("CYPRUS");
});

test("a destination that no rule separates from the entry above is the next one", () => {
  const page = pageOf(
    [...rowAt(112, HEAD), ...rowAt(160, ALPHA), ...rowAt(210, ["CHINA,\nPEOPLE'S\nREPUBLIC OF"])],
    [across(100), across(145)],
    gridAt([100, 260]).vertical,
  );
  expect(tableOf([page]).rows).toEqual([
    ["", "Alpha"],
    ["CHINA, PEOPLE'S REPUBLIC OF", ""],
  ]);
});

test.each([
  ["stars", ["", "* * * * *"]],
  ["a blank", []],
])(
  "a destination below %s is the next one, also where the page repeats the one above",
  (_, between) => {
    const page = pageOf(
      [
        ...rowAt(112, HEAD),
        ...rowAt(160, ["CHINA", ...ALPHA.slice(1)]),
        ...rowAt(196, between),
        ...rowAt(214, ["UNITED ARAB\nEMIRATES"]),
      ],
      [across(100), across(145)],
      gridAt([100, 260]).vertical,
    );
    expect(tableOf([page]).rows.filter(([, entity]) => entity !== "*")).toEqual([
      ["CHINA", "Alpha"],
      ["UNITED ARAB EMIRATES", ""],
    ]);
  },
);
