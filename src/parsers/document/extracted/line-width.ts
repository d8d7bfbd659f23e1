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

/** The column in which the paragraphs are set. Null where the text is too short to tell. */
export function findColumn(lines: readonly string[]): Column | null {
  // Certainly full: the next line begins in the middle of a sentence.
  const certain = lines.filter((line, at) => {
    return line.length > 40 && /^\p{Ll}/u.test(lines[at + 1] ?? "") && /[\p{L}\d,]$/u.test(line);
  });
  const full =
    certain.length < FEWEST_LINES ? lines.filter((line) => line.length > LONG_LINE) : certain;
  const [first, second] = [proportional, fixed].map((measure) => {
    const widths = full.map(measure).sort((a, b) => a - b);
    const at = (share: number) => widths[Math.floor((widths.length - 1) * share)] ?? 0;
    const single = widths.filter((width) => width < at(0.5) * TWO_LINES);
    const width = single[Math.floor((single.length - 1) * WIDEST_SINGLE)] ?? 0;
    return { measure, width, spread: (width - at(0.3)) / width };
  });
  if (first === undefined || second === undefined || first.width === 0) return null;
  return second.spread < first.spread / 2 ? second : first;
}

/** The share of the column that the line takes. */
export function shareOf({ measure, width }: Column, line: string): number {
  return measure(line) / width;
}

/** The share that the line would take with the first word of the next one. */
export function shareWithNext(column: Column, line: string, next: string): number {
  return shareOf(column, `${line} ${/^\S+/.exec(next)?.[0] ?? ""}`);
}
