/** Tells the lines that an author began from those that a column wrapped. */

import type { Line } from "../page/lines.ts";
import type { Hyphenation } from "./hyphenation.ts";

/** Between which edges lines are set. */
export interface Column {
  readonly left: number;
  readonly right: number;
  /** Where the column itself ends, by its rule or the column beside it: nothing is printed beyond. */
  readonly edge: number;
}

/** A printed line in its column. */
export interface SetLine extends Line {
  readonly column: Column;
  /** The usual distance between two lines there; null where none is known. */
  readonly leading: number | null;
  /** A page begins with it: the distance from the line before says nothing. */
  readonly startsPage: boolean;
}

/** Shares of the font's size. */
const SPACE = 0.25;
/** Of a fixed pitch. */
const WIDEST_SPACE = 0.6;
const FITTING_ERROR = 0.05;
/** Of the usual width of a letter. */
const WIDEST_LETTER = 1.6;
/** Of the usual distance: more than this between two lines is a space that an author left. */
const WIDE_GAP = 1.35;
/** `746.8(a)` and `(3)`: typesetters break between the brackets. */
const SECTION = /\b\d{3}\.\d+[a-z]?(?:\(\w{1,4}\))+$/;
/** `734.9(e)(2),` and its footnote mark. */
const MARKED = /\(\w{1,4}\),$/;
const MARK = /^\d(?=\s|$)/;
const PARAGRAPH = /^\(\w{1,4}\)/;
/** No line ends so for its own sake. */
const GOES_ON = /(?:[,([“—–/-]|\b(?:and|or|of|the|to|for|under|a\.k\.a\.?))$/i;

/** Whether the next word would have had room: then the author ended the line. */
export function hasRoomFor(line: SetLine, next: SetLine): boolean {
  const [word] = next.words;
  if (word === undefined) return false;
  const width = word.right - word.left + spaceOf(line, next);
  const { left } = line.column;
  const right = Math.min(line.column.right, line.column.edge);
  const error = FITTING_ERROR * line.size;
  // Lines that begin at one place are set from there, however far from both edges.
  const isOneStart = Math.abs(line.left - next.left) < line.size / 2;
  if (!isOneStart && isCentred(line) && isCentred(next))
    return line.right - line.left + width <= right - left - error;
  return line.right + width <= right - error;
}

/** As wide as the narrowest one printed there: a fixed pitch has wide spaces, and so has justified print. */
function spaceOf(line: SetLine, next: SetLine): number {
  const gaps = [line, next].flatMap(({ words }) =>
    words.flatMap(({ right }, at) => (words[at + 1]?.left ?? Number.POSITIVE_INFINITY) - right),
  );
  const { size } = line;
  return Math.max(SPACE * size, Math.min(...gaps, WIDEST_SPACE * size));
}

/** A blank line, or a space between paragraphs. */
export function isSetApart(line: SetLine, next: SetLine): boolean {
  if (next.startsPage) return false;
  const leading = line.leading ?? 1.2 * Math.max(line.size, next.size);
  return next.baseline - line.baseline > WIDE_GAP * leading;
}

/** Its words cannot be the end of what an author wrote. */
export function goesOn(line: SetLine): boolean {
  return GOES_ON.test(line.words.at(-1)?.text ?? "");
}

/** `end` is the text so far, whose last printed line is `line`. */
export function joinWrapped(
  end: string,
  line: SetLine,
  start: string,
  hyphenation: Hyphenation,
): string {
  if (/[\p{L}\p{N})\].][-\u2010]$|\u00ad$/u.test(end)) return hyphenation.join(end, start);
  if (/\S[—–/]$/u.test(end) || /^[—–](?=\S)/.test(start)) return end + start;
  if (isDividedWithoutHyphen(line, start, hyphenation)) return end + start;
  if (SECTION.test(end) && PARAGRAPH.test(start)) return end + start;
  // A date, in a column narrower than it.
  if (/\d$/.test(end) && /^\/\d/.test(start)) return end + start;
  if (MARKED.test(end) && MARK.test(start)) return end + start;
  return `${end} ${start}`;
}

/** A word that is longer than its column is cut wherever the column ends, and alone in its line. */
function isDividedWithoutHyphen(
  { words, left, right, column }: SetLine,
  start: string,
  hyphenation: Hyphenation,
): boolean {
  const [word] = words;
  const [rest = ""] = /^\p{Ll}+/u.exec(start) ?? [];
  if (words.length !== 1 || word === undefined || rest === "" || !/\p{L}$/u.test(word.text))
    return false;
  const letter = (right - left) / word.text.length;
  if (right + WIDEST_LETTER * letter < column.edge) return false;
  return hyphenation.isWord(word.text + rest) || !hyphenation.isWord(word.text);
}

function isCentred({ left, right, column, size }: SetLine): boolean {
  const [before, after] = [left - column.left, column.right - right];
  return before > 2 * size && Math.abs(before - after) < size;
}
