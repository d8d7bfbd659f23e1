/** Wraps the cells of a table into lines, in columns wide enough that a reader can tell where the typist began a line. */

import type { Style } from "./fonts.ts";
import type { Look } from "./look.ts";
import { plain, type Text } from "./manuscript.ts";
import type { PrintedCell, PrintedRow } from "./table-rows.ts";
import { type Atom, atomsOf } from "./words.ts";
import { type Line, type Wrapping, wrap } from "./wrap.ts";

export interface CellLine {
  readonly line: Line;
  readonly gapBefore: number;
  /** The typist's end of this line would be lost at the end of a page. */
  readonly isKeptWithNext: boolean;
}

export interface LaidCell extends PrintedCell {
  readonly lines: readonly CellLine[];
}

export interface LaidRow extends PrintedRow {
  readonly laid: readonly LaidCell[];
  /** The merged country's lines; empty where there is none. */
  readonly country: readonly Line[];
}

export interface LaidTable {
  readonly rows: readonly LaidRow[];
  /** Left edges of the columns and the right edge of the last, from the table's left edge. */
  readonly edges: readonly number[];
}

const TRIES = 24;
const STEP = 2.5;

/**
 * Tries columns of slightly different widths until each line that the typist began can be told from a wrapped one.
 * Where none will do, a gap stands before each line of the typist's.
 */
export function layTable(
  rows: readonly PrintedRow[],
  look: Look,
  width: number,
  wrapping: Wrapping,
): LaidTable {
  const count = rows[0]?.cells.length ?? 0;
  const shares = sharesOf(look, count);
  const sum = shares.reduce((total, share) => total + share, 0);
  const usual = shares.map((share) => (share / sum) * width);
  const set = rows.map((row) => setRow(row, look, wrapping));
  for (let nth = 0; nth < TRIES; nth += 1) {
    const shift = (nth % 2 === 0 ? 1 : -1) * Math.ceil(nth / 2) * STEP;
    const widths = usual.map((one, at) => one + (at === 1 ? shift : -shift / (count - 1)));
    const laid = lay(set, look, widths, wrapping, look.table.lineGap);
    if (isClear(laid, look)) return laid;
  }
  const gap = Math.max(look.table.lineGap, look.table.fontSize * 0.6);
  const laid = lay(set, look, usual, wrapping, gap);
  return { ...laid, rows: laid.rows.map(keepTogether) };
}

/** The country, the entry, and the columns from the right. */
function sharesOf({ table: { columnShares } }: Look, count: number): number[] {
  const [country = 1, entry = 1, ...others] = columnShares;
  return [country, entry, ...others.slice(others.length - (count - 2))];
}

/** A row in its fonts, before its lines are broken. */
interface SetRow {
  readonly row: PrintedRow;
  readonly texts: readonly (readonly (readonly Atom[])[])[];
  readonly country: readonly Atom[];
}

function setRow(row: PrintedRow, look: Look, { fonts }: Wrapping): SetRow {
  const { breaksAtStrokes } = look.paragraphs;
  const set = (text: Text, role: PrintedCell["role"]) =>
    atomsOf(text, styleOf(role, look), fonts, breaksAtStrokes);
  const texts = row.cells.map(({ cell, role }) => cell.map((text) => set(text, role)));
  return { row, texts, country: row.merged === null ? [] : set(plain(row.merged), "country") };
}

function lay(
  rows: readonly SetRow[],
  look: Look,
  widths: readonly number[],
  { fonts, whole }: Wrapping,
  lineGap: number,
): LaidTable {
  const edges = [0];
  for (const width of widths) edges.push((edges.at(-1) ?? 0) + width);
  const inner = (from: number, to: number) =>
    (edges[to] ?? 0) - (edges[from] ?? 0) - 2 * look.table.padding.x;
  const own = { fonts, whole: whole === null ? null : new Set(whole) };
  const laid = rows.map(({ row, texts, country }): LaidRow => {
    const cells = row.cells.map((one, nth): LaidCell => {
      const width = inner(one.from, one.to);
      const lines = (texts[nth] ?? []).flatMap((atoms, begun) =>
        wrap(atoms, () => width, own).map((line, at): CellLine => {
          const gapBefore = begun > 0 && at === 0 ? lineGap : 0;
          return { line, gapBefore, isKeptWithNext: false };
        }),
      );
      return { ...one, lines };
    });
    const merged = country.length === 0 ? [] : wrap(country, () => inner(0, 1), own);
    return { ...row, laid: cells, country: merged };
  });
  return { rows: laid, edges };
}

function styleOf(role: PrintedCell["role"], { table }: Look): Style {
  const isBold =
    (role === "head" && table.hasBoldHead) || (role === "country" && table.isCountryBold);
  return { isBold, isItalic: false, size: table.fontSize, rise: 0 };
}

/** Short of the column's edge by this much at least. */
const CLEARANCE = 3;

/**
 * The typist's line ends where the next word would have fitted, even in a column as narrow as its widest line;
 * or the next line begins with a dash. A word alone on its line is not as wide as the column unless it was cut.
 */
function isClear({ rows, edges }: LaidTable, look: Look): boolean {
  const widest = edges.map(() => 0);
  for (const { laid } of rows) {
    for (const { from, to, lines } of laid) {
      if (to - from > 1) continue;
      const width = Math.max(0, ...lines.map(({ line }) => line.width));
      widest[from] = Math.max(widest[from] ?? 0, width);
    }
  }
  return rows.every(({ laid }) =>
    laid.every(({ from, to, lines }) => {
      const inner = (edges[to] ?? 0) - (edges[from] ?? 0) - 2 * look.table.padding.x;
      const edge = to - from > 1 ? inner : Math.min(inner, widest[from] ?? 0);
      return lines.every(({ line }, at) => isLineClear(line, lines[at + 1]?.line, edge, inner));
    }),
  );
}

function isLineClear(line: Line, next: Line | undefined, edge: number, inner: number): boolean {
  const [first, ...others] = next?.atoms ?? [];
  if (first === undefined) return true;
  const size = first.pieces[0]?.style.size ?? 0;
  if (line.end === "end") {
    if (first.pieces[0]?.text.startsWith("—")) return true;
    const end = others.findIndex(({ space }) => space > 0);
    const word = [first, ...others.slice(0, end < 0 ? others.length : end)];
    const width = word.reduce((sum, atom) => sum + atom.width, 0);
    return line.width + size * 0.3 + width < edge - CLEARANCE;
  }
  if (line.end === "space" && line.atoms.length === 1) return line.width + size < inner;
  return true;
}

function keepTogether(row: LaidRow): LaidRow {
  const laid = row.laid.map((cell) => ({
    ...cell,
    lines: cell.lines.map((one) => ({ ...one, isKeptWithNext: one.line.end === "end" })),
  }));
  return { ...row, laid };
}
