/** Adds the marks of a row: its text and rules. */

import type { Fonts } from "./fonts.ts";
import type { Look } from "./look.ts";
import { markLine } from "./mark-line.ts";
import type { Paper } from "./paper.ts";
import type { LaidCell, LaidRow } from "./table-cells.ts";
import { type CellLine, lineHeight } from "./table-column.ts";
import type { Line } from "./wrap.ts";

export interface TablePlace {
  readonly look: Look;
  readonly paper: Paper;
  readonly fonts: Fonts;
  readonly edges: readonly number[];
}

/** Marks a row, or its part on one page, and advances below it. */
export function markPiece(
  row: LaidRow,
  cells: readonly (readonly CellLine[])[],
  height: number,
  isFirstOnPage: boolean,
  at: TablePlace,
): void {
  const top = at.paper.y();
  for (const [nth, cell] of row.laid.entries()) {
    markText(cell, cells[nth] ?? [], top, height, at);
    markRules(cell, row, top, height, isFirstOnPage, at);
  }
  at.paper.advance(height);
}

/** Marks the merged cell of a country over its rows on this page. */
export function markCountry(
  lines: readonly Line[],
  top: number,
  bottom: number,
  at: TablePlace,
): void {
  const { table } = at.look;
  const used = lines.length * lineHeight(at.look);
  const isMiddle = table.country === "merged, middle";
  const from = isMiddle ? top + (bottom - top - used) / 2 : top + table.padding.y;
  lines.forEach((line, nth) => {
    markCellLine(line, 0, 0, 1, "left", baseline(from, nth, 0, at.look), at);
  });
  if (table.rules === "all") frame(0, 1, top, bottom - top, at);
  if (table.rules === "columns") sides(0, 1, top, bottom - top, at);
  if (table.rules === "rows") {
    horizontal(0, 1, top, at);
    horizontal(0, 1, bottom, at);
  }
}

function markText(
  cell: LaidCell,
  lines: readonly CellLine[],
  top: number,
  height: number,
  at: TablePlace,
): void {
  const { table } = at.look;
  const used = lines.reduce(
    (sum, { gapBefore }, nth) => sum + (nth === 0 ? 0 : gapBefore) + lineHeight(at.look),
    0,
  );
  const isMiddle = table.verticalAlign === "middle" && cell.role === "text";
  const from = isMiddle ? top + (height - used) / 2 : top + table.padding.y;
  const isCentred = cell.role === "stars" || (cell.role === "head" && table.hasBoldHead);
  let gap = 0;
  for (const [nth, { line, gapBefore, indent }] of lines.entries()) {
    gap += nth === 0 ? 0 : gapBefore;
    const y = baseline(from, nth, gap, at.look);
    markCellLine(line, indent, cell.from, cell.to, isCentred ? "centre" : "left", y, at);
  }
}

function baseline(from: number, nth: number, gap: number, look: Look): number {
  return from + gap + (nth + 1) * lineHeight(look) - look.table.fontSize * 0.26;
}

function markCellLine(
  line: Line,
  indent: number,
  from: number,
  to: number,
  align: "left" | "centre",
  y: number,
  { look, paper, fonts, edges }: TablePlace,
): void {
  const { padding, isJustified } = look.table;
  const left = look.page.left + (edges[from] ?? 0) + padding.x;
  const inner = (edges[to] ?? 0) - (edges[from] ?? 0) - 2 * padding.x;
  const x = align === "centre" ? left + (inner - line.width) / 2 : left + indent;
  const justifiedTo = isJustified && align === "left" && line.end !== "end" ? inner - indent : null;
  const place = { x, y, part: "body" as const, column: from, justifiedTo };
  paper.sheet().marks.push(...markLine(line, place, look.drawing, fonts));
}

function markRules(
  cell: LaidCell,
  row: LaidRow,
  top: number,
  height: number,
  isFirstOnPage: boolean,
  at: TablePlace,
): void {
  const { rules } = at.look.table;
  // The merged cell is framed later, when all its rows on the page are known.
  if (row.merged !== null && cell.from === 0 && cell.to === 1) return;
  if (row.isHead && at.look.table.hasShadedHead) shade(cell, top, height, at);
  if (rules === "all") frame(cell.from, cell.to, top, height, at);
  if (rules === "columns") sides(cell.from, cell.to, top, height, at);
  if (rules === "rows") {
    if (isFirstOnPage || row.isHead) horizontal(cell.from, cell.to, top, at);
    horizontal(cell.from, cell.to, top + height, at);
  }
}

function frame(from: number, to: number, top: number, height: number, at: TablePlace): void {
  const { look, paper, edges } = at;
  const x = look.page.left + (edges[from] ?? 0);
  const width = (edges[to] ?? 0) - (edges[from] ?? 0);
  const thickness = look.table.ruleWidth;
  const { marks } = paper.sheet();
  if (look.drawing.rules === "boxes") {
    marks.push({ kind: "rule", x, y: top, width, height, thickness });
    return;
  }
  horizontal(from, to, top, at);
  horizontal(from, to, top + height, at);
  sides(from, to, top, height, at);
}

function sides(from: number, to: number, y: number, height: number, at: TablePlace): void {
  const { look, paper, edges } = at;
  const thickness = look.table.ruleWidth;
  for (const edge of [from, to]) {
    const x = look.page.left + (edges[edge] ?? 0);
    paper.sheet().marks.push({ kind: "rule", x, y, width: 0, height, thickness });
  }
}

function shade({ from, to }: LaidCell, y: number, height: number, at: TablePlace): void {
  const { look, paper, edges } = at;
  const x = look.page.left + (edges[from] ?? 0);
  const width = (edges[to] ?? 0) - (edges[from] ?? 0);
  paper.sheet().marks.push({ kind: "shade", x, y, width, height });
}

function horizontal(from: number, to: number, y: number, { look, paper, edges }: TablePlace): void {
  const x = look.page.left + (edges[from] ?? 0);
  const width = (edges[to] ?? 0) - (edges[from] ?? 0);
  const thickness = look.table.ruleWidth;
  paper.sheet().marks.push({ kind: "rule", x, y, width, height: 0, thickness });
}
