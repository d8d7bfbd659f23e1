/** Groups glyphs into printed lines by their baselines, and puts raised marks on the line of their text. */

import type { Glyph } from "./page-print.ts";

/** A part of a line without spaces. */
export interface Word {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  /** Of its largest letters: cells beside each other may be set at slightly different heights. */
  readonly baseline: number;
  /** The largest font size, in points. */
  readonly size: number;
}

export interface Line {
  readonly words: readonly Word[];
  readonly left: number;
  readonly right: number;
  readonly baseline: number;
  /** The largest font size, in points. */
  readonly size: number;
  /** The share of bold letters, from 0 to 1. */
  readonly boldness: number;
}

/** Shares of the font size. */
const SAME_LINE = 0.2;
const RAISED_SIZE = 0.85;
const MOST_RAISED = 0.75;
const MOST_LOWERED = 0.35;
const OVERPRINT = 0.1;
/** A space narrower than this does not separate words. */
const NO_ROOM = 0.06;
/** Share of a line's gaps that are surely between letters: most may be between stars or single letters. */
const LETTER_SHARE = 0.25;
const WORD_GAP = 0.18;
/** A change of font after a capital leaves a wider gap. Only `A` and `I` are words of one capital. */
const CAPITAL_GAP = 0.06;
/** A line with so many space characters marks its word gaps, so other gaps may be wider. */
const PRINTED_SPACES = 3;
const FONT_GAP_BESIDE_SPACES = 0.3;
/** Share of the width of a printed space: a change of font may leave a gap that is narrower, but no space. */
const SPACE_SHARE = 0.8;
const CAPITAL_ALONE = /^[^\p{L}]*(?![AI])\p{Lu}$/u;
/** Standard fonts have no lower-case letter beyond Latin-1, so it changes the font. Few words begin with one. */
const OTHER_FONT = /^(?![a-zß-ÿ])\p{Ll}/u;

export function textOfLine(line: Line): string {
  return line.words.map(({ text }) => text).join(" ");
}

/** The lines from top to bottom. */
export function linesOf(glyphs: readonly Glyph[]): Line[] {
  const rows = joinRaised(rowsOf(glyphs.filter(({ text }) => text !== "\u0000")));
  return rows
    .flatMap((row) => lineOf(row) ?? [])
    .toSorted((one, other) => one.baseline - other.baseline);
}

interface Row {
  baseline: number;
  size: number;
  glyphs: Glyph[];
}

function rowsOf(glyphs: readonly Glyph[]): Row[] {
  const rows: Row[] = [];
  for (const glyph of glyphs.toSorted((one, other) => one.baseline - other.baseline)) {
    const row = rows.at(-1);
    if (
      row !== undefined &&
      glyph.baseline - row.baseline <= SAME_LINE * Math.max(row.size, glyph.size) &&
      !isSmaller(glyph, row) &&
      !isSmaller(row, glyph)
    ) {
      row.glyphs.push(glyph);
      row.size = Math.max(row.size, glyph.size);
    } else rows.push({ baseline: glyph.baseline, size: glyph.size, glyphs: [glyph] });
  }
  return rows;
}

/** Small text slightly above or below larger text belongs to its line: a footnote mark, an ordinal. */
function joinRaised(rows: readonly Row[]): Row[] {
  const whole: Row[] = [];
  const raised: Row[] = [];
  for (const row of rows) {
    const isRaised = rows.some((other) => isRaisedOver(row, other));
    (isRaised ? raised : whole).push(row);
  }
  for (const row of raised) {
    const [home] = whole
      .filter((other) => isRaisedOver(row, other))
      .toSorted((one, other) => distance(row, one) - distance(row, other));
    if (home === undefined) whole.push(row);
    else home.glyphs.push(...row.glyphs);
  }
  return whole;
}

/** The distance from a mark to the nearest glyph of a row, so that a mark joins the line in its own column. */
function distance(mark: Row, row: Row): number {
  const left = Math.min(...mark.glyphs.map((glyph) => glyph.left));
  const right = Math.max(...mark.glyphs.map((glyph) => glyph.right));
  const beside = row.glyphs.map((glyph) => Math.max(0, left - glyph.right, glyph.left - right));
  return Math.min(...beside) + Math.abs(mark.baseline - row.baseline);
}

function isSmaller(one: { size: number }, other: { size: number }): boolean {
  return one.size <= RAISED_SIZE * other.size;
}

function isRaisedOver(row: Row, other: Row): boolean {
  if (row === other || !isSmaller(row, other)) return false;
  const above = other.baseline - row.baseline;
  return above <= MOST_RAISED * other.size && above >= -MOST_LOWERED * other.size;
}

