/** Converts a manuscript's table to the printed rows of a look. */

import type { TableLook } from "./look.ts";
import { type Cell, plain, type Table } from "./manuscript.ts";

/** A cell over the columns from `from` up to, not including, `to`. */
export interface PrintedCell {
  readonly from: number;
  readonly to: number;
  readonly cell: Cell;
  readonly role: "head" | "stars" | "country" | "text";
}

export interface PrintedRow {
  readonly cells: readonly PrintedCell[];
  readonly isHead: boolean;
  /** Index of the country's block from 0; -1 for none. */
  readonly block: number;
  /** The country in the merged first column; null where the look does not merge. */
  readonly merged: string | null;
}

const STARS = [plain("* * * * * * *")];

export function printedRows(table: Table, look: TableLook): PrintedRow[] {
  const count = table.columns.length;
  const isMerged = look.country.startsWith("merged");
  let block = -1;
  let blocks = -1;
  let merged: string | null = null;
  let waiting: string | null = null;
  const row = (cells: PrintedCell[]): PrintedRow => {
    return { cells: filled(cells, count), isHead: false, block, merged };
  };
  const starRow = () =>
    row(look.stars === "across" ? [cell(0, count, STARS, "stars")] : [cell(1, 2, STARS, "stars")]);
  const head: PrintedRow = {
    cells: table.columns.map((text, at) => cell(at, at + 1, [text], "head")),
    isHead: true,
    block: -1,
    merged: null,
  };
  const body = table.rows.flatMap((one, at): PrintedRow[] => {
    if (one.kind === "stars") {
      block = -1;
      merged = null;
      return [starRow()];
    }
    if (one.kind === "country") {
      const before = table.rows[at - 1]?.kind;
      const hasStars = look.hasStarsBetween && before !== undefined && before !== "stars";
      merged = null;
      const stars = hasStars ? [starRow()] : [];
      blocks += 1;
      block = blocks;
      merged = isMerged ? one.name : null;
      waiting = look.country === "first row" ? one.name : null;
      return [...stars, ...countryRows(one.name, look, count).map(row)];
    }
    if (one.kind === "address") return [row([cell(1, 2, one.cell, "text")])];
    const cells = one.cells.map((lines, nth) => cell(nth + 1, nth + 2, lines, "text"));
    const country = waiting === null ? [] : [cell(0, 1, [plain(waiting)], "country")];
    waiting = null;
    const entry = row([...country, ...cells]);
    return look.hasEmptyRows ? [row([]), entry] : [entry];
  });
  return [head, ...body];
}

function cell(from: number, to: number, lines: Cell, role: PrintedCell["role"]): PrintedCell {
  return { from, to, cell: lines, role };
}

function countryRows(name: string, look: TableLook, count: number): PrintedCell[][] {
  const country = (to: number) => cell(0, to, [plain(name)], "country");
  switch (look.country) {
    case "first row":
    case "merged, top":
    case "merged, middle":
    case "merged, each page":
      return [];
    case "row across":
      return [[country(count)]];
    case "row above stars":
      return [[country(1)], [cell(1, count, STARS, "stars")]];
    case "row with stars":
      return [[country(1), cell(1, look.stars === "across" ? count : 2, STARS, "stars")]];
    case "row":
      return [[country(1)]];
  }
}

/** Fills missing columns with empty cells. */
function filled(cells: readonly PrintedCell[], count: number): PrintedCell[] {
  const all: PrintedCell[] = [];
  let at = 0;
  for (const one of cells) {
    while (at < one.from) {
      all.push(cell(at, at + 1, [], "text"));
      at += 1;
    }
    all.push(one);
    at = one.to;
  }
  while (at < count) {
    all.push(cell(at, at + 1, [], "text"));
    at += 1;
  }
  return all;
}
