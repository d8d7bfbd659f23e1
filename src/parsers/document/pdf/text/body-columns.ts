/** Finds the edges of body text: lists and instructions may be narrower than the rest. */

import type { Line } from "../page/lines.ts";
import { columnWithin } from "../table/table-piece.ts";
import type { Column } from "./wrapping.ts";

interface TextPage {
  readonly width: number;
  readonly lines: readonly Line[];
}

/** So many lines with the same left edge are needed to infer a right edge. */
const FEWEST_ALIKE = 4;

/** Depends on the page width, because some pages may be turned, and on the left edge of a line. */
export function bodyColumns(pages: readonly TextPage[]): (page: TextPage, line: Line) => Column {
  const byWidth = Map.groupBy(pages, ({ width }) => Math.round(width));
  const columns = new Map(
    [...byWidth].map(([width, alike]) => {
      const lines = alike.map((page) => page.lines);
      const whole = columnWithin({ left: 0, right: width }, lines);
      return [width, { whole, byStart: columnsByStart(lines, whole) }] as const;
    }),
  );
  return ({ width }, { left }) => {
    const found = columns.get(Math.round(width));
    if (found === undefined) return { left: 0, right: width, edge: width };
    return { ...found.whole, right: found.byStart.get(Math.round(left)) ?? found.whole.right };
  };
}

/** The right edges of lines by their left edge. */
function columnsByStart(
  pages: readonly (readonly Line[])[],
  whole: Column,
): ReadonlyMap<number, number> {
  const runs = new Map<number, Line[][]>();
  for (const lines of pages) {
    for (const [at, line] of lines.entries()) {
      const start = Math.round(line.left);
      const alike = runs.get(start) ?? [];
      const above = lines[at - 1];
      if (above !== undefined && Math.round(above.left) === start) alike.at(-1)?.push(line);
      else alike.push([line]);
      runs.set(start, alike);
    }
  }
  return new Map(
    [...runs].flatMap(([start, lines]) => {
      if (lines.flat().length < FEWEST_ALIKE) return [];
      const { right } = columnWithin({ left: start, right: whole.right }, lines);
      return [[start, right] as const];
    }),
  );
}
