/** Splits a line of a table without vertical rules into cells. */

import { countryOfDestination } from "../../../../model/country.ts";
import { type Line, textOfLine, type Word } from "../page/lines.ts";

/** The blank strip between two columns, in points. */
export interface Gutter {
  readonly from: number;
  readonly to: number;
}

/** One item per column; undefined if the line is blank there. */
export type Cells = readonly (Line | undefined)[];

const STARS = /^\s*\*[*\s]*$/;

export function isStars(text: string): boolean {
  return STARS.test(text);
}

export function isStarLine(line: Line): boolean {
  return isStars(textOfLine(line));
}

/** Lists print destinations in capitals. */
export function isDestination(text: string): boolean {
  return !/\p{Ll}{2}|\*/u.test(text) && countryOfDestination(text) !== null;
}

/** `middle`: of the table, in points. A destination over all columns may be centred there. */
export function cellsOfLine(line: Line, gutters: readonly Gutter[], middle: number): Cells {
  const boundaries = gutters.map(({ from, to }) => (from + to) / 2);
  const cells: (Line | undefined)[] = Array.from({ length: boundaries.length + 1 });
  if (isDestination(textOfLine(line)) && isTogether(line) && isOverColumns(line, gutters, middle)) {
    cells[0] = line;
    return cells;
  }
  // A line of stars crosses all columns; it counts as part of the entity column.
  const placeOf = ({ text, left, right }: Word) =>
    isStars(text) ? (boundaries[0] ?? 0) + 1 : (left + right) / 2;
  for (const nth of cells.keys()) {
    const from = boundaries[nth - 1] ?? Number.NEGATIVE_INFINITY;
    const to = boundaries[nth] ?? Number.POSITIVE_INFINITY;
    const words = line.words.filter((word) => placeOf(word) > from && placeOf(word) <= to);
    const [first] = words;
    if (first === undefined) continue;
    const { right } = words.at(-1) ?? first;
    cells[nth] = { ...line, words, left: first.left, right, baseline: baselineOf(words) };
  }
  return cells;
}

/** Of the words in the largest size, not of a raised mark. A cell beside may be set slightly higher or lower. */
function baselineOf(words: readonly Word[]): number {
  const size = Math.max(...words.map((word) => word.size));
  return Math.max(...words.map((word) => (word.size === size ? word.baseline : 0)));
}

/** Multiple of the font size: the words of a destination are nearer to each other. */
const WORDS_APART = 1.5;

/** Otherwise the line holds the end of a cell, as a period, beside the destination. */
function isTogether({ words, size }: Line): boolean {
  return words.every(({ left }, at) => left - (words[at - 1]?.right ?? left) < WORDS_APART * size);
}

/** It begins left of the entries or is centred over the table. Otherwise `U.A.E.` may be the end of an address. */
function isOverColumns(line: Line, [first]: readonly Gutter[], middle: number): boolean {
  if (first === undefined || line.left < first.to - line.size / 4) return true;
  return Math.abs((line.left + line.right) / 2 - middle) < 2 * line.size;
}
