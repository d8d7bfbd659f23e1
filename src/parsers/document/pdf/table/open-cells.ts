/** Takes a line of a table without column rules apart into its cells. */

import { countryOfDestination } from "../../../../model/country.ts";
import { type Line, textOfLine, type Word } from "../page/lines.ts";

/** The blank between two columns. */
export interface Gutter {
  readonly from: number;
  readonly to: number;
}

/** By column; undefined where the line prints nothing in one. */
export type Cells = readonly (Line | undefined)[];

const STARS = /^[*\s]*\*[*\s]*$/;

export function isStars(text: string): boolean {
  return STARS.test(text);
}

export function isStarLine(line: Line): boolean {
  return isStars(textOfLine(line));
}

/** In capitals, as a list prints it. */
export function isDestination(text: string): boolean {
  return !/\p{Ll}{2}|\*/u.test(text) && countryOfDestination(text) !== null;
}

/** `middle`: of the table, where a destination over all columns may be set. */
export function cellsOfLine(line: Line, gutters: readonly Gutter[], middle: number): Cells {
  const cuts = gutters.map(({ from, to }) => (from + to) / 2);
  const cells: (Line | undefined)[] = Array.from({ length: cuts.length + 1 });
  if (isDestination(textOfLine(line)) && isOverColumns(line, gutters, middle)) {
    cells[0] = line;
    return cells;
  }
  // Stars run through the columns.
  const placeOf = ({ text, left, right }: Word) =>
    isStars(text) ? (cuts[0] ?? 0) + 1 : (left + right) / 2;
  for (const nth of cells.keys()) {
    const from = cuts[nth - 1] ?? Number.NEGATIVE_INFINITY;
    const to = cuts[nth] ?? Number.POSITIVE_INFINITY;
    const words = line.words.filter((word) => placeOf(word) > from && placeOf(word) <= to);
    const [first] = words;
    if (first === undefined) continue;
    cells[nth] = { ...line, words, left: first.left, right: words.at(-1)?.right ?? first.right };
  }
  return cells;
}

/** It begins left of the entries or is centred over the table: `U.A.E.` may be the end of an address. */
function isOverColumns(line: Line, [first]: readonly Gutter[], middle: number): boolean {
  if (first === undefined || line.left < first.to - line.size / 4) return true;
  return Math.abs((line.left + line.right) / 2 - middle) < 2 * line.size;
}
