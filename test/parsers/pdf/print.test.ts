/** Reads words, hyphens, table heads, line numbers and furniture of a page. */

import { describe, expect, test } from "vitest";
import { blocksOf } from "../../../src/parsers/document/pdf/open-pdf-document.ts";
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
    [["License", "requirement", "and"], null],
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

  test.each([
    ["Kabul, Tai-\npei, Lyon", "Kabul, Taipei, Lyon"],
    ["state-\nowned plant", "state-owned plant"],
  ])("%j is kept or dropped as the end of another line shows", (text, whole) => {
    const page = pageOf(
      printAt(90, 100, `${"x".repeat(40)}, of Taipei\n${text} ${"x".repeat(20)}`),
    );
    const read = blocksOf([page]).flatMap((block) => ("text" in block ? [block.text] : []));
    expect(read.join(" ")).toContain(whole);
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

  test("that stand at other places, or within reach of other text, belong to the text", () => {
    const pages = (...baselines: readonly (readonly [string, number])[]) =>
      baselines.map(([end, baseline]) => ({
        width: 612,
        height: 792,
        lines: linesOf([...printAt(90, 300, "some text"), ...printAt(90, baseline, end)]),
      }));
    const kept = (given: ReturnType<typeof pages>) =>
      withoutFurniture(given).flatMap(({ lines }) => lines.map(textOfLine).slice(1));
    expect(kept(pages(["No. 88, Kabul", 720], ["No. 88, Kabul", 708]))).toHaveLength(2);
    expect(
      kept(pages(["No. 88, Kabul", 720], ["No. 88, Kabul", 720], ["No. 5, Lyon", 720])),
    ).toHaveLength(3);
  });

  test("that hold only a footnote mark, below text or between its lines, belong to the text", () => {
    const mark = (baseline: number) =>
      printAt(290, baseline, "1").map((glyph) => ({ ...glyph, size: 6 }));
    const page = (...glyphs: readonly Glyph[]) => ({
      width: 612,
      height: 792,
      lines: linesOf([...printAt(90, 400, "some text"), ...glyphs]),
    });
    const above = page(...printAt(90, 60, "EAR)"), ...mark(80));
    const below = page(...printAt(90, 720, "EAR)"), ...mark(730));
    const texts = withoutFurniture([above, below]).map(({ lines }) => lines.map(textOfLine));
    expect(texts).toEqual([
      ["EAR)", "1", "some text"],
      ["some text", "EAR)", "1"],
    ]);
  });

  test("that number the pages are furniture, also beside the last line", () => {
    const page = (text: string, number: string) => ({
      width: 612,
      height: 792,
      lines: linesOf([...printAt(90, 728, text), ...printAt(300, 742, number)]),
    });
    const pages = [page("some text", "- 7 -"), page("other text", "- 8 -")];
    const texts = withoutFurniture(pages).map(({ lines }) => lines.map(textOfLine));
    expect(texts).toEqual([["some text"], ["other text"]]);
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

  test("that is narrower than the printed spaces is a change of font", () => {
    const words = printAt(100, 100, "No. 88, Lane 12, Gune");
    const accented = printAt(207.2, 100, "s");
    expect(linesOf([...words, ...accented]).map(textOfLine)).toEqual(["No. 88, Lane 12, Gunes"]);
  });

  test("that is as wide as a printed space is a change of font before a letter beyond Latin-1", () => {
    const words = printAt(100, 100, "No. 88, Lane 12, Güne");
    const next = (letter: string) =>
      linesOf([...words, ...printAt(210, 100, letter), ...printAt(220, 100, "St.")]).map(
        textOfLine,
      );
    expect(next("ş")).toEqual(["No. 88, Lane 12, Güneş St."]);
    expect(next("a")).toEqual(["No. 88, Lane 12, Güne a St."]);
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

  test("ends no paragraph after a comma in a list of quoted names", () => {
    expect(read("1. Removing the entries for “Alpha,”\n“Beta,” and “Gamma”.")).toEqual([
      "1. Removing the entries for “Alpha,” “Beta,” and “Gamma”.",
    ]);
  });

  test.each(["”;", "”; and", "”"])("ends no paragraph after %s before another name", (end) => {
    expect(read(`1. Removing the entries for “Alpha${end}\n“Beta”.`)).toEqual([
      `1. Removing the entries for “Alpha${end} “Beta”.`,
    ]);
  });

  test("has no room for a word that kerning alone makes room for", () => {
    const words = "i. In the entry for a company of that name, revise its".split(" ");
    /** The second and the fourth gap are 0.6 points narrower than the others. */
    const lefts = words.map((_, at) => {
      const before = words.slice(0, at).join(" ").length + (at === 0 ? 0 : 1);
      return 100 + 5 * before - (at < 2 ? 0 : at < 4 ? 0.6 : 1.2);
    });
    const glyphs = words.flatMap((word, at) => printAt(lefts[at] ?? 0, 100, word));
    const right = 100 + 5 * words.join(" ").length + 5 * "Alpha ".length;
    const paragraphs = (edge: number) =>
      paragraphsOf(
        setLines(linesOf([...glyphs, ...printAt(100, 112, "Alpha Works")]), {
          left: 100,
          right: edge,
          edge,
        }),
        createHyphenation([], []),
      );
    expect(paragraphs(right - 0.1)).toHaveLength(1);
    expect(paragraphs(right + 1.5)).toHaveLength(2);
  });

  test("ends no paragraph after a comma behind a quoted name", () => {
    expect(read("1. Removing the entries for “Alpha”,\n“Beta”, and “Gamma”.")).toEqual([
      "1. Removing the entries for “Alpha”, “Beta”, and “Gamma”.",
    ]);
  });

  test("is not centred where a label begins it: a hanging indent may leave equal room on both sides", () => {
    const [start, rest] = [
      "i. Adding the entry for Alpha Electronics",
      "Beijing Works to the same List.",
    ];
    const lines = linesOf([...printAt(125, 100, start), ...printAt(150, 112, rest)]);
    const narrow = { left: 100, right: 350, edge: 350 };
    const paragraphs = paragraphsOf(setLines(lines, narrow), createHyphenation([], []));
    expect(paragraphs.map(({ text }) => text)).toEqual([`${start} ${rest}`]);
  });

  test("ends an item of a list after its semicolon", () => {
    expect(read("1. Removing the entry for “Alpha”; and\n2. Adding Beta.")).toEqual([
      "1. Removing the entry for “Alpha”; and",
      "2. Adding Beta.",
    ]);
  });
});
