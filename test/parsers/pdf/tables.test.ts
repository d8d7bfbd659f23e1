/** Reads tables with and without ruling lines from pages built by hand. */

import { describe, expect, test } from "vitest";
import { blocksOf } from "../../../src/parsers/document/pdf/open-pdf-document.ts";
import type { PagePrint, Rule } from "../../../src/parsers/document/pdf/page/page-print.ts";
import {
  charactersOf,
  gridAt,
  HEAD,
  pageOf,
  printAt,
  rowAt,
  sortCharacters,
  TERMS,
} from "./page-of.ts";

function tableOf(pages: readonly PagePrint[]) {
  const tables = blocksOf(pages).flatMap((block) => (block.kind === "table" ? [block] : []));
  return {
    rows: tables.flatMap(({ rows }) => rows),
    loose: tables.flatMap((one) => one.loose ?? []),
  };
}

const FULL = [72, 552] as const;
const across = (at: number, from: number = FULL[0]): Rule => ({ at, from, to: FULL[1] });
const ALPHA = ["", "Alpha Trading\nLimited, No. 5\nHarbor Road, Moscow.", ...TERMS];
const BETA = ["", "Beta Trading\nLimited, No. 6\nHarbor Road, Moscow.", ...TERMS];
const names = (rows: readonly (readonly string[])[]) =>
  rows.slice(1).map(([country, entity]) => [country, (entity ?? "").split(" Trading")[0]]);

describe("a table with all its rules", () => {
  const { horizontal, vertical } = gridAt([100, 140, 160, 220, 280]);
  const page = pageOf(
    [...rowAt(112, HEAD), ...rowAt(153, ["RUSSIA"]), ...rowAt(172, ALPHA), ...rowAt(232, BETA)],
    horizontal,
    vertical,
  );

  test("has a row for each band between rules", () => {
    expect(names(tableOf([page]).rows)).toEqual([
      ["RUSSIA", ""],
      ["", "Alpha"],
      ["", "Beta"],
    ]);
  });

  test("has the same rows where each rule is double", () => {
    const double = pageOf(
      page.glyphs,
      horizontal.flatMap((rule) => [rule, { ...rule, at: rule.at + 2 }]),
      vertical.flatMap((rule) => [rule, { ...rule, at: rule.at + 2 }]),
    );
    expect(tableOf([double]).rows).toEqual(tableOf([page]).rows);
  });

  test("has a cell that is merged over two rows in the first of them only", () => {
    const merged = pageOf(
      [...rowAt(112, HEAD), ...rowAt(202, ["RUSSIA"]), ...rowAt(152, ALPHA), ...rowAt(212, BETA)],
      [across(100), across(140), across(200, 152), across(260)],
      gridAt([100, 260]).vertical,
    );
    expect(names(tableOf([merged]).rows)).toEqual([
      ["RUSSIA", "Alpha"],
      ["", "Beta"],
    ]);
  });

  test("takes a destination over all columns as the country", () => {
    const inner = gridAt([100, 140]).vertical.slice(1, -1);
    const spanned = pageOf(
      [...rowAt(112, HEAD), ...printAt(295, 153, "RUSSIA"), ...rowAt(172, ALPHA)],
      [100, 140, 160, 220].map((at) => across(at)),
      [
        { at: 72, from: 100, to: 220 },
        { at: 552, from: 100, to: 220 },
        ...inner,
        ...inner.map((rule) => ({ ...rule, from: 160, to: 220 })),
      ],
    );
    expect(names(tableOf([spanned]).rows)).toEqual([
      ["RUSSIA", ""],
      ["", "Alpha"],
    ]);
  });

  test("holds every character of its region in a cell", () => {
    const { rows } = tableOf([page]);
    expect(sortCharacters(rows.flat().join(""))).toBe(charactersOf([page]));
  });
});

describe("a table with a frame and column rules only", () => {
  test("has a row for each entry", () => {
    const { vertical } = gridAt([100, 260]);
    const page = pageOf(
      [...rowAt(112, HEAD), ...rowAt(160, ["RUSSIA"]), ...rowAt(160, ALPHA), ...rowAt(208, BETA)],
      [across(100), across(145), across(260)],
      vertical,
    );
    const { rows } = tableOf([page]);
    expect(names(rows)).toEqual([
      ["RUSSIA", "Alpha"],
      ["", "Beta"],
    ]);
    expect(sortCharacters(rows.flat().join(""))).toBe(charactersOf([page]));
  });
});

