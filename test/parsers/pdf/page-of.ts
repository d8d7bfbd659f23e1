/** Makes the print of a page by hand: words where they stand, and rules. */

import type { Glyph, PagePrint, Rule } from "../../../src/parsers/document/pdf/page/page-print.ts";

const SIZE = 10;
/** Every sign is as wide. */
const PITCH = 5;
const LEADING = 12;

/** `text` may hold several lines, one below the other. */
export function printAt(left: number, baseline: number, text: string): Glyph[] {
  return text.split("\n").flatMap((line, nth) =>
    [...line].map((sign, at) => ({
      text: sign,
      left: left + at * PITCH,
      right: left + (at + 1) * PITCH,
      baseline: baseline + nth * LEADING,
      size: SIZE,
      isBold: false,
    })),
  );
}

export function pageOf(
  glyphs: readonly Glyph[],
  horizontal: readonly Rule[] = [],
  vertical: readonly Rule[] = [],
): PagePrint {
  return { width: 612, height: 792, glyphs, horizontal, vertical };
}

/** Left edges of five columns, and the right edge of the last. */
const EDGES = [72, 152, 302, 402, 472, 552] as const;

/** A row of cells below each other's columns; `\n` parts the lines of a cell. */
export function rowAt(baseline: number, cells: readonly string[]): Glyph[] {
  return cells.flatMap((text, nth) => printAt((EDGES[nth] ?? 0) + 4, baseline, text));
}

export const HEAD = [
  "Country",
  "Entity",
  "License\nrequirement",
  "License\nreview policy",
  "Federal\nRegister\ncitation",
];
export const TERMS = [
  "For all items\nsubject to the\nEAR",
  "Presumption\nof denial",
  "90 FR 14046,\n3/28/2025.",
];

/** Rules around and between all rows: `ys` from the top edge to the bottom one. */
export function gridAt(ys: readonly number[]): { horizontal: Rule[]; vertical: Rule[] } {
  const [left, right] = [EDGES[0], EDGES[5]];
  const [top = 0, bottom = 0] = [ys[0], ys.at(-1)];
  return {
    horizontal: ys.map((at) => ({ at, from: left, to: right })),
    vertical: EDGES.map((at) => ({ at, from: top, to: bottom })),
  };
}

/** The signs of a page without spaces, in no order. */
export function signsOf(pages: readonly PagePrint[]): string {
  const signs = pages.flatMap(({ glyphs }) => glyphs.map(({ text }) => text));
  return sortSigns(signs.join(""));
}

export function sortSigns(text: string): string {
  return [...text.replace(/[\s*]/g, "")].toSorted().join("");
}
