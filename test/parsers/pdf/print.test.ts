/** Reads words, hyphens, table heads, line numbers and furniture of a page. */

import { describe, expect, test } from "vitest";
import { withoutFurniture } from "../../../src/parsers/document/pdf/page/furniture.ts";
import { withoutLineNumbers } from "../../../src/parsers/document/pdf/page/line-numbers.ts";
import { linesOf, textOfLine } from "../../../src/parsers/document/pdf/page/lines.ts";
import type { Glyph } from "../../../src/parsers/document/pdf/page/page-print.ts";
import { cutHead } from "../../../src/parsers/document/pdf/table/head-words.ts";
import { setLines } from "../../../src/parsers/document/pdf/table/table-piece.ts";
import { createHyphenation } from "../../../src/parsers/document/pdf/text/hyphenation.ts";
import { paragraphsOf } from "../../../src/parsers/document/pdf/text/paragraphs.ts";
import { charactersOf, pageOf, printAt } from "./page-of.ts";

describe("the heads of a table", () => {
  test.each([
    [["Federal", "Registe", "r cita-", "tion"], "Federal Register citation"],
    [["Countr", "y"], "Country"],
    [["Offshore", "Works"], null],
  ])("%j", (lines, head) => {
    expect(cutHead(lines)).toBe(head);
  });
});

describe("a hyphen at a line's end", () => {
  const hyphenation = createHyphenation(["destinations"], [{ end: "desti-", start: "nations" }]);
  test.each([
    ["twenty-", "one entries", "twenty-one entries"],
    ["desti-", "nations of", "destinations of"],
  ])("%s and %s", (end, start, whole) => {
    expect(hyphenation.join(end, start)).toBe(whole);
  });
});

describe("numbers in a margin", () => {
  const text = (numbers: readonly string[], line: (number: string) => Glyph[]) =>
    pageOf(numbers.flatMap((number) => line(number)));

  test("that count the lines are removed", () => {
    const page = text(["1", "2", "3", "4", "5", "6"], (number) => {
      const baseline = 100 + 20 * Number(number);
      return [...printAt(50, baseline, number), ...printAt(90, baseline, "some text")];
    });
    expect(charactersOf(withoutLineNumbers([page]))).not.toMatch(/\d/);
  });

  test("that end some of the lines belong to the text", () => {
    const lines = Array.from({ length: 20 }, (_, at) => {
      const own = at < 5 ? `${at + 1}` : "x";
      return [...printAt(90, 100 + 20 * at, "some text"), ...printAt(290, 100 + 20 * at, own)];
    });
    const page = pageOf(lines.flat());
    expect(charactersOf(withoutLineNumbers([page]))).toBe(charactersOf([page]));
  });
});

describe("lines at the edge of several pages", () => {
  const read = (...ends: readonly string[]) => {
    const pages = ends.map((end) => ({
      width: 612,
      height: 792,
      lines: linesOf([...printAt(90, 300, "some text"), ...printAt(90, 720, end)]),
    }));
    return withoutFurniture(pages).map(({ lines }) => lines.map(textOfLine));
  };

  test("that are apart from the text are furniture", () => {
    expect(read("Draft rule", "Draft rule", "Draft rule")).toEqual([
      ["some text"],
      ["some text"],
      ["some text"],
    ]);
  });

  test("that continue the text belong to the text", () => {
    const address = (city: string) => `No. 88, Lane 12,\nHarbor Street,\n${city}`;
    expect(read(address("Kabul"), address("Lyon"), address("Dubai"))[0]).toEqual([
      "some text",
      "No. 88, Lane 12,",
      "Harbor Street,",
      "Kabul",
    ]);
  });
});

describe("a gap after a letter", () => {
  const withGap = (first: string, rest: string, gap: number) => {
    const moved = printAt(100 + 5 * first.length + gap, 100, rest);
    return linesOf([...printAt(100, 100, first), ...moved]).map(textOfLine);
  };

  test("that is a single capital is kerning", () => {
    expect(withGap("K", "arelia Works", 2.2)).toEqual(["Karelia Works"]);
    expect(withGap("A", "company", 2.2)).toEqual(["A company"]);
  });

  test("that ends a word separates two words", () => {
    expect(withGap("Works", "company", 2.2)).toEqual(["Works company"]);
  });
});

describe("a line with room for the next word", () => {
  const column = { left: 100, right: 400, edge: 400 };
  const read = (text: string) =>
    paragraphsOf(setLines(linesOf(printAt(100, 100, text)), column), createHyphenation([], [])).map(
      (paragraph) => paragraph.text,
    );

  test("ends no paragraph after a bare conjunction", () => {
    expect(read("1. Removing the entries for “Alpha” and\n“Beta”.")).toEqual([
      "1. Removing the entries for “Alpha” and “Beta”.",
    ]);
  });

  test("ends an item of a list after its semicolon", () => {
    expect(read("1. Removing the entry for “Alpha”; and\n2. Adding Beta.")).toEqual([
      "1. Removing the entry for “Alpha”; and",
      "2. Adding Beta.",
    ]);
  });
});
