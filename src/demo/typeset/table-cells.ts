/** Lays out a table: breaks the cells of its rows into lines. */

import type { Style } from "./fonts.ts";
import type { Look } from "./look.ts";
import { plain, type Text } from "./manuscript.ts";
import {
  breakCell,
  type CellLine,
  type Column,
  fitColumn,
  fitEntries,
  type SetCell,
} from "./table-column.ts";
import type { PrintedCell, PrintedRow } from "./table-rows.ts";
import { type Atom, atomsOf } from "./words.ts";
import type { Line, Wrapping } from "./wrap.ts";

export interface LaidCell extends PrintedCell {
  readonly lines: readonly CellLine[];
}

export interface LaidRow extends PrintedRow {
  readonly laid: readonly LaidCell[];
  /** The lines of the merged country; empty without one. */
  readonly country: readonly Line[];
}

export interface LaidTable {
  readonly rows: readonly LaidRow[];
  /** Left edges of the columns and the right edge of the last, from the table's left edge. */
  readonly edges: readonly number[];
}

/**
 * `width` is the text width. The table's width differs slightly, as in word processors. Null where no column widths keep the words
 * readable for a parser.
 */
export function layTable(
  rows: readonly PrintedRow[],
  look: Look,
  width: number,
  wrapping: Wrapping,
): LaidTable | null {
  const set = setterOf(look, wrapping);
  const count = rows[0]?.cells.length ?? 0;
  const shares = sharesOf(look, count);
  const sum = shares.reduce((total, share) => total + share, 0);
  const cells = rows.map((row) =>
    row.cells.map((one) => one.cell.map((text) => set(text, one.role))),
  );
  const cellOf = (row: PrintedRow, at: number, column: number): SetCell | null => {
    const nth = row.cells.findIndex(({ from, to }) => from === column && to === column + 1);
    return cells[at]?.[nth] ?? null;
  };
  const countryOf = (row: PrintedRow, at: number): SetCell | null =>
    row.merged === null ? cellOf(row, at, 0) : [set(plain(row.merged), "country")];
  const columns: Column[] = [];
  let left = width;
  // The entry column is fitted last: it takes the remaining width.
  for (const column of [0, ...shares.keys().drop(2), 1]) {
    const ofRows = rows.map((row, at) =>
      column === 0 ? countryOf(row, at) : cellOf(row, at, column),
    );
    const fitted =
      column === 1
        ? fitEntries(ofRows, left, look, wrapping)
        : fitColumn(ofRows, ((shares[column] ?? 0) / sum) * width, look, wrapping);
    if (fitted === null) return null;
    columns[column] = fitted;
    left -= fitted.width;
  }
  const edges = [0];
  for (const column of columns) edges.push((edges.at(-1) ?? 0) + column.width);
  const laid = rows.map((row, at): LaidRow => {
    const ownColumn = (column: number) => columns[column]?.cells[at] ?? [];
    const laidCells = row.cells.map((one, nth): LaidCell => {
      if (row.merged !== null && one.from === 0) return { ...one, lines: [] };
      if (one.to === one.from + 1) return { ...one, lines: ownColumn(one.from) };
      const inner = (edges[one.to] ?? 0) - (edges[one.from] ?? 0) - 2 * look.table.padding.x;
      return { ...one, lines: breakCell(cells[at]?.[nth] ?? [], inner, 0, 0, wrapping) };
    });
    const country = row.merged === null ? [] : ownColumn(0).map(({ line }) => line);
    return { ...row, laid: laidCells, country };
  });
  return { rows: laid, edges };
}

/** The shares of country and entry, and those of the other columns from the right. */
function sharesOf({ table: { columnShares } }: Look, count: number): number[] {
  const [country = 1, entry = 1, ...others] = columnShares;
  return [country, entry, ...others.slice(others.length - (count - 2))];
}

/** Caches repeated texts, such as license terms. */
function setterOf(look: Look, { fonts }: Wrapping) {
  const typing = { ...look.paragraphs, hasWideSentences: false };
  const known = new Map<string, Atom[]>();
  return (text: Text, role: PrintedCell["role"]): Atom[] => {
    const key = `${role} ${JSON.stringify(text)}`;
    const atoms = known.get(key) ?? atomsOf(text, styleOf(role, look), fonts, typing);
    known.set(key, atoms);
    return atoms;
  };
}

function styleOf(role: PrintedCell["role"], { table }: Look): Style {
  const isBold =
    (role === "head" && table.hasBoldHead) || (role === "country" && table.isCountryBold);
  return { isBold, isItalic: false, size: table.fontSize, rise: 0 };
}
