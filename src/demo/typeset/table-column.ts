/** Breaks the cells of a column into lines, at a width where a parser can recognise the typed lines. */

import type { Look } from "./look.ts";
import { LEADING } from "./prose.ts";
import type { Atom } from "./words.ts";
import { type Line, type Wrapping, wrap } from "./wrap.ts";

export interface CellLine {
  readonly line: Line;
  readonly indent: number;
  readonly gapBefore: number;
  /** A page break after this line would hide the end of the typed line. */
  readonly isKeptWithNext: boolean;
}

/** The typed lines of a cell in their fonts, before wrapping. */
export type SetCell = readonly (readonly Atom[])[];

export interface Column {
  readonly width: number;
  /** By row; null where the row has no cell in only this column. */
  readonly cells: readonly (readonly CellLine[] | null)[];
}

/** Height of a line in a cell. */
export function lineHeight({ table }: Look): number {
  return table.fontSize * LEADING * table.spacing;
}

type SetColumn = readonly (SetCell | null)[];

/** Points by which a column is widened or narrowed. */
const NUDGES = [
  0, 2, -2, 4, -4, 6, -6, 8, -8, 10, 12, -11, 15, 18, 21, 24, 28, 32, 36, 41, 46, 52, 58,
];
/** Adjustments of the entry column, which takes the remaining width. The table may be slightly too wide. */
const ENTRY_NUDGES = [0, -3, 3, -6, 6, -9, 9, -12, -15, -18, -21, -24];

/** Finds a width near `width` at which all words are unambiguous; null without one. */
export function fitColumn(
  set: SetColumn,
  width: number,
  look: Look,
  wrapping: Wrapping,
): Column | null {
  for (const nudge of NUDGES) {
    const column = breakColumn(set, width + nudge, look, wrapping, look.table.lineGap);
    if (hasClearWords(column, look, wrapping)) return column;
  }
  return null;
}

/** Also requires unambiguous lines. If no width gives them, a gap separates the typed lines. */
export function fitEntries(
  set: SetColumn,
  width: number,
  look: Look,
  wrapping: Wrapping,
): Column | null {
  const style = { isBold: false, isItalic: false, size: look.table.fontSize, rise: 0 };
  const space = wrapping.fonts.width(" ", style);
  for (const nudge of ENTRY_NUDGES) {
    const column = breakColumn(set, width + nudge, look, wrapping, look.table.lineGap);
    if (hasClearWords(column, look, wrapping) && hasClearLines(column, space)) return column;
  }
  const gap = Math.max(look.table.lineGap, look.table.fontSize * 0.6);
  for (const nudge of ENTRY_NUDGES) {
    const column = breakColumn(set, width + nudge, look, wrapping, gap);
    if (hasClearWords(column, look, wrapping)) return keptTogether(column);
  }
  return null;
}

export function breakCell(
  cell: SetCell,
  width: number,
  lineGap: number,
  hang: number,
  wrapping: Wrapping,
): CellLine[] {
  const indentOf = (nth: number) => (nth === 0 ? 0 : hang);
  return cell.flatMap((atoms, begun) =>
    wrap(atoms, (nth) => width - indentOf(nth), wrapping).map((line, nth): CellLine => {
      const gapBefore = begun > 0 && nth === 0 ? lineGap : 0;
      return { line, indent: indentOf(nth), gapBefore, isKeptWithNext: false };
    }),
  );
}

function breakColumn(
  set: SetColumn,
  width: number,
  look: Look,
  wrapping: Wrapping,
  lineGap: number,
): Column {
  // Each attempt starts with the whole words from before the table.
  const own = { ...wrapping, whole: new Set(wrapping.whole) };
  const { padding, hang } = look.table;
  const inner = width - 2 * padding.x;
  const cells = set.map((cell) =>
    cell === null ? null : breakCell(cell, inner, lineGap, hang, own),
  );
  return { width, cells };
}

/**
 * A single word on a line must leave room for the next letter, unless it was split there. A word may be split without a hyphen only
 * where a rule shows the edge of the column.
 */
function hasClearWords({ width, cells }: Column, look: Look, { fonts }: Wrapping): boolean {
  const { padding, rules } = look.table;
  const inner = width - 2 * padding.x;
  const hasEdge = rules === "all" || rules === "columns";
  const isClear = ({ line, indent }: CellLine, next: Line | undefined): boolean => {
    if (line.end === "inside a word") return hasEdge;
    if (line.end !== "space" || line.atoms.length > 1) return true;
    const piece = next?.atoms[0]?.pieces[0];
    if (piece === undefined) return true;
    const letter = fonts.width(piece.text.slice(0, 1), piece.style);
    return indent + line.width + letter + LETTER_CLEARANCE < inner;
  };
  return cells.every(
    (cell) => cell?.every((line, at) => isClear(line, cell[at + 1]?.line)) ?? true,
  );
}

const LETTER_CLEARANCE = 1.5;
/** Minimum distance from the column's edge for a line that the typist ended. */
const CLEARANCE = 3;
/** Minimum excess over the edge for a wrapped line. */
const EXCESS = 0.5;

/**
 * After a line that the typist ended, the next word would have fitted even in a column as narrow as its widest line, or the next line
 * starts with a dash. After a wrapped line the next word would not have fitted.
 */
function hasClearLines({ cells }: Column, space: number): boolean {
  const lines = cells.flatMap((cell) => cell ?? []);
  const edge = lines.reduce((widest, { line, indent }) => Math.max(widest, indent + line.width), 0);
  const isClear = ({ line, indent }: CellLine, next: Line | undefined): boolean => {
    if (next === undefined || beginsWithDash(next)) return true;
    const wanted = indent + line.width + space + firstWordWidth(next);
    if (line.end === "end") return wanted < edge - CLEARANCE;
    return line.end !== "space" || wanted > edge + EXCESS;
  };
  return cells.every(
    (cell) => cell?.every((line, at) => isClear(line, cell[at + 1]?.line)) ?? true,
  );
}

function beginsWithDash({ atoms }: Line): boolean {
  return atoms[0]?.pieces[0]?.text.startsWith("—") ?? false;
}

function firstWordWidth({ atoms }: Line): number {
  const [first, ...others] = atoms;
  const end = others.findIndex(({ space }) => space > 0);
  const rest = end < 0 ? others : others.slice(0, end);
  return rest.reduce((sum, atom) => sum + atom.width, first?.width ?? 0);
}

function keptTogether(column: Column): Column {
  const cells = column.cells.map(
    (lines) => lines?.map((one) => ({ ...one, isKeptWithNext: one.line.end === "end" })) ?? null,
  );
  return { ...column, cells };
}
