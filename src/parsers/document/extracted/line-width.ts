/**
 * How wide a line was on the page. The text keeps no positions, but whether a line ends short of the margin tells
 * where a paragraph ends, and whether it runs past the margin tells where the tool took a hyphen out.
 */

/** A line and the first word of the next one: together they do not fit where the paragraph runs on. */
export type MeasureText = (text: string) => number;

/** Times, in thousandths of its size. Other proportional faces are alike in their proportions. */
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
/** A wide sign, in a face in which all are as wide. */
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
  /** Of a full line. */
  readonly width: number;
}

/** Fewer certain lines tell no width: then the long ones do. */
const FEWEST_LINES = 5;
const LONG_LINE = 60;
/** Lines far wider than most are two in one: the tool took out the hyphen between them. */
const TWO_LINES = 1.25;
const WIDEST_SINGLE = 0.85;
/** Manuscripts in a typewriter's face are rare. */
const CLEARLY = 0.01;

/** The column in which the paragraphs are set. Null where the text is too short to tell. */
export function findColumn(lines: readonly string[]): Column | null {
  // Certainly full: the next line begins in the middle of a sentence.
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

/** In the right measure no line is wider than one that had no room for the next word. */
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

/** The share of the column that the line takes. */
export function shareOf({ measure, width }: Column, line: string): number {
  return measure(line) / width;
}

/** The share that the line would take with the first word of the next one. */
export function shareWithNext(column: Column, line: string, next: string): number {
  return shareOf(column, `${line} ${/^\S+/.exec(next)?.[0] ?? ""}`);
}
