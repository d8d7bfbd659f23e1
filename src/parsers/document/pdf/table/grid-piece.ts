/** Reads the part of a ruled table on one page into cells with their printed lines. */

import { type Line, linesOf, textOfLine, type Word } from "../page/lines.ts";
import { type Box, type Glyph, isInside, type Rule } from "../page/page-print.ts";
import { startsEntry } from "./entry-start.ts";
import type { Grid } from "./grid.ts";
import type { GridCell } from "./grid-cells.ts";
import { cutHead, isHeadWord } from "./head-words.ts";
import { type Cells, cellsOfLine, isDestination, isStarLine } from "./open-cells.ts";
import { rowsWithin } from "./open-rows.ts";
import {
  columnWithin,
  type PieceRow,
  setLines,
  type TablePiece,
  usualLeading,
} from "./table-piece.ts";

/** Multiple of the usual line distance. */
const WIDE_GAP = 1.35;
/** Narrow columns divide heads into so many lines at most. */
const MOST_HEAD_LINES = 8;
/** The height of capitals and their leading, as a share of the font size. */
const ASCENT = 0.75;
/** In points: the largest distance between the heads and the rows of one table. */
const MOST_BETWEEN = 12;

/** `rules`: the horizontal rules of the page. */
export function pieceOfGrid(
  grid: Grid,
  glyphs: readonly Glyph[],
  rules: readonly Rule[],
): TablePiece {
  const lines = linesOf(glyphs.filter((glyph) => isInside(glyph, grid)));
  const gutters = grid.edges.slice(1, -1).map((edge) => ({ from: edge, to: edge }));
  const middle = (grid.left + grid.right) / 2;
  const split = lines.map((line) => cellsOfLine(line, gutters, middle));
  if (grid.isOpen || holdsEntries(grid, split) || holdsLastDestination(grid, split)) {
    return rowsWithin(lines, rules, gutters, headLinesOf(split));
  }
  return { columns: grid.columns, rows: rowsOfGrid(grid, glyphs), doubts: [] };
}

/** Whether the grid holds heads only: shaded heads have edges like ruled cells, but the rows below may have none. */
export function isHeadAlone(grid: Grid, grids: readonly Grid[], glyphs: readonly Glyph[]): boolean {
  const lines = linesOf(glyphs.filter((glyph) => isInside(glyph, grid)));
  if (lines.length === 0 || !lines.every(({ words }) => words.every(isHead))) return false;
  return !grids.some(({ top }) => top >= grid.bottom && top - grid.bottom < MOST_BETWEEN);
}

function isHead({ text }: Word): boolean {
  return isHeadWord(text);
}

function rowsOfGrid(grid: Grid, glyphs: readonly Glyph[]): PieceRow[] {
  const cells = grid.cells.map((cell) => ({
    cell,
    lines: linesOf(glyphs.filter((glyph) => isInside(glyph, cell))),
  }));
  const rows = Array.from({ length: grid.rows }, () =>
    Array.from({ length: grid.columns }, (): PieceRow[number] => []),
  );
  const leading = usualLeading(cells.map(({ lines }) => lines));
  for (const { cell, lines } of cells) {
    const alike = cells.filter((other) => isSameColumn(cell, other.cell));
    const column = columnWithin(
      cell,
      alike.map((other) => other.lines),
    );
    const row = rows[cell.row];
    if (row !== undefined) row[cell.column] = setLines(lines, column, leading);
  }
  return rows;
}

/**
 * Whether the cells of the grid are not the cells of rows: the table lacks rules, so that one cell holds several
 * entries, or all columns of an entry.
 */
function holdsEntries(grid: Grid, split: readonly Cells[]): boolean {
  const leading = usualLeading([split.flatMap((cells) => cells[1] ?? [])]);
  return split.some((cells, at) => {
    const entity = cells[1];
    if (entity === undefined) return false;
    const cell = grid.cells.find((box) => covers(box, entity));
    if (cell === undefined) return false;
    if (holdsColumns(cell, cells) || holdsEntity(cell, grid, cells)) return true;
    const isInside = (other: Cells) => other.some((line) => isIn(line, cell));
    const above = split.slice(0, at).filter(isInside);
    if (isStarLine(entity)) return holdsStars(cell, split, at, above.length > 0);
    if (!startsEntry(cells)) return false;
    const citation = cells.at(-1);
    if (citation !== undefined && covers(cell, citation)) return true;
    if (areTermsCentred(split.filter(isInside), cell)) return false;
    return hasTermsAbove(above, cells) || isApart(above, entity, leading);
  });
}

/** Whether the cell also holds the destination beside the stars, or the entries above and below them. */
function holdsStars(
  cell: Box,
  split: readonly Cells[],
  at: number,
  hasTextAbove: boolean,
): boolean {
  const country = split[at]?.[0];
  if (country !== undefined && covers(cell, country)) return true;
  const below = split[at + 1]?.[1];
  return hasTextAbove && below !== undefined && covers(cell, below) && startsBelow(split, at);
}

