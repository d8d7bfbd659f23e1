/** Finds a table without rules between its columns: by its heads, and by the blank between them that runs down the page. */

import { countryOfDestination } from "../../../model/country.ts";
import { isHeadWord } from "./head-words.ts";
import { type Line, textOfLine, type Word } from "./lines.ts";
import { rowsWithin } from "./open-rows.ts";
import type { Rule } from "./page-print.ts";
import type { TablePiece } from "./table-piece.ts";

/** The blank between two columns. */
export interface Gutter {
  readonly from: number;
  readonly to: number;
}

export interface OpenTable {
  /** The lines it takes of its page: from, and up to. */
  readonly start: number;
  readonly end: number;
  readonly gutters: readonly Gutter[];
  readonly piece: TablePiece;
}

/** Shares of the font's size. */
const NARROWEST_GUTTER = 0.35;
const BETWEEN_HEADS = 0.7;
/** A head has no more lines. */
const HEAD_LINES = 4;
const STARS = /^[*\s]*\*[*\s]*$/;
const COUNTRY = /^country$/i;
const ENTITY = /^(?:entity|listed)$/i;
/** What can only stand below a table. */
const AFTER = /^(?:\[FR Doc|PART \d|Supplement No|(?:\d{1,2}|[a-z])\. )/i;

/** `rules`: those across the page. `before`: the gutters of the page before, where its table may go on. */
export function openTableOf(
  lines: readonly Line[],
  rules: readonly Rule[],
  before: readonly Gutter[] | null,
): OpenTable | null {
  const head = headOf(lines);
  if (head !== null) return tableFrom(lines, rules, head);
  return before === null ? null : tableFrom(lines, rules, { start: 0, end: 0, gutters: before });
}

interface Head {
  readonly start: number;
  readonly end: number;
  readonly gutters: readonly Gutter[];
}

function headOf(lines: readonly Line[]): Head | null {
  const at = lines.findIndex(({ words }) => words.some(({ text }) => COUNTRY.test(text)));
  const line = lines[at];
  if (line === undefined) return null;
  const isHeadLine = (other: Line | undefined) =>
    other !== undefined &&
    Math.abs(other.baseline - line.baseline) < HEAD_LINES * 1.3 * line.size &&
    other.words.every(({ text }) => isHeadWord(text));
  if (!isHeadLine(line)) return null;
  let [start, end] = [at, at + 1];
  while (isHeadLine(lines[start - 1])) start -= 1;
  while (isHeadLine(lines[end])) end += 1;
  const words = lines.slice(start, end).flatMap((head) => head.words);
  if (!words.some(({ text }) => ENTITY.test(text))) return null;
  const heads = clustersOf(words, line.size);
  if (heads.length < 3 || heads.length > 5) return null;
  const gutters = heads
    .slice(1)
    .map(({ left }, nth) => ({ from: heads[nth]?.right ?? 0, to: left }));
  return { start, end, gutters };
}

/** Words that overlap from line to line, or stand as near as words do, are one head. */
function clustersOf(words: readonly Word[], size: number): Word[] {
  const clusters: { text: string; left: number; right: number }[] = [];
  for (const word of words.toSorted((one, other) => one.left - other.left)) {
    const open = clusters.at(-1);
    if (open !== undefined && word.left - open.right < BETWEEN_HEADS * size) {
      open.right = Math.max(open.right, word.right);
      open.text += ` ${word.text}`;
    } else clusters.push({ ...word });
  }
  return clusters;
}

function tableFrom(lines: readonly Line[], rules: readonly Rule[], head: Head): OpenTable | null {
  let { gutters, end } = head;
  for (const line of lines.slice(head.end)) {
    if (AFTER.test(textOfLine(line))) break;
    const narrowed = runsAcross(line) ? gutters : narrow(gutters, line);
    if (narrowed === null) break;
    gutters = narrowed;
    end += 1;
  }
  while (end > head.end && isBesideTable(lines[end - 1] as Line, gutters)) end -= 1;
  if (end === head.end) return null;
  const cuts = gutters.map(({ from, to }) => (from + to) / 2);
  const taken = lines.slice(head.start, end);
  const piece = rowsWithin(taken, rules, cuts, head.end - head.start);
  return { start: head.start, end, gutters, piece };
}

/** Stars, and a destination over all columns, run through the gutters. */
export function runsAcross(line: Line): boolean {
  const text = textOfLine(line);
  return STARS.test(text) || isDestination(text);
}

/** In capitals, as a list prints it. */
export function isDestination(text: string): boolean {
  return !/\p{Ll}{2}|\*/u.test(text) && countryOfDestination(text) !== null;
}

/** Null where the line runs through a gutter: it is no line of the table. */
function narrow(gutters: readonly Gutter[], line: Line): Gutter[] | null {
  const words = line.words.filter(({ text }) => !STARS.test(text));
  const narrowed: Gutter[] = [];
  for (const { from, to } of gutters) {
    let widest: Gutter = { from: 0, to: 0 };
    let open = from;
    for (const { left, right } of [...words, { left: to, right: to }]) {
      const until = Math.min(left, to);
      if (until - open > widest.to - widest.from) widest = { from: open, to: until };
      open = Math.max(open, right);
    }
    if (widest.to - widest.from < NARROWEST_GUTTER * line.size) return null;
    narrowed.push(widest);
  }
  return narrowed;
}

/** A short line below the table that stands under its first column and names no destination: a signature. */
function isBesideTable(line: Line, gutters: readonly Gutter[]): boolean {
  const text = textOfLine(line);
  if (line.right > (gutters[0]?.to ?? 0)) return false;
  return !STARS.test(text) && countryOfDestination(text) === null && /\p{Ll}/u.test(text);
}
