/** Typesets a table row by row. Rows are split or moved at the end of a page. */

import type { Look } from "./look.ts";
import type { Table } from "./manuscript.ts";
import type { Paper } from "./paper.ts";
import { type LaidRow, layTable } from "./table-cells.ts";
import { type CellLine, lineHeight } from "./table-column.ts";
import { markCountry, markPiece, type TablePlace } from "./table-marks.ts";
import { printedRows } from "./table-rows.ts";
import type { Wrapping } from "./wrap.ts";

export function typeTable(table: Table, look: Look, paper: Paper, wrapping: Wrapping): void {
  const width = look.page.width - look.page.left - look.page.right;
  const { rows, edges, sized } = layToFit(table, look, width, wrapping);
  const at: TablePlace = { look: sized, paper, fonts: wrapping.fonts, edges };
  const [head, ...body] = rows;
  if (head === undefined) return;
  const state: State = { portion: null, rowsOnPage: 0, lastBlock: -1 };
  const headHeight = heightOf(
    head.laid.map(({ lines }) => lines),
    sized,
  );
  if (paper.room() < headHeight + leastOf(body[0], sized) && !paper.isBlank()) paper.turn();
  placeHead(head, at);
  for (const row of body) placeRow(row, head, at, state);
  closePortion(state, at);
  paper.advance(sized.table.padding.y + 2);
}

const SMALLEST = 6;

/** Reduces the font size until the columns fit their words, as a typist does. */
function layToFit(table: Table, look: Look, width: number, wrapping: Wrapping) {
  for (let fontSize = look.table.fontSize; fontSize >= SMALLEST; fontSize -= 0.5) {
    const sized = { ...look, table: { ...look.table, fontSize } };
    const laid = layTable(printedRows(table, look.table), sized, width, wrapping);
    if (laid !== null) return { ...laid, sized };
  }
  throw new RangeError("The columns of this look are too narrow for the words of the table.");
}

interface State {
  /** The rows of one country on one page, if the country's cell is merged. */
  portion: { readonly row: LaidRow; readonly top: number; readonly isFirst: boolean } | null;
  rowsOnPage: number;
  lastBlock: number;
}

function placeHead(head: LaidRow, at: TablePlace): void {
  const lines = head.laid.map((cell) => cell.lines);
  markPiece(head, lines, heightOf(lines, at.look), true, at);
}

function placeRow(row: LaidRow, head: LaidRow, at: TablePlace, state: State): void {
  if (state.portion !== null && state.portion.row.block !== row.block) closePortion(state, at);
  let rest: Cells | null = row.laid.map(({ lines }) => lines);
  while (rest !== null) {
    const part = partThatFits(row, rest, at, state);
    if (part !== null) {
      openPortion(row, state, at);
      markPiece(row, part.cells, part.height, state.rowsOnPage === 0, at);
      state.rowsOnPage += 1;
      rest = part.rest;
      if (rest === null) return;
    } else if (state.rowsOnPage === 0 && at.paper.isBlank()) {
      throw new RangeError("A row of the table fits on no page of this look.");
    }
    closePortion(state, at);
    at.paper.turn();
    state.rowsOnPage = 0;
    if (at.look.table.hasRepeatedHead) placeHead(head, at);
  }
}

type Cells = readonly (readonly CellLine[])[];

interface Part {
  readonly cells: Cells;
  readonly height: number;
  /** The part for the next page; null without one. */
  readonly rest: Cells | null;
}

/** The part of a row that fits on the page; null where none does. */
function partThatFits(row: LaidRow, cells: Cells, at: TablePlace, state: State): Part | null {
  const { look, paper } = at;
  const least = row.merged !== null && state.portion === null ? countryHeight(row, look) : 0;
  const height = Math.max(heightOf(cells, look), least);
  if (height <= paper.room()) return { cells, height, rest: null };
  const maySplit = look.table.rowsAtPageEnd === "cut" || state.rowsOnPage === 0;
  const taken = maySplit && least <= paper.room() ? split(cells, paper.room(), look) : null;
  if (taken === null) return null;
  const rest = cells.map((all, nth) => all.slice(taken[nth]?.length ?? 0));
  return { cells: taken, height: Math.max(heightOf(taken, look), least), rest };
}

/** The lines that fit, at least one of each cell; null where that is not possible. */
function split(cells: Cells, room: number, look: Look): CellLine[][] | null {
  const taken = cells.map((lines) => {
    let count = lines.length;
    while (count > 0 && heightOf([lines.slice(0, count)], look) > room) count -= 1;
    while (count > 0 && count < lines.length && lines[count - 1]?.isKeptWithNext) count -= 1;
    return lines.slice(0, count);
  });
  const isGood = taken.every((lines, at) => lines.length > 0 || cells[at]?.length === 0);
  return isGood ? taken : null;
}

function heightOf(cells: Cells, look: Look): number {
  const heights = cells.map((lines) =>
    lines.reduce(
      (sum, { gapBefore }, at) => sum + lineHeight(look) + (at === 0 ? 0 : gapBefore),
      0,
    ),
  );
  return Math.max(lineHeight(look), ...heights) + 2 * look.table.padding.y;
}

function leastOf(row: LaidRow | undefined, look: Look): number {
  if (row === undefined) return 0;
  return Math.max(countryHeight(row, look), 2 * lineHeight(look) + 2 * look.table.padding.y);
}

function countryHeight({ country }: LaidRow, look: Look): number {
  return country.length === 0 ? 0 : country.length * lineHeight(look) + 2 * look.table.padding.y;
}

function openPortion(row: LaidRow, state: State, { paper }: TablePlace): void {
  if (row.merged === null || state.portion !== null) return;
  state.portion = { row, top: paper.y(), isFirst: state.lastBlock !== row.block };
  state.lastBlock = row.block;
}

function closePortion(state: State, at: TablePlace): void {
  if (state.portion === null) return;
  const { row, top, isFirst } = state.portion;
  const isShown = isFirst || at.look.table.country === "merged, each page";
  markCountry(isShown ? row.country : [], top, at.paper.y(), at);
  state.portion = null;
}
