/** Breaks the cells of one column into lines, in a width at which a reader can tell what the typist did. */

import type { Look } from "./look.ts";
import { LEADING } from "./prose.ts";
import type { Atom } from "./words.ts";
import { type Line, type Wrapping, wrap } from "./wrap.ts";

export interface CellLine {
  readonly line: Line;
  readonly indent: number;
  readonly gapBefore: number;
  /** The typist's end of this line would be lost at the end of a page. */
  readonly isKeptWithNext: boolean;
}

/** A cell in its fonts: the lines that the typist began, before they are broken. */
export type SetCell = readonly (readonly Atom[])[];

export interface Column {
  readonly width: number;
  /** By the rows of the table; null where the row has no cell of this column alone. */
  readonly cells: readonly (readonly CellLine[] | null)[];
}

/** Of a line in a cell. */
export function lineHeight({ table }: Look): number {
  return table.fontSize * LEADING * table.spacing;
}

type SetColumn = readonly (SetCell | null)[];

/** Points by which a column is made wider or narrower. */
const NUDGES = [
  0, 2, -2, 4, -4, 6, -6, 8, -8, 10, 12, -11, 15, 18, 21, 24, 28, 32, 36, 41, 46, 52, 58,
];
/** The column of entries takes what the others leave; the table may stick out by a little. */
const ENTRY_NUDGES = [0, -3, 3, -6, 6, -9, 9, -12, -15, -18, -21, -24];

/** A column whose words are clear; null where no width near `width` makes them so. */
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

/** A column whose lines are clear as well; where no width makes them so, a gap parts the lines that the typist began. */
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
  // Each try begins with the words that stood whole before the table.
  const own = { ...wrapping, whole: new Set(wrapping.whole) };
  const { padding, hang } = look.table;
  const inner = width - 2 * padding.x;
  const cells = set.map((cell) =>
    cell === null ? null : breakCell(cell, inner, lineGap, hang, own),
  );
  return { width, cells };
}

/**
 * A word alone on its line leaves room for the letter that comes next, unless it was cut there. Only where a rule shows
 * the edge of the column may a word be cut without a hyphen.
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
/** Short of the column's edge by this much at least, where the typist ended the line. */
const CLEARANCE = 3;
/** Beyond it by this much at least, where the line was wrapped. */
const EXCESS = 0.5;

/**
 * The typist's line ends where the next word would have fitted, even in a column as narrow as its widest line, or the
 * next line begins with a dash. After a wrapped line the next word would not have fitted.
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