/** Whether a destination begins below all other text beside it: no rule separates it from the entry above. */
function holdsLastDestination(grid: Grid, split: readonly Cells[]): boolean {
  const leading = usualLeading([split.flatMap((cells) => cells[1] ?? [])]);
  return split.some(([country]) => {
    if (country === undefined) return false;
    const cell = grid.cells.find((box) => covers(box, country));
    if (cell === undefined) return false;
    const inside = split.filter((cells) => cells.some((line) => isIn(line, cell)));
    const lines = inside.flatMap(([, ...others]) => others.filter((line) => line !== undefined));
    const above = inside
      .flatMap((cells) => cells[0] ?? [])
      .findLast(({ baseline }) => baseline < country.baseline);
    return (
      (above === undefined || !isNextLine(above, country, leading)) &&
      lines.length > 0 &&
      lines.every(({ baseline, size }) => baseline < country.baseline - size / 2)
    );
  });
}

/** Whether one cell holds all columns of a line: below ruled heads, the rest of an entry from the page before. */
function holdsColumns(cell: Box, cells: Cells): boolean {
  const columns = cells.filter((line) => line !== undefined && !isStarLine(line)) as Line[];
  return (
    columns.length >= 3 &&
    columns.every((line) => covers(cell, line)) &&
    columns.every(({ left, size }, at) => left - (columns[at - 1]?.right ?? left - size) >= size)
  );
}

/** Whether a cell over all columns holds a line in the place of the entries, beside a destination or nothing. */
function holdsEntity(cell: Box, grid: Grid, cells: Cells): boolean {
  const [country, entity, ...columns] = cells;
  const isOverColumns = cell.left <= grid.left + 1 && cell.right >= grid.right - 1;
  if (!isOverColumns || entity === undefined || isStarLine(entity)) return false;
  const isText = (line: Line) => !isDestination(textOfLine(line));
  if (columns.some((line) => line !== undefined) || !isText(entity)) return false;
  return country === undefined || !isText(country);
}

/** Whether an entry begins below the stars in a cell. */
function startsBelow(split: readonly Cells[], at: number): boolean {
  return startsEntry(split[at + 1] ?? []) && split.slice(0, at).some(startsEntry);
}

/** Whether the same cell holds the license terms of another entry above. */
function hasTermsAbove(above: readonly Cells[], cells: Cells): boolean {
  return cells.length >= 5 && above.some((other) => other[2] !== undefined);
}

/** Whether the license terms are vertically centred beside their entry, in a row with rules above and below. */
function areTermsCentred(lines: readonly Cells[], { top, bottom }: Box): boolean {
  const gaps = Array.from({ length: (lines[0]?.length ?? 0) - 2 }, (_, at) => {
    const own = lines.flatMap((cells) => cells[at + 2] ?? []);
    const [first, last] = [own[0], own.at(-1)];
    if (first === undefined || last === undefined) return null;
    const { size } = first;
    return {
      size,
      above: first.baseline - ASCENT * size - top,
      below: bottom - last.baseline - (1 - ASCENT) * size,
    };
  }).filter((gap) => gap !== null);
  return (
    gaps.some(({ size, above }) => above > size) &&
    gaps.every(({ size, above, below }) => Math.abs(above - below) < size)
  );
}

/** Whether a blank separates the entry from the text above it, the rest of an entry from the page before. */
function isApart(above: readonly Cells[], entity: Line, leading: number | null): boolean {
  const last = above.findLast((cells) => cells[1] !== undefined)?.[1];
  if (last === undefined || leading === null) return false;
  return !isNextLine(last, entity, leading);
}

function isNextLine(above: Line, line: Line, leading: number | null): boolean {
  return leading === null || line.baseline - above.baseline <= WIDE_GAP * leading;
}

function isIn(line: Line | undefined, box: Box): boolean {
  return line !== undefined && line.baseline > box.top && line.baseline < box.bottom;
}

function covers(box: Box, { left, right, baseline, size }: Line): boolean {
  const [x, y] = [(left + right) / 2, baseline - size / 3];
  return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
}

/** The number of lines that form the heads, whose words a narrow column may divide. */
function headLinesOf(split: readonly Cells[]): number {
  let count = Math.min(MOST_HEAD_LINES, split.length);
  const isHeads = () =>
    split[0]?.every((_, nth) => {
      const lines = split.slice(0, count).flatMap((cells) => cells[nth] ?? []);
      return lines.length === 0 || cutHead(lines.map(textOfLine)) !== null;
    });
  while (count > 0 && !isHeads()) count -= 1;
  return count;
}

function isSameColumn(one: GridCell, other: GridCell): boolean {
  return Math.abs(one.left - other.left) < 1 && Math.abs(one.right - other.right) < 1;
}
