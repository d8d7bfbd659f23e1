/** Takes the numbers of lines off a page: they count in the margin, left of all other print. */

import { linesOf, type Word } from "./lines.ts";
import type { Glyph } from "./page-print.ts";

const FEWEST = 6;
/** Continuous numbers of a long document. */
const HIGHEST = 9999;
/** Numbers of a running head or of the page may stand between them. */
const COUNTING_SHARE = 0.7;
const ALIGNED = 2;

export function withoutLineNumbers(glyphs: readonly Glyph[]): readonly Glyph[] {
  const lines = linesOf(glyphs);
  const numbers = lines.flatMap(({ words: [first, second] }) => {
    return first !== undefined && isLineNumber(first, second) ? [first] : [];
  });
  if (numbers.length < FEWEST) return glyphs;
  const right = middle(numbers.map((number) => number.right));
  const column = numbers.filter((number) => Math.abs(number.right - right) <= ALIGNED);
  const values = column.map(({ text }) => Number(text));
  const counting = values.filter((value, at) => value === (values[at - 1] ?? value - 1) + 1);
  if (column.length < FEWEST || counting.length < COUNTING_SHARE * column.length) return glyphs;
  const beside = lines.filter(({ words: [first] }) => first !== undefined && first.left <= right);
  if (beside.length > column.length / COUNTING_SHARE) return glyphs;
  return glyphs.filter((glyph) => (glyph.left + glyph.right) / 2 > right);
}

function isLineNumber({ text, left, right }: Word, second: Word | undefined): boolean {
  if (!/^\d{1,4}$/.test(text) || Number(text) > HIGHEST) return false;
  return second === undefined || second.left - right > (right - left) / (2 * text.length);
}

function middle(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}
