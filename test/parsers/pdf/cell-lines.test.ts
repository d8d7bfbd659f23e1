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

  test("continues a name that ends in a bare conjunction, whatever the room above", () => {
    expect(read("—Alpha Import and\nExport Limited.\nHarbor Road, Moscow.")).toBe(
      "—Alpha Import and Export Limited.\nHarbor Road, Moscow.",
    );
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

  test("that begins with the legal form of a company continues its name", () => {
    expect(read("Alpha Precision No 3 Mill\nLLC (Holding), Moscow.")).toBe(
      "Alpha Precision No 3 Mill LLC (Holding), Moscow.",
    );
  });

  test("that begins with punctuation adds no space", () => {
    expect(read("x 12/1/2025]\n.", 12)).toBe("x 12/1/2025].");
  });
});

describe("a word alone on a line of a narrow column", () => {
  const read = (text: string, words: readonly string[] = []) => {
    const right = 100 + 5 * Math.max(...text.split("\n").map(({ length }) => length));
    const column = { left: 100, right, edge: right };
    const lines = setLines(linesOf(printAt(100, 100, text)), column);
    return textOfCell(lines, createHyphenation(words, []), reachOf(lines));
  };

  test("is whole if the next line begins with a known word", () => {
    expect(read("the\nfollowing\none alias")).toBe("the following one alias");
  });

  test("is whole if it ends a compound that is known", () => {
    expect(read("Case-by-\ncase\nbasis")).toBe("Case-by-case basis");
  });

  test("is joined to its rest if neither part is known", () => {
    expect(read("Presumpti\non of", ["Presumption"])).toBe("Presumption of");
    expect(read("requireme\nnt", [])).toBe("requirement");
  });
});
