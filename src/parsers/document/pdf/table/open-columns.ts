/** Finds a table without vertical rules by its heads and the blank gutters between its columns. */

import { countryOfDestination } from "../../../../model/country.ts";
import { type Line, textOfLine, type Word } from "../page/lines.ts";
import type { Rule } from "../page/page-print.ts";
import { isHeadWord, JOINS } from "./head-words.ts";
import { type Gutter, isDestination, isStars } from "./open-cells.ts";
import { rowsWithin } from "./open-rows.ts";
import type { TablePiece } from "./table-piece.ts";

export interface OpenTable {
  /** The lines of the page that form the table: from `start`, before `end`. */
  readonly start: number;
  readonly end: number;
  readonly gutters: readonly Gutter[];
  readonly piece: TablePiece;
}

/** Shares of the font size. */
const GUTTER = 0.2;
/** Countries are never justified, so the first gutter is wider. */
const FIRST_GUTTER = 0.35;
const BETWEEN_HEADS = 0.7;
/** Average width of a lower-case letter as a share of a capital's. */
const SMALL_LETTER = 0.7;
/** The most lines of a head. */
const HEAD_LINES = 4;
const BEGINS_HEAD =
  /^(?:country|entity|listed|license|requirements?|review|federal|register|citation)$/i;
const COUNTRY = /^country$/i;
const ENTITY = /^(?:entity|listed)$/i;
/** Pairs of words within one head: justified text may space them widely. */
const WITHIN_HEAD =
  /^(?:license (?:requ|revi)\S*|revi\S* pol\S*|federal reg\S*|register cit\S*|listed pers\S*)$/i;
