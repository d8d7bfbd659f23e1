/**
 * Estimates the printed width of a line. Extracted text has no positions. But a line that ends short of the margin may
 * end a paragraph, and a line beyond the margin consists of two lines joined at a removed hyphen.
 */

/** The width of a text, in thousandths of the font size. */
export type MeasureText = (text: string) => number;

/** Letter widths of Times, in thousandths of the font size. Other proportional fonts have similar proportions. */
const WIDTHS: readonly (readonly [letters: string, width: number])[] = [
  ["'|", 190],
  ["ijlt/:;", 278],
  ["()fr!I[]-‘’` ,.", 310],
  ["Js°", 389],
  ['acez“”"?', 440],
  ["FPSkvxybdghnopqu0123456789$#*_–•§", 500],
  ["ELTZ+=<>", 611],
  ["BCRADGHKNOQUVXYw&", 710],
  ["mM%@", 830],
  ["W—…", 970],
];

const WIDTH_OF = new Map(
  WIDTHS.flatMap(([letters, width]) => [...letters].map((letter) => [letter, width] as const)),
);
const OTHER_WIDTH = 520;
/** The width of each letter in a fixed-pitch font. */
const FIXED_WIDTH = 600;

function proportional(text: string): number {
  let width = 0;
  for (const letter of text) width += WIDTH_OF.get(letter) ?? OTHER_WIDTH;
  return width;
}

function fixed(text: string): number {
  return text.length * FIXED_WIDTH;
}

export interface Column {
  readonly measure: MeasureText;
  /** The width of a full line, in units of `measure`. */
  readonly width: number;
}

/** So many certainly full lines are needed to infer the width. With fewer, long lines count instead. */
const FEWEST_LINES = 5;
/** In characters. */
const LONG_LINE = 60;
/** Multiple of the median width: a wider line is two lines joined at a removed hyphen. */
const TWO_LINES = 1.25;
/** Quantile of the single lines that gives the column width. */
const WIDEST_SINGLE = 0.85;
/** A fixed-pitch font is rare, so it must fit better by this much. */
const CLEARLY = 0.01;

/** The column of the paragraphs; null if the text is too short. */
export function findColumn(lines: readonly string[]): Column | null {
  // A line is certainly full if the next one begins within a sentence.
  const isFull = (line: string, next: string) =>
    line.length > 40 && /^\p{Ll}/u.test(next) && /[\p{L}\d,]$/u.test(line);
  const pairs = lines.map((line, at) => ({ line, next: lines[at + 1] ?? "" }));
  const certain = pairs.filter(({ line, next }) => isFull(line, next));
  const isSure = certain.length >= FEWEST_LINES;
  const full = isSure ? certain : pairs.filter(({ line }) => line.length > LONG_LINE);
  const [first, second] = [proportional, fixed].map((measure) => {
    const widths = full.map(({ line }) => measure(line)).sort((a, b) => a - b);
    const single = widths.filter((width) => width < quantile(widths, 0.5) * TWO_LINES);
    const width = quantile(single, WIDEST_SINGLE);
    return { measure, width, fault: faultOf({ measure, width }, full) };
  });
  if (first === undefined || second === undefined || first.width === 0) return null;
  return isSure && second.fault < first.fault - CLEARLY ? second : first;
}

/** The fault of a measure: in the right one, no line is wider than a full line together with the next word. */
function faultOf(column: Column, full: readonly { line: string; next: string }[]): number {
  const own = full.map(({ line }) => shareOf(column, line)).filter((share) => share < TWO_LINES);
  const withNext = full.map(({ line, next }) => shareWithNext(column, line, next));
  return quantile(own.sort(ascending), 0.95) - quantile(withNext.sort(ascending), 0.05);
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
}

function ascending(a: number, b: number): number {
  return a - b;
}

/** The width of the line as a share of the column. */
export function shareOf({ measure, width }: Column, line: string): number {
  return measure(line) / width;
}

/** The width of the line together with the first word of the next one, as a share of the column. */
export function shareWithNext(column: Column, line: string, next: string): number {
  return shareOf(column, `${line} ${/^\S+/.exec(next)?.[0] ?? ""}`);
}
