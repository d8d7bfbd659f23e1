/** Which lines of a cell its author began, and which ones the column wrapped. */

import { describe, expect, test } from "vitest";
import { linesOf } from "../../../src/parsers/document/pdf/page/lines.ts";
import { textOfCell } from "../../../src/parsers/document/pdf/table/cell-lines.ts";
import { reachOf } from "../../../src/parsers/document/pdf/table/column-reach.ts";
import { setLines } from "../../../src/parsers/document/pdf/table/table-piece.ts";
import { createHyphenation } from "../../../src/parsers/document/pdf/text/hyphenation.ts";
import { printAt } from "./page-of.ts";

/** 30 signs wide; `widest`: the longest line that any cell of the column has. */
function read(text: string, widest = 30): string {
  const column = { left: 100, right: 250, edge: 250 };
  const lines = setLines(linesOf(printAt(100, 100, text)), column);
  const other = setLines(linesOf(printAt(100, 400, "x".repeat(widest))), column);
  return textOfCell(lines, createHyphenation([], []), reachOf([...lines, ...other]));
}

describe("a line of a cell", () => {
  test("that begins with a dash is an alias", () => {
    expect(read("Alpha, a.k.a., the following two\naliases:\n—Beta; and\n—Gamma.")).toBe(
      "Alpha, a.k.a., the following two aliases:\n—Beta; and\n—Gamma.",
    );
  });

  test("goes on with the alias that did not end, where room for it is not proved", () => {
    expect(read("—Alpha Precision\nInstruments; and\n—Beta.", 24)).toBe(
      "—Alpha Precision Instruments; and\n—Beta.",
    );
  });

  test("is its author's where a longer line proves that it had room above", () => {
    expect(read("—Alpha\nHarbor Road, Moscow.")).toBe("—Alpha\nHarbor Road, Moscow.");
  });

  test("is the address where the last alias of the list has ended, though the column is full", () => {
    const printed =
      "Alpha, a.k.a., the following one\nalias:\n—Beta Precision Works Limited.\nHarborside Road 5, Moscow.";
    expect(read(printed)).toBe(
      "Alpha, a.k.a., the following one alias:\n—Beta Precision Works Limited.\nHarborside Road 5, Moscow.",
    );
  });

  test("in small letters goes on with the one above", () => {
    expect(read("Alpha,\nand Beta")).toBe("Alpha, and Beta");
  });
});
