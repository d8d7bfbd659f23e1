/** Builds pages by hand: glyphs at given positions, and rules. */

import type { Glyph, PagePrint, Rule } from "../../../src/parsers/document/pdf/page/page-print.ts";

const SIZE = 10;
/** The width of every character. */
const PITCH = 5;
const LEADING = 12;

/** `\n` in `text` separates lines. */
export function printAt(left: number, baseline: number, text: string): Glyph[] {
  return text.split("\n").flatMap((line, nth) =>
    [...line].map((character, at) => ({
      text: character,
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

/** A row with a cell in each column. `\n` separates the lines of a cell. */
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

/** Rules around and between all rows. `ys`: from the top edge to the bottom edge. */
export function gridAt(ys: readonly number[]): { horizontal: Rule[]; vertical: Rule[] } {
  const [left, right] = [EDGES[0], EDGES[5]];
  const [top = 0, bottom = 0] = [ys[0], ys.at(-1)];
  return {
    horizontal: ys.map((at) => ({ at, from: left, to: right })),
    vertical: EDGES.map((at) => ({ at, from: top, to: bottom })),
  };
}

/** The characters of the pages without spaces, sorted, to compare contents regardless of order. */
export function charactersOf(pages: readonly PagePrint[]): string {
  const characters = pages.flatMap(({ glyphs }) => glyphs.map(({ text }) => text));
  return sortCharacters(characters.join(""));
}

export function sortCharacters(text: string): string {
  return [...text.replace(/[\s*]/g, "")].toSorted().join("");
}
