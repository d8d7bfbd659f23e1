/** How far the lines of a table's column are known to reach: proof that a word would have had room. */

import type { SetLine } from "../text/wrapping.ts";

/** In points: lines of one column begin at one place, on whatever page. */
const SAME_EDGE = 1.5;
const ROUNDING = 0.5;

/** The rightmost end of a line that its column has on any page. */
export type Reach = (line: SetLine) => number;

/** `lines`: all of one column, from all pages. */
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

/** A line of a cell that spans several columns says nothing about one of them. */
function furthest(lines: readonly SetLine[], { left, right }: SetLine["column"]): number {
  const ends = lines
    .filter(({ column }) => Math.abs(column.left - left) <= SAME_EDGE)
    .map((line) => line.right)
    .filter((end) => end <= right + ROUNDING);
  return Math.max(left, ...ends);
}
