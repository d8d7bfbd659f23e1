/** Distinguishes line breaks of the author from wrapping by the column. */

import { type Line, textOfLine } from "../page/lines.ts";
import type { Hyphenation } from "./hyphenation.ts";

/** The edges between which lines are set, in points. */
export interface Column {
  readonly left: number;
  readonly right: number;
  /** The boundary to a ruling line or the next column. No text crosses it. */
  readonly edge: number;
}

/** A printed line in its column. */
export interface SetLine extends Line {
  readonly column: Column;
  /** The usual distance between two baselines, in points; null if unknown. */
  readonly leading: number | null;
  /** The first line of a page: its distance from the line before is meaningless. */
  readonly startsPage: boolean;
}

/** Shares of the font size. */
const SPACE = 0.25;
/** The space of a fixed-pitch font. */
const WIDEST_SPACE = 0.6;
/** Kerning between words makes a line a little narrower than the sum of its words. */
const FITTING_ERROR = 0.1;
/** Multiple of the average letter width. */
const WIDEST_LETTER = 1.6;
/** Multiple of the usual line distance. A wider gap is a blank that the author left. */
const WIDE_GAP = 1.35;
/** `746.8(a)` and `(3)`: typesetters break between the brackets. */
const SECTION = /\b\d{3}\.\d+[a-z]?(?:\(\w{1,4}\))*$/;
/** `734.9(e)(2),` and its footnote mark. */
const MARKED = /\(\w{1,4}\),$/;
const MARK = /^\d(?=\s|$)/;
const PARAGRAPH = /^\(\w{1,4}\)/;
/** `2.`, `a.`, `(iii)`: labels of instructions. */
const ITEM = /^(?:(?:\d{1,3}|[a-z]{1,4})\.|\((?:\d{1,3}|[a-z]{1,4}|[A-Z])\))(?=\s|$)/;
/** No text of an author ends like this; an item of a list may end with `; and`. */
const UNFINISHED = /[^;,\s] (?:and|or|of|the|to|for|under|by)$/;
/** A line that ends like this always continues. */
const GOES_ON = /(?:[,([“—–/-]|\b(?:and|or|of|the|to|for|under|a\.k\.a\.?))$/i;

/** Whether the first word of `next` fits on `line`: then the author ended the line. */
export function hasRoomFor(line: SetLine, next: SetLine): boolean {
  const [word] = next.words;
  if (word === undefined) return false;
  const width = word.right - word.left + spaceOf(line, next);
  const { left } = line.column;
  const right = Math.min(line.column.right, line.column.edge);
  const error = Math.max(FITTING_ERROR * line.size, kerningOf(line));
  // Lines with the same left edge are not centred, however far they are from both edges.
  const isOneStart = Math.abs(line.left - next.left) < line.size / 2;
  // A label has a hanging indent, which may leave equal room on both sides.
  const hangs = startsItem(textOfLine(line));
  if (!isOneStart && !hangs && isCentred(line) && isCentred(next))
    return line.right - line.left + width <= right - left - error;
  return line.right + width <= right - error;
}

/** The usual space of the two lines: fixed-pitch and justified text have wide spaces. */
function spaceOf(line: SetLine, next: SetLine): number {
  const { size } = line;
  const usual = [line, next].flatMap((one) => usualGap(gapsOf(one)) ?? []);
  return Math.max(SPACE * size, Math.min(...usual, WIDEST_SPACE * size));
}

/** How much narrower the gaps of a line are than its usual one, in points. */
function kerningOf(line: SetLine): number {
  const gaps = gapsOf(line);
  const usual = usualGap(gaps) ?? 0;
  return gaps.reduce((sum, gap) => sum + Math.max(0, usual - gap), 0);
}

/** The distances between the words of a line, in points. */
function gapsOf({ words }: SetLine): number[] {
  return words.slice(1).map(({ left }, at) => left - (words[at]?.right ?? left));
}

/** The median; null without gaps. */
function usualGap(gaps: readonly number[]): number | null {
  return gaps.toSorted((one, other) => one - other)[Math.floor((gaps.length - 1) / 2)] ?? null;
}

/** Whether a blank line or paragraph spacing separates the two lines. */
export function isSetApart(line: SetLine, next: SetLine): boolean {
  if (next.startsPage) return false;
  const leading = line.leading ?? 1.2 * Math.max(line.size, next.size);
  return next.baseline - line.baseline > WIDE_GAP * leading;
}

export function startsItem(text: string): boolean {
  return ITEM.test(text);
}

/** Whether the text needs another word, even where it leaves room for one. */
export function isUnfinished(text: string): boolean {
  return UNFINISHED.test(text);
}

/** Whether the last word of the line shows that the text continues. */
export function goesOn(line: SetLine): boolean {
  return GOES_ON.test(line.words.at(-1)?.text ?? "");
}

/** A full line may leave the punctuation behind its last word to the next one. */
export function startsWithPunctuation(text: string): boolean {
  return /^[,.;:)\]]+(?:\s|$)/.test(text);
}

/** Joins the text so far and the next line. `end`: the text so far. `line`: its last line. `start`: the next line. */
export function joinWrapped(
  end: string,
  line: SetLine,
  start: string,
  hyphenation: Hyphenation,
): string {
  if (/[\p{L}\p{N})\].][-\u2010]$|\u00ad$/u.test(end)) return hyphenation.join(end, start);
  if (/\S[—–/]$/u.test(end) || /^[—–](?=\S)/.test(start)) return end + start;
  if (isDividedWithoutHyphen(line, end, start, hyphenation)) return end + start;
  if (startsWithPunctuation(start)) return end + start;
  if (SECTION.test(end) && PARAGRAPH.test(start)) return end + start;
  // A date that is wider than its column.
  if (/\d$/.test(end) && /^\/\d/.test(start)) return end + start;
  if (MARKED.test(end) && MARK.test(start)) return end + start;
  return `${end} ${start}`;
}

/**
 * A word longer than its column breaks at the column's edge without a hyphen, alone on its line. `end`: the text so far,
 * which may hold the beginning of the word.
 */
function isDividedWithoutHyphen(
  { words, left, right, column }: SetLine,
  end: string,
  start: string,
  hyphenation: Hyphenation,
): boolean {
  const [word] = words;
  const begun = end.slice(end.lastIndexOf(" ") + 1);
  const [rest = ""] = /^\p{Ll}+/u.exec(start) ?? [];
  if (words.length !== 1 || word === undefined || rest === "" || !/\p{L}$/u.test(word.text))
    return false;
  const letter = (right - left) / word.text.length;
  if (right + WIDEST_LETTER * letter < column.edge) return false;
  if (hyphenation.isWord(begun + rest)) return true;
  return !hyphenation.isWord(begun) && !hyphenation.isWord(rest);
}

function isCentred({ left, right, column, size }: SetLine): boolean {
  const [before, after] = [left - column.left, column.right - right];
  return before > 2 * size && Math.abs(before - after) < size;
}
