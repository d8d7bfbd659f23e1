/** Distinguishes the author's line breaks in a cell from wrapping by the column. */

import { describe, expect, test } from "vitest";
import { linesOf } from "../../../src/parsers/document/pdf/page/lines.ts";
import { textOfCell } from "../../../src/parsers/document/pdf/table/cell-lines.ts";
import { reachOf } from "../../../src/parsers/document/pdf/table/column-reach.ts";
import { setLines } from "../../../src/parsers/document/pdf/table/table-piece.ts";
import { createHyphenation } from "../../../src/parsers/document/pdf/text/hyphenation.ts";
import { printAt } from "./page-of.ts";

/** The column is 30 characters wide. `widest`: the length of its longest line, in characters. */
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

  test("continues an unfinished alias if nothing proves that it had room above", () => {
    expect(read("—Alpha Precision\nInstruments; and\n—Beta.", 24)).toBe(
      "—Alpha Precision Instruments; and\n—Beta.",
    );
  });

  test("is the author's own if a longer line proves that it had room above", () => {
    expect(read("—Alpha\nHarbor Road, Moscow.")).toBe("—Alpha\nHarbor Road, Moscow.");
  });

  test("is the address if the last alias has ended, even in a full column", () => {
    const printed =
      "Alpha, a.k.a., the following one\nalias:\n—Beta Precision Works Limited.\nHarborside Road 5, Moscow.";
    expect(read(printed)).toBe(
      "Alpha, a.k.a., the following one alias:\n—Beta Precision Works Limited.\nHarborside Road 5, Moscow.",
    );
  });

  test("in lower case continues the line above", () => {
    expect(read("Alpha,\nand Beta")).toBe("Alpha, and Beta");
  });
});