describe("a table with column rules only", () => {
  const vertical = (from: number, to: number) => gridAt([from, to]).vertical;

  test("has its columns and heads although the heads are divided within words", () => {
    const divided = ["Countr\ny", "Entity", "License\nrequireme\nnt", "License\nreview\npolicy"];
    const page = pageOf(
      [
        ...rowAt(112, [...divided, "Federal\nRegister\ncitation"]),
        ...rowAt(160, ["RUSSIA"]),
        ...rowAt(180, ALPHA),
        ...rowAt(228, BETA),
      ],
      [],
      vertical(100, 280),
    );
    const { rows, loose } = tableOf([page]);
    expect(rows[0]?.slice(0, 2)).toEqual(["Country", "Entity"]);
    expect(names(rows)).toEqual([
      ["RUSSIA", ""],
      ["", "Alpha"],
      ["", "Beta"],
    ]);
    expect(loose).toEqual([]);
  });

  test("keeps the rest of an entry apart from the next entry", () => {
    const first = pageOf(
      [
        ...rowAt(112, HEAD),
        ...rowAt(160, ["RUSSIA", ...ALPHA.slice(1)]),
        ...rowAt(208, ["", "Gamma Trading,\n5 Road, Dubai,", ...TERMS]),
      ],
      [across(100), across(145)],
      vertical(100, 260),
    );
    const second = pageOf(
      [...rowAt(112, HEAD), ...rowAt(160, ["", "United Arab Emirates."]), ...rowAt(184, BETA)],
      [across(100), across(145)],
      vertical(100, 260),
    );
    const { rows } = tableOf([first, second]);
    expect(names(rows)).toEqual([
      ["RUSSIA", "Alpha"],
      ["", "Gamma"],
      ["", "Beta"],
    ]);
  });

  test("does not take a conjunction that a page break leaves alone for a head", () => {
    const first = pageOf(
      [
        ...rowAt(112, HEAD),
        ...rowAt(160, [
          "RUSSIA",
          "Alpha Trading,\nMoscow.",
          "For all items\n(See §§ 734.9",
          ...TERMS.slice(1),
        ]),
      ],
      [],
      vertical(100, 200),
    );
    const second = pageOf(
      [...rowAt(112, HEAD), ...rowAt(148, ["", "", "and\n744.11)"])],
      [],
      vertical(100, 200),
    );
    expect(tableOf([first, second]).rows[1]?.[2]).toMatch(/734\.9 and\s744\.11/);
  });
});

test("a cell set slightly lower than its neighbour keeps the distances of its own lines", () => {
  const entry = "Alpha Trading, a.k.a.,\nthe following\nthree aliases:\n—Beta, Moscow.";
  const page = pageOf(
    [
      ...rowAt(112, HEAD),
      ...rowAt(160, ["", entry, ...TERMS]),
      ...printAt(76, 170.1, "COSTA RICA"),
      ...rowAt(232, BETA),
    ],
    [across(100), across(146), across(218, 152), across(270)],
  );
  expect(tableOf([page]).rows[1]?.[1]).toBe(
    "Alpha Trading, a.k.a., the following three aliases:\n—Beta, Moscow.",
  );
});

test("terms that are centred beside a long entry do not begin another entry", () => {
  const { horizontal, vertical } = gridAt([100, 140, 260]);
  const entry =
    "Alpha Trading, a.k.a.,\nthe following two\naliases:\n\n—Beta; and\n—Gamma.\nNo. 5 Harbor Road,\nMoscow.";
  const centred = [
    "For all items\n(See § 744.11)",
    "Presumption\nof denial",
    "90 FR 14046,\n3/28/2025.",
  ];
  const page = pageOf(
    [...rowAt(112, HEAD), ...rowAt(152, ["RUSSIA", entry]), ...rowAt(200, ["", "", ...centred])],
    horizontal,
    vertical,
  );
  expect(names(tableOf([page]).rows)).toEqual([["RUSSIA", "Alpha"]]);
});

test("stars beside a destination in one cell are no part of its name", () => {
  const inner = gridAt([100, 145]).vertical.slice(1, -1);
  const page = pageOf(
    [
      ...rowAt(112, HEAD),
      ...printAt(290, 160, "* * * * *"),
      ...rowAt(176, ["AFGHANIST\nAN"]),
      ...printAt(290, 176, "* * * * *"),
    ],
    [across(100), across(145)],
    [...inner, ...[72, 552].map((at) => ({ at, from: 100, to: 200 }))],
  );
  const { rows, loose } = tableOf([page]);
  expect(rows.map(([country]) => country)).toContain("AFGHANISTAN");
  expect(loose).toEqual([]);
});

