/** Measures how far right the lines of a table column reach, to prove that a word would have fitted. */

import type { SetLine } from "../text/wrapping.ts";

/** In points: columns whose left edges differ by less are the same column on different pages. */
const SAME_EDGE = 1.5;
const ROUNDING = 0.5;

/** The rightmost end of the lines in the column of `line`, on any page, in points. */
export type Reach = (line: SetLine) => number;

/** `lines`: all lines of one column, from all pages. */
export function reachOf(lines: readonly SetLine[]): Reach {
  const byStart = Map.groupBy(lines, ({ column }) => Math.round(column.left));
  const known = new Map<string, number>();
  return ({ column, right }) => {
    const key = `${column.left} ${column.right}`;
    const found = known.get(key) ?? furthest(near(byStart, column.left), column);
    known.set(key, found);
    return Math.max(found, right);
  };
}

function near(byStart: ReadonlyMap<number, readonly SetLine[]>, left: number): SetLine[] {
  const start = Math.round(left);
  return [start - 1, start, start + 1].flatMap((at) => byStart.get(at) ?? []);
}

/** Ignores lines that cross the column's right edge: their cell spans several columns. */
function furthest(lines: readonly SetLine[], { left, right }: SetLine["column"]): number {
  const ends = lines
    .filter(({ column }) => Math.abs(column.left - left) <= SAME_EDGE)
    .map((line) => line.right)
    .filter((end) => end <= right + ROUNDING);
  return Math.max(left, ...ends);
}