/** Text that occurs only below a table. */
const AFTER = /^(?:\[FR Doc|PART \d|Supplement No|Dated\b|(?:\d{1,2}|[a-z])\. )/i;

/** `rules`: the horizontal rules of the page. `before`: the gutters of a table that may continue from the page before. */
export function openTableOf(
  given: readonly Line[],
  rules: readonly Rule[],
  before: readonly Gutter[] | null,
): OpenTable | null {
  const lines = given.map(splitCountry);
  const head = headOf(lines);
  if (head !== null) return tableFrom(lines, rules, head, before);
  if (before === null) return null;
  return tableFrom(lines, rules, { start: 0, end: 0, gutters: before }, before);
}

/** `LUXEMBOURGSpacety`: a country as wide as its column touches the entry beside it. */
function splitCountry(line: Line): Line {
  const [first, ...others] = line.words;
  const [country = ""] = /^\p{Lu}{4,}(?=\p{Lu}\p{Ll})/u.exec(first?.text ?? "") ?? [];
  if (first === undefined || countryOfDestination(country) === null) return line;
  const entry = first.text.slice(country.length);
  const share = country.length / (country.length + SMALL_LETTER * entry.length);
  const boundary = first.left + share * (first.right - first.left);
  const split: Word[] = [
    { ...first, text: country, right: boundary - line.size / 2 },
    { ...first, text: entry, left: boundary },
  ];
  return { ...line, words: [...split, ...others] };
}

/** Words side by side, as one. */
interface Span {
  text: string;
  readonly left: number;
  right: number;
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
    other.words.every(({ text }) => isHeadWord(text)) &&
    !other.words.every(({ text }) => JOINS.test(text));
  if (!isHeadLine(line)) return null;
  let [start, end] = [at, at + 1];
  while (isHeadLine(lines[start - 1])) start -= 1;
  while (isHeadLine(lines[end])) end += 1;
  const words = lines.slice(start, end).flatMap((head) => head.words);
  if (!words.some(({ text }) => ENTITY.test(text))) return null;
  const heads = headsOf(lines.slice(start, end));
  if (heads.length < 3 || heads.length > 5) return null;
  const gutters = heads
    .slice(1)
    .map(({ left }, nth) => ({ from: heads[nth]?.right ?? 0, to: left }));
  return { start, end, gutters };
}

/** Words that overlap horizontally from line to line form one head. */
function headsOf(lines: readonly Line[]): Span[] {
  const heads: Span[] = [];
  const parts = lines.flatMap(partsOfHeadLine);
  for (const part of parts.toSorted((one, other) => one.left - other.left)) {
    const open = heads.at(-1);
    if (open !== undefined && part.left < open.right) {
      open.right = Math.max(open.right, part.right);
      open.text += ` ${part.text}`;
    } else heads.push({ ...part });
  }
  return heads;
}

/** Splits a head line into groups of near words; a word that begins a head begins a group. */
function partsOfHeadLine({ words, size }: Line): Span[] {
  const parts: Span[] = [];
  for (const word of words) {
    const open = parts.at(-1);
    const isNear = open !== undefined && word.left - open.right < BETWEEN_HEADS * size;
    const pair = `${open?.text.split(" ").at(-1) ?? ""} ${word.text}`;
    if (
      open !== undefined &&
      (WITHIN_HEAD.test(pair) || (isNear && !BEGINS_HEAD.test(word.text)))
    ) {
      open.right = word.right;
      open.text += ` ${word.text}`;
    } else parts.push({ ...word });
  }
  return parts;
}

function tableFrom(
  lines: readonly Line[],
  rules: readonly Rule[],
  head: Head,
  before: readonly Gutter[] | null,
): OpenTable | null {
  let blanks: readonly (readonly Gutter[])[] = head.gutters.map((gutter) => [gutter]);
  let { end } = head;
  for (const line of lines.slice(head.end)) {
    const isLeft = line.left < (blanks[0]?.at(-1)?.from ?? 0);
    if (isLeft && AFTER.test(textOfLine(line))) break;
    const left = runsAcross(line)
      ? blanks
      : blanks.map((parts, nth) => blankBeside(parts, line, nth === 0 ? FIRST_GUTTER : GUTTER));
    if (left.some((parts) => parts.length === 0) || isSignature(line, left)) break;
    blanks = left;
    end += 1;
  }
  const gutters = blanks.map((parts, nth) => gutterAmong(parts, before?.[nth]));
  while (end > head.end && isBesideTable(lines[end - 1] as Line, gutters)) end -= 1;
  const isHeadAtEnd = head.start < head.end && head.end === lines.length;
  if (end === head.end && !isHeadAtEnd) return null;
  const taken = lines.slice(head.start, end);
  const piece = rowsWithin(taken, rules, gutters, head.end - head.start);
  return { start: head.start, end, gutters, piece };
}

/** Short lines leave several blanks: the gutter is the one of the page before, or the widest. */
function gutterAmong(blanks: readonly Gutter[], before: Gutter | undefined): Gutter {
  const shared = ({ from, to }: Gutter) =>
    before === undefined ? 0 : Math.min(to, before.to) - Math.max(from, before.from);
  const width = ({ from, to }: Gutter) => to - from;
  const [best] = blanks.toSorted(
    (one, other) =>
      Math.max(0, shared(other)) - Math.max(0, shared(one)) || width(other) - width(one),
  );
  return best ?? { from: 0, to: 0 };
}

/** Stars and a destination over all columns cross the gutters. */
function runsAcross(line: Line): boolean {
  const text = textOfLine(line);
  return isStars(text) || isDestination(text);
}

/** The parts that a line leaves blank. None: the line crosses the gutter and is not part of the table. */
function blankBeside(parts: readonly Gutter[], line: Line, narrowest: number): Gutter[] {
  const words = line.words.filter(({ text }) => !isStars(text));
  return parts
    .flatMap(({ from, to }) => {
      const blanks: Gutter[] = [];
      let open = from;
      for (const { left, right } of [...words, { left: to, right: to }]) {
        blanks.push({ from: open, to: Math.min(left, to) });
        open = Math.max(open, right);
      }
      return blanks;
    })
    .filter(({ from, to }) => to - from >= narrowest * line.size);
}

/** A signature: lower-case words in the country column that continue below the entries only, a name and an office. */
function isSignature(
  line: Line,
  [first = [], second = []]: readonly (readonly Gutter[])[],
): boolean {
  const [edge, end] = [first[0]?.from ?? 0, second.at(-1)?.to ?? 0];
  const country = line.words.filter(({ right }) => right <= edge);
  const text = country.map((word) => word.text).join(" ");
  if (country.length === line.words.length || line.right > end) return false;
  return /\p{Ll}{2}/u.test(text) && countryOfDestination(text) === null;
}

/** A signature below the table: a short line under the first column that names no destination. */
function isBesideTable(line: Line, gutters: readonly Gutter[]): boolean {
  const text = textOfLine(line);
  if (line.right > (gutters[0]?.to ?? 0)) return false;
  return !isStars(text) && countryOfDestination(text) === null && /\p{Ll}/u.test(text);
}