/** Null if the row has only spaces. */
function lineOf({ baseline, size, glyphs }: Row): Line | null {
  const printed = withoutOverprint(glyphs.toSorted((one, other) => one.left - other.left));
  const words = wordsOf(printed, size);
  const [first] = words;
  const last = words.at(-1);
  if (first === undefined || last === undefined) return null;
  const letters = printed.filter(({ text }) => text.trim() !== "");
  return {
    words,
    left: first.left,
    right: Math.max(...words.map(({ right }) => right)),
    baseline,
    size,
    boldness: letters.filter(({ isBold }) => isBold).length / letters.length,
  };
}

/** Some PDFs print a character twice with a tiny offset to make it bold. */
function withoutOverprint(glyphs: readonly Glyph[]): Glyph[] {
  const kept: Glyph[] = [];
  for (const glyph of glyphs) {
    const isTwice = kept
      .slice(-3)
      .some(
        ({ text, left, size, baseline }) =>
          text === glyph.text &&
          text.trim() !== "" &&
          Math.abs(left - glyph.left) < OVERPRINT * size &&
          Math.abs(baseline - glyph.baseline) < OVERPRINT * size,
      );
    if (!isTwice) kept.push(glyph);
  }
  return kept;
}

function wordsOf(glyphs: readonly Glyph[], lineSize: number): Word[] {
  const spaces = glyphs.filter(({ text }) => text === " ");
  const isMarked = spaces.length >= PRINTED_SPACES;
  const widest = widestKerning(glyphs, isMarked ? SPACE_SHARE * narrowest(spaces) : 0);
  const words: Word[] = [];
  let isApart = true;
  for (const glyph of glyphs) {
    // A no-break space does not separate words.
    if (glyph.text.trim() === "" && glyph.text !== "\u00a0") {
      isApart = true;
      continue;
    }
    const open = words.at(-1);
    const size = Math.max(glyph.size, open?.size ?? 0);
    const gap = glyph.left - (open?.right ?? 0);
    const most = widest + fontGap(open?.text ?? "", glyph.text, isMarked);
    // A space character without width is an invisible hyphen, not a word gap.
    if (open === undefined || gap > most * size || (isApart && gap > NO_ROOM * size)) {
      words.push(glyph);
    } else words[words.length - 1] = joined(open, glyph);
    isApart = false;
  }
  return joinOrdinals(words, lineSize);
}

/** How much wider than kerning a change of font within a word may be, as a share of the font size. */
function fontGap(before: string, next: string, isMarked: boolean): number {
  const isBehindCapital = CAPITAL_ALONE.test(before) && /^\p{Ll}/u.test(next);
  if (!isMarked) return isBehindCapital ? CAPITAL_GAP : 0;
  const isOtherFont = /\p{L}$/u.test(before) && OTHER_FONT.test(next);
  return isBehindCapital || isOtherFont ? FONT_GAP_BESIDE_SPACES : 0;
}

function joined(word: Word, next: Word): Word {
  const { size, baseline } = next.size > word.size ? next : word;
  const right = Math.max(word.right, next.right);
  return { text: word.text + next.text, left: word.left, right, baseline, size };
}

/** `9` and a raised `th`: the change of font may leave a gap. */
function joinOrdinals(words: readonly Word[], size: number): Word[] {
  const whole: Word[] = [];
  for (const { text, left, right, baseline, size: own } of words) {
    const word = { text: plain(text), left, right, baseline, size: own };
    const above = whole.at(-1);
    const isOrdinal = own <= RAISED_SIZE * size && /^(?:st|nd|rd|th)\b/.test(text);
    if (isOrdinal && above !== undefined && /\d$/.test(above.text)) {
      whole[whole.length - 1] = joined(above, word);
    } else whole.push(word);
  }
  return whole;
}

/** Replaces ligatures, curly apostrophes and raised digits by the plain characters that the Federal Register prints. */
function plain(text: string): string {
  return text
    .replace(/[\ufb00-\ufb06]/g, (ligature) => ligature.normalize("NFKC"))
    .replace(/[‘’]/g, "'")
    .replace(/[¹²³⁰⁴-⁹]/g, (mark) => mark.normalize("NFKC"))
    .replaceAll("\u00a0", " ")
    .normalize("NFC");
}

/** Shares of the font size. */
function narrowest(spaces: readonly Glyph[]): number {
  return Math.min(...spaces.map(({ left, right, size }) => (right - left) / size));
}

/** The widest gap within a word, as a share of the font size: at least `least`. Letter-spaced text has wider gaps. */
function widestKerning(glyphs: readonly Glyph[], least: number): number {
  const gaps: number[] = [];
  for (const [at, glyph] of glyphs.entries()) {
    const next = glyphs[at + 1];
    if (next !== undefined && glyph.text.trim() !== "" && next.text.trim() !== "") {
      gaps.push((next.left - glyph.right) / glyph.size);
    }
  }
  const usual =
    gaps.toSorted((one, other) => one - other)[Math.floor(LETTER_SHARE * gaps.length)] ?? 0;
  return Math.max(0, usual) + Math.max(WORD_GAP, least);
}
