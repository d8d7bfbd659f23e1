/** Looks by chance: paper, typefaces, spacing, tables, and how the text is put into the PDF. */

import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import fc from "fast-check";
import {
  type Drawing,
  type Furniture,
  type Look,
  type TableLook,
  TIMES,
  type Typeface,
} from "../../../src/demo/typeset/look.ts";

const TTF = join(
  dirname(createRequire(import.meta.url).resolve("dejavu-fonts-ttf/package.json")),
  "ttf",
);

function dejaVu(name: string, slant: string): Typeface {
  const file = (member: string) => join(TTF, `DejaVu${name}${member}.ttf`);
  return {
    regular: file(""),
    bold: file("-Bold"),
    italic: file(`-${slant}`),
    boldItalic: file(`-Bold${slant}`),
  };
}

const HELVETICA: Typeface = {
  regular: "Helvetica",
  bold: "Helvetica-Bold",
  italic: "Helvetica-Oblique",
  boldItalic: "Helvetica-BoldOblique",
};
const COURIER: Typeface = {
  regular: "Courier",
  bold: "Courier-Bold",
  italic: "Courier-Oblique",
  boldItalic: "Courier-BoldOblique",
};
const SERIF = dejaVu("SerifCondensed", "Italic");
const SANS = dejaVu("SansCondensed", "Oblique");
const MONO = dejaVu("SansMono", "Oblique");

const LETTER = { width: 612, height: 792 };
const A4 = { width: 595.28, height: 841.89 };
const LEGAL = { width: 612, height: 1008 };

const flag = fc.boolean();
const seldom = fc.constantFrom(true, false, false, false);

const arbitraryPage: fc.Arbitrary<Look["page"]> = fc
  .tuple(
    fc.constantFrom(LETTER, LETTER, LETTER, A4, LEGAL),
    seldom,
    fc.constantFrom(54, 72, 72, 90),
    fc.constantFrom(54, 72, 90),
  )
  .map(([size, isLandscape, side, end]) => ({
    ...(isLandscape ? { width: size.height, height: size.width } : size),
    top: end,
    bottom: end,
    left: side,
    right: side,
  }));

const arbitraryParagraphs = fc
  .record({
    isIndented: flag,
    gap: fc.constantFrom(0.5, 1),
    isJustified: flag,
    isHyphenated: flag,
    breaksAtStrokes: flag,
    hasBoldLabels: flag,
    headings: fc.constantFrom("bold", "bold, centred", "plain" as const),
    instructions: fc.constantFrom("indented", "indented", "hanging" as const),
  })
  .map(({ isIndented, gap, ...others }): Look["paragraphs"] => ({
    ...others,
    indent: isIndented ? 36 : 0,
    gap: isIndented ? 0 : gap,
  }));

const arbitraryFurniture: fc.Arbitrary<Furniture> = fc.record({
  pageNumbers: fc.option(
    fc.record({
      words: fc.constantFrom("3", "- 3 -", "Page 3 of 20", "Page 3" as const),
      place: fc.constantFrom("foot centre", "foot right", "head right" as const),
    }),
    { freq: 6 },
  ),
  header: fc.constantFrom(null, null, "RIN 0694-AZ99", "Entity List rule of March 2025"),
  lineNumbers: fc.constantFrom(null, null, null, "each page", "through" as const),
  hasStamp: flag,
});

const arbitraryTable: fc.Arbitrary<TableLook> = fc
  .record({
    columnShares: fc.tuple(
      fc.integer({ min: 14, max: 20 }),
      fc.integer({ min: 28, max: 40 }),
      fc.integer({ min: 18, max: 26 }),
      fc.integer({ min: 14, max: 20 }),
      fc.integer({ min: 15, max: 20 }),
    ),
    fontSize: fc.constantFrom(8, 9, 10, 11),
    spacing: fc.constantFrom(1, 1, 1, 1.25),
    padding: fc.record({ x: fc.constantFrom(3, 5.4, 8), y: fc.constantFrom(0.5, 2, 5) }),
    rules: fc.constantFrom("all", "all", "rows", "none" as const),
    ruleWidth: fc.constantFrom(0.25, 0.5, 1),
    hasRepeatedHead: flag,
    hasBoldHead: flag,
    rowsAtPageEnd: fc.constantFrom("cut", "moved" as const),
    country: fc.constantFrom(
      "row with stars",
      "row",
      "row above stars",
      "row across",
      "merged, top",
      "merged, middle",
      "merged, each page" as const,
    ),
    isCountryBold: flag,
    stars: fc.constantFrom("across", "in the entry's column" as const),
    isJustified: seldom,
    lineGap: fc.constantFrom(0, 0, 3, 6),
    verticalAlign: fc.constantFrom("top", "top", "top", "middle" as const),
  })
  .map(readable);

/** Takes out what a person could not read: cells that only rules tell apart, where there are none. */
function readable(table: TableLook): TableLook {
  const { rules, padding } = table;
  const isRuled = rules === "all";
  const isMoved = table.rowsAtPageEnd === "moved";
  return {
    ...table,
    padding: isRuled
      ? padding
      : { x: Math.max(padding.x, 5.4), y: Math.max(padding.y, rules === "none" ? 5 : 2) },
    isJustified: table.isJustified && isRuled,
    verticalAlign: isRuled && isMoved ? table.verticalAlign : "top",
    country: table.country === "merged, middle" && rules === "none" ? "merged, top" : table.country,
  };
}

const arbitraryDrawing: fc.Arbitrary<Drawing> = fc.record({
  runs: fc.constantFrom("lines", "lines", "words", "letters" as const),
  spaces: fc.constantFrom("glyphs", "moves" as const),
  hasLigatures: flag,
  order: fc.constantFrom(
    "as read",
    "as read",
    "furniture first",
    "columns first",
    "by font",
    "from below" as const,
  ),
  rules: fc.constantFrom("lines", "rectangles", "boxes" as const),
  isCompressed: flag,
});

export const arbitraryLook: fc.Arbitrary<Look> = fc.record({
  page: arbitraryPage,
  typeface: fc.constantFrom(TIMES, TIMES, HELVETICA, COURIER, SERIF, SANS, MONO),
  fallback: fc.constantFrom(SERIF, SANS),
  fontSize: fc.constantFrom(10, 11, 12, 13),
  spacing: fc.constantFrom(1, 1.5, 2),
  paragraphs: arbitraryParagraphs,
  furniture: arbitraryFurniture,
  table: arbitraryTable,
  drawing: arbitraryDrawing,
});