describe("a table without rules", () => {
  test("has a row for each line on which an entry, its requirement and its citation begin", () => {
    const page = pageOf([
      ...rowAt(112, HEAD),
      ...rowAt(160, ["RUSSIA"]),
      ...rowAt(160, ALPHA),
      ...rowAt(196, BETA),
    ]);
    const { rows } = tableOf([page]);
    expect(names(rows)).toEqual([
      ["RUSSIA", "Alpha"],
      ["", "Beta"],
    ]);
    expect(sortCharacters(rows.flat().join(""))).toBe(charactersOf([page]));
  });

  test("keeps a line of an address that names a country in its entry", () => {
    const entry = "Alpha Trading\nLimited, No. 5\nHarbor Road, Dubai\nU.A.E.";
    const page = pageOf([
      ...rowAt(112, HEAD),
      ...rowAt(160, ["UNITED ARAB\nEMIRATES", entry, ...TERMS]),
    ]);
    expect(tableOf([page]).rows.at(-1)?.slice(0, 2)).toEqual([
      "UNITED ARAB EMIRATES",
      expect.stringContaining("Dubai U.A.E."),
    ]);
  });

  test("reports a country that begins in the middle of a row", () => {
    const page = pageOf([...rowAt(112, HEAD), ...rowAt(160, ALPHA), ...printAt(76, 172, "RUSSIA")]);
    expect(tableOf([page]).loose).toHaveLength(1);
  });
});

describe("rules between rows only", () => {
  test("separate the rows, also beside a country at the height of a rule", () => {
    const page = pageOf(
      [...rowAt(112, HEAD), ...rowAt(202, ["RUSSIA"]), ...rowAt(160, ALPHA), ...rowAt(212, BETA)],
      [across(100), across(146), across(198, 152), across(250)],
    );
    const { rows } = tableOf([page]);
    expect(names(rows)).toEqual([
      ["RUSSIA", "Alpha"],
      ["", "Beta"],
    ]);
    expect(sortCharacters(rows.flat().join(""))).toBe(charactersOf([page]));
  });
});

describe("a table on two pages", () => {
  const page = (body: readonly (readonly string[])[]) => {
    const ys = [100, 140, ...body.map((_, nth) => 200 + 60 * nth)];
    const { horizontal, vertical } = gridAt(ys);
    const rows = body.flatMap((cells, nth) => rowAt(152 + 60 * nth, cells));
    return pageOf([...rowAt(112, HEAD), ...rows], horizontal, vertical);
  };

  test("has its heads only once", () => {
    const { rows } = tableOf([page([["RUSSIA", ...ALPHA.slice(1)]]), page([BETA])]);
    expect(names(rows)).toEqual([
      ["RUSSIA", "Alpha"],
      ["", "Beta"],
    ]);
  });

  test("joins a row that a page break interrupts", () => {
    const { rows } = tableOf([
      page([
        ["RUSSIA", "Alpha Trading\nLimited, No. 5", "For all items\nsubject to", ...TERMS.slice(1)],
      ]),
      page([["", "Harbor Road, Moscow.", "the EAR", "", ""]]),
    ]);
    expect(rows).toHaveLength(2);
    expect(rows[1]?.[2]).toBe("For all items subject to the EAR");
  });

  test("joins a destination that a page break interrupts", () => {
    const { rows } = tableOf([
      page([["CHINA,", "", "", "", ""]]),
      page([["PEOPLE'S\nREPUBLIC OF", ...ALPHA.slice(1)]]),
    ]);
    expect(rows.slice(1).map(([country]) => country)).toEqual(["CHINA, PEOPLE'S REPUBLIC OF", ""]);
  });

  test("does not take a repeated destination as another one", () => {
    const { rows } = tableOf([
      page([["RUSSIA", ...ALPHA.slice(1)]]),
      page([["RUSSIA (cont.)", ...BETA.slice(1)]]),
    ]);
    expect(names(rows)).toEqual([
      ["RUSSIA", "Alpha"],
      ["", "Beta"],
    ]);
  });

  test("has no stars in the cell of an entry", () => {
    const { rows } = tableOf([page([["RUSSIA", "* * * * *\nAlpha Trading\nLimited", ...TERMS]])]);
    expect(rows[1]?.[1]).toBe("Alpha Trading Limited");
  });
});
