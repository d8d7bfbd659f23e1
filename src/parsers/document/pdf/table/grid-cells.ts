/** Finds the cells between the rules of a table: squares of the grid that no rule parts are one cell. */

import type { Box, Rule } from "../page/page-print.ts";

/** A cell of a grid; a merged one covers several rows or columns. */
export interface GridCell extends Box {
  readonly row: number;
  readonly column: number;
}

/** In points: a rule within this of a side runs along it. */
const SAME_RULE = 4;
/** A rule between two cells covers so much of their side. */
const COVERS = 0.8;

/** Where the rules of a table stand. */
export interface Lattice {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  readonly across: readonly Rule[];
  readonly down: readonly Rule[];
}

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

/** For each square, row by row, the first square of its cell. */
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

/** Whether a rule at `at` runs along a side. */
function isRuled(rules: readonly Rule[], at: number, from: number, to: number): boolean {
  const covered = rules
    .filter((rule) => Math.abs(rule.at - at) <= SAME_RULE)
    .map((rule) => Math.min(rule.to, to) - Math.max(rule.from, from));
  return Math.max(0, ...covered) >= COVERS * (to - from);
}
