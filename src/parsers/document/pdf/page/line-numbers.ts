/** Removes line numbers: they count upwards in a margin, apart from other text. */

import { linesOf, type Word } from "./lines.ts";
import type { Glyph, PagePrint } from "./page-print.ts";

/** A page needs so many aligned numbers to have line numbers. */
const FEWEST = 5;
/** Share of the steps that must be equal: a page number or running head may interrupt the count. */
const COUNTING_SHARE = 0.6;
/** Share of the page's lines that the numbers must cover: a few numbers in the text may count upwards too. */
const NUMBERED_SHARE = 0.3;
/** In points: numbers within this distance are aligned. */
const ALIGNED = 2;

/** Every line or each n-th line is numbered. `76` and `90` at line ends are not a count. */
const STEPS = new Set([1, 2, 3, 4, 5, 10]);

type Side = "left" | "right";

/** Returns the pages without their line numbers. Other text in the margin stays. */
export function withoutLineNumbers(pages: readonly PagePrint[]): PagePrint[] {
  const edgesOf = (side: Side) => pages.flatMap(({ glyphs }) => edgeOf(side, glyphs) ?? []);
  const [left, right] = [edgesOf("left"), edgesOf("right")];
  const side = right.length > left.length ? "right" : "left";
  const edge = middle(side === "right" ? right : left);
  if (edge === null) return [...pages];
  return pages.map((page) => ({ ...page, glyphs: withoutNumbersOf(side, edge, page.glyphs) }));
}

function withoutNumbersOf(side: Side, edge: number, glyphs: readonly Glyph[]): Glyph[] {
  const margin = glyphs.filter((glyph) => isBeyond(side, glyph, edge));
  const numbers = linesOf(margin).filter(({ words }) => words.every(isNumber));
  const isOfNumber = (glyph: Glyph) =>
    isBeyond(side, glyph, edge) &&
    numbers.some(({ baseline }) => Math.abs(baseline - glyph.baseline) <= ALIGNED);
  return glyphs.filter((glyph) => !isOfNumber(glyph));
}

/** The inner edge of a page's line numbers; null if it has none. */
function edgeOf(side: Side, glyphs: readonly Glyph[]): number | null {
  const lines = linesOf(glyphs);
  const numbers = lines.flatMap(({ words }) => {
    const [number, next] = side === "left" ? [words[0], words[1]] : [words.at(-1), words.at(-2)];
    return number !== undefined && isNumber(number) && isApart(number, next) ? [number] : [];
  });
  const inner = numbers.map((number) => (side === "left" ? number.right : number.left));
  const edge = middle(inner);
  if (edge === null) return null;
  const column = numbers.filter((_, at) => Math.abs((inner[at] ?? 0) - edge) <= ALIGNED);
  const values = column.map(({ text }) => Number(text));
  const steps = values.slice(1).map((value, at) => value - (values[at] ?? 0));
  const step = middle(steps) ?? 0;
  const counting = steps.filter((one) => one === step);
  const isCounting = STEPS.has(step) && counting.length >= COUNTING_SHARE * steps.length;
  const isOfLines = column.length * step >= NUMBERED_SHARE * lines.length;
  return column.length >= FEWEST && isCounting && isOfLines ? edge : null;
}

function isBeyond(side: Side, { left, right }: Glyph, edge: number): boolean {
  const centre = (left + right) / 2;
  return side === "left" ? centre < edge + ALIGNED / 2 : centre > edge - ALIGNED / 2;
}

function isNumber(word: Word | undefined): boolean {
  return word !== undefined && /^\d{1,4}$/.test(word.text);
}

/** Whether the gap to the next word is wider than a word space. */
function isApart({ text, left, right }: Word, next: Word | undefined): boolean {
  if (next === undefined) return true;
  const digit = (right - left) / text.length;
  return Math.max(next.left - right, left - next.right) > digit * 0.8;
}

function middle(values: readonly number[]): number | null {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? null;
}
