/** The part of a table on one page: its cells, each with its printed lines. */

import type { Grid, GridCell } from "./grid.ts";
import { type Line, linesOf } from "./lines.ts";
import { type Glyph, isInside } from "./page-print.ts";
import type { Column, SetLine } from "./wrapping.ts";

/** A row of cells from left to right; one that is merged with a cell above it or left of it is empty. */
export type PieceRow = readonly (readonly SetLine[])[];

export interface TablePiece {
  readonly columns: number;
  readonly rows: readonly PieceRow[];
}

/** Without an edge that is known, lines of so many font sizes in all may be missed by the longest one seen. */
const UNSEEN_SHARE = 9;
/** Between two words, as a share of the font's size. */
const SPACE = 0.25;

export function pieceOfGrid(grid: Grid, glyphs: readonly Glyph[]): TablePiece {
  const cells = grid.cells.map((cell) => ({
    cell,
    lines: linesOf(glyphs.filter((glyph) => isInside(glyph, cell))),
  }));
  const rows = Array.from({ length: grid.rows }, () =>
    Array.from({ length: grid.columns }, (): readonly SetLine[] => []),
  );
  const leading = usualLeading(cells.map(({ lines }) => lines));
  for (const { cell, lines } of cells) {
    const alike = cells.filter((other) => isSameColumn(cell, other.cell));
    const column = columnWithin(cell, alike.map((other) => other.lines));
    const row = rows[cell.row];
    if (row !== undefined) row[cell.column] = setLines(lines, column, leading);
  }
  return { columns: grid.columns, rows };
}

export function setLines(
  lines: readonly Line[],
  column: Column,
  leading: number | null,
): SetLine[] {
  return lines.map((line) => ({ ...line, column, leading, startsPage: false }));
}

/** The commonest distance between two lines, to a quarter of a point; null where no line has one below it. */
export function usualLeading(regions: readonly (readonly Line[])[]): number | null {
  const counts = new Map<number, number>();
  for (const lines of regions) {
    for (const [at, line] of lines.entries()) {
      const below = lines[at + 1];
      if (below === undefined) continue;
      const distance = Math.round((below.baseline - line.baseline) * 4) / 4;
      if (distance > 0.8 * line.size) counts.set(distance, (counts.get(distance) ?? 0) + 1);
    }
  }
  const [first] = [...counts].toSorted((one, other) => other[1] - one[1] || one[0] - other[0]);
  return first?.[0] ?? null;
}

/**
 * Where the lines of a column may end: its padding shows on the left, and on the right by its longest lines and by the
 * words that had no room. `regions`: the lines of each cell.
 */
export function columnWithin(
  { left, right }: { readonly left: number; readonly right: number },
  regions: readonly (readonly Line[])[],
): Column {
  const lines = regions.flat();
  if (lines.length === 0) return { left, right };
  const start = Math.min(...lines.map((line) => line.left));
  const longest = Math.max(...lines.map((line) => line.right));
  const padded = right - Math.max(0, start - left);
  const size = Math.max(...lines.map((line) => line.size));
  const reached = longest + (UNSEEN_SHARE * size) / (lines.length + 1);
  const end = Math.max(longest, Math.min(padded, reached));
  return { left: start, right: Math.min(end, leastMissed(regions) ?? end) };
}

/** Above so many lines that were surely wrapped, a few may have another cause. */
const MISREAD_SHARE = 0.02;

/**
 * The end that the first word of a next line would have had, were there room for it: where it goes on with a sentence
 * in small letters, there was none. Null where no line was surely wrapped.
 */
function leastMissed(regions: readonly (readonly Line[])[]): number | null {
  const ends: number[] = [];
  for (const lines of regions) {
    for (const [at, line] of lines.entries()) {
      const [next] = lines[at + 1]?.words ?? [];
      const last = line.words.at(-1)?.text ?? "";
      if (next === undefined || !/^\p{Ll}{2}/u.test(next.text) || /[.:;-]["”)]*$/.test(last)) continue;
      ends.push(line.right + next.right - next.left + SPACE * line.size);
    }
  }
  const sorted = ends.toSorted((one, other) => one - other);
  return sorted[Math.floor(MISREAD_SHARE * sorted.length)] ?? null;
}

function isSameColumn(one: GridCell, other: GridCell): boolean {
  return Math.abs(one.left - other.left) < 1 && Math.abs(one.right - other.right) < 1;
}
