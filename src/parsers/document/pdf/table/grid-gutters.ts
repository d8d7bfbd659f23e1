/** Continues the columns of a ruled table on a next page that has vertical rules only. */

import type { Line } from "../page/lines.ts";
import type { Rule } from "../page/page-print.ts";
import type { Grid } from "./grid.ts";
import type { Gutter } from "./open-cells.ts";
import type { TablePiece } from "./table-piece.ts";
import { isOfList } from "./table-rows.ts";

/** In points: positions this near are the same on two pages. */
const SAME_PLACE = 2;
/** In points: text keeps this distance from a rule. */
const PADDING = 3;

/** The gutters of the last table of a page; none if it is not the table of a list, or if text follows it. */
export function guttersOfLast(
  grids: readonly Grid[],
  tables: readonly { readonly piece: TablePiece }[],
  lines: readonly Line[],
): Gutter[] {
  const [grid, piece] = [grids.at(-1), tables[grids.length - 1]?.piece];
  if (grid === undefined || piece === undefined || !isOfList(piece)) return [];
  if (lines.some(({ baseline }) => baseline > grid.bottom)) return [];
  return grid.edges.slice(1, -1).map((at) => ({ from: at - PADDING, to: at + PADDING }));
}

/** Whether a page has a vertical rule in each gutter. */
export function areRuled(gutters: readonly Gutter[], vertical: readonly Rule[]): boolean {
  return (
    gutters.length > 0 &&
    gutters.every(({ from, to }) =>
      vertical.some(({ at }) => Math.abs(at - (from + to) / 2) <= SAME_PLACE),
    )
  );
}
