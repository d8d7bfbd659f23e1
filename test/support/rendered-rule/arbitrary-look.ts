/** Looks by chance: paper, typefaces, spacing, tables, and how the text is put into the PDF. */

import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import {
  type Drawing,
  type Furniture,
  type Look,
  type TableLook,
  TIMES,
  type Typeface,
} from "../../../src/demo/typeset/look.ts";
import { fc } from "../seeded.ts";

const require = createRequire(import.meta.url);
const TTF = dirname(require.resolve("dejavu-fonts-ttf/ttf/DejaVuSans.ttf"));

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
    hyphen: fc.constantFrom(null, null, "-", "\u00ad" as const),
    hasFirmSpaces: flag,
    hasWideSentences: flag,
    breaksAtStrokes: flag,
    hasBoldLabels: flag,
    hasCentredOpening: seldom,
    headings: fc.constantFrom("bold", "bold", "bold, centred", "underlined", "plain" as const),
    instructions: fc.constantFrom("indented", "indented", "hanging" as const),
  })
  .map(({ isIndented, gap, ...others }): Look["paragraphs"] => ({
    ...others,
    hasWideSentences: others.hasWideSentences && !others.isJustified,
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
  hasRules: seldom,
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
    spacing: fc.constantFrom(1, 1, 1, 1.25, 1.5, 2),
    padding: fc.record({ x: fc.constantFrom(3, 5.4, 8), y: fc.constantFrom(0.5, 2, 5) }),
    rules: fc.constantFrom("all", "all", "all", "rows", "rows", "columns", "none", "none" as const),
    ruleWidth: fc.constantFrom(0.25, 0.5, 1),
    hasRepeatedHead: flag,
    hasBoldHead: flag,
    hasShadedHead: seldom,
    rowsAtPageEnd: fc.constantFrom("cut", "moved" as const),
    country: fc.constantFrom(
      "row with stars",
      "row",
      "row above stars",
      "row across",
      "first row",
      "merged, top",
      "merged, middle",
      "merged, each page" as const,
    ),
    isCountryBold: flag,
    hasEmptyRows: seldom,
    hasStarsBetween: flag,
    stars: fc.constantFrom("across", "in the entry's column" as const),
    isJustified: seldom,
    lineGap: fc.constantFrom(0, 0, 3, 6),
    hang: fc.constantFrom(0, 0, 0, 6, 9),
    isLandscape: seldom,
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
    spacing: isRuled ? table.spacing : Math.min(table.spacing, 1.25),
    // Words are not cut where no rule shows the edge of a column: there the columns want room.
    fontSize:
      rules === "all" || rules === "columns" ? table.fontSize : Math.min(table.fontSize, 10),
    padding: isRuled ? padding : { x: 5.4, y: Math.max(padding.y, rules === "rows" ? 2 : 5) },
    isJustified: table.isJustified && isRuled,
    verticalAlign: isRuled && isMoved ? table.verticalAlign : "top",
    country:
      table.country === "merged, middle" && rules !== "all" && rules !== "rows"
        ? "merged, top"
        : table.country,
  };
}

const arbitraryDrawing: fc.Arbitrary<Drawing> = fc.record({
  runs: fc.constantFrom("lines", "lines", "words", "letters" as const),
  spaces: fc.constantFrom("glyphs", "moves" as const),
  hasLigatures: flag,
  overprintsBold: seldom,
  scale: fc.constantFrom(1, 1, 1, 4.1667, 0.75),
  letterSpacing: fc.constantFrom(0, 0, 0, 0.15, -0.1),
  isTurned: flag,
  order: fc.constantFrom(
    "as read",
    "as read",
    "furniture first",
    "columns first",
    "by font",
    "from below" as const,
  ),
  rules: fc.constantFrom("lines", "rectangles", "boxes", "long lines" as const),
  isCompressed: flag,
});

export const arbitraryLook: fc.Arbitrary<Look> = fc
  .record({
    page: arbitraryPage,
    typeface: fc.constantFrom(TIMES, TIMES, HELVETICA, COURIER, SERIF, SANS, MONO),
    fallback: fc.constantFrom(SERIF, SANS),
    fontSize: fc.constantFrom(10, 11, 12, 13),
    spacing: fc.constantFrom(1, 1.5, 2),
    paragraphs: arbitraryParagraphs,
    furniture: arbitraryFurniture,
    table: arbitraryTable,
    drawing: arbitraryDrawing,
  })
  .map((look) => {
    // The shaper of embedded fonts hides soft hyphens.
    const isEmbedded = look.typeface.regular.endsWith(".ttf");
    const hyphen = isEmbedded && look.paragraphs.hyphen !== null ? "-" : look.paragraphs.hyphen;
    return { ...look, paragraphs: { ...look.paragraphs, hyphen } };
  });
