/** Finds the cells of a ruled table: squares of the grid without a rule between them form one cell. */

import type { Box, Rule } from "../page/page-print.ts";

/** A cell of a grid, at its first row and column. A merged cell covers several. */
export interface GridCell extends Box {
  readonly row: number;
  readonly column: number;
}

/** In points: a rule this near to a side of a square runs along it. */
const SAME_RULE = 4;
/** Share of the side that a rule between two cells must cover. */
const COVERS = 0.8;

/** The positions of the rules of a table. */
export interface Lattice {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  readonly across: readonly Rule[];
  readonly down: readonly Rule[];
}

/** The cells of a table; a merged cell comes once. */
export function cellsOf(lattice: Lattice): GridCell[] {
  const columns = lattice.xs.length - 1;
  const squares = mergedSquares(lattice);
  const byCell = Map.groupBy(squares.keys(), (at) => squares[at] ?? at);
  return [...byCell.values()].map((members) => {
    const rows = members.map((at) => Math.floor(at / columns));
    const places = members.map((at) => at % columns);
    const [row, column] = [Math.min(...rows), Math.min(...places)];
    return {
      row,
      column,
      left: lattice.xs[column] ?? 0,
      right: lattice.xs[Math.max(...places) + 1] ?? 0,
      top: lattice.ys[row] ?? 0,
      bottom: lattice.ys[Math.max(...rows) + 1] ?? 0,
    };
  });
}

/** For each square, row by row, the index of the first square of its cell. */
function mergedSquares({ xs, ys, across, down }: Lattice): number[] {
  const [rows, columns] = [ys.length - 1, xs.length - 1];
  const homes = Array.from({ length: rows * columns }, (_, at) => at);
  const merge = (one: number, other: number) => {
    const [first, second] = [homes[one] ?? one, homes[other] ?? other].toSorted((a, b) => a - b);
    for (const [at, home] of homes.entries()) if (home === second) homes[at] = first ?? home;
  };
  for (const at of homes.keys()) {
    const [row, column] = [Math.floor(at / columns), at % columns];
    const [left = 0, right = 0] = [xs[column], xs[column + 1]];
    const [top = 0, bottom = 0] = [ys[row], ys[row + 1]];
    if (column + 1 < columns && !isRuled(down, right, top, bottom)) merge(at, at + 1);
    if (row + 1 < rows && !isRuled(across, bottom, left, right)) merge(at, at + columns);
  }
  return homes;
}

/** Whether a rule at `at` covers the side from `from` to `to`. */
function isRuled(rules: readonly Rule[], at: number, from: number, to: number): boolean {
  const covered = rules
    .filter((rule) => Math.abs(rule.at - at) <= SAME_RULE)
    .map((rule) => Math.min(rule.to, to) - Math.max(rule.from, from));
  return Math.max(0, ...covered) >= COVERS * (to - from);
}
