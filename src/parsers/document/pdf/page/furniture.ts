/** Removes page furniture: page numbers and running heads. They stand outside the text, at the same place on each page. */

import { isHeadWord } from "../table/head-words.ts";
import { type Line, textOfLine } from "./lines.ts";

export interface PageLines {
  readonly width: number;
  readonly height: number;
  readonly lines: readonly Line[];
}

/** Share of the page's height, at the top and at the bottom, that may hold furniture. */
const MARGIN = 0.13;
const PAGE_NUMBER =
  /^[\s\-–—~[(]*(?:(?:page|pg\.?|p\.)\s*)?(?:\d{1,4}|[ivxl]{1,7})(?:\s*(?:of|\/)\s*\d{1,4})?[\s\-–—~\])]*$/i;
const STARS = /^[*\s]+$/;
/** The Office of the Federal Register stamps the margin of the first page. */
const STAMP = /scheduled to be published|available online|federalregister\.|govinfo\./i;
/** A line on so many pages is furniture. Two pages suffice if they are a large share of the document. */
const REPEATED = 3;
const REPEATED_SHARE = 0.4;
/** In points: distances from the page's edge that differ by so much are the same place. */
const SAME_PLACE = [-2, -1, 0, 1, 2];
/** Share of the pages with a running head on which other text may reach as far into the margin. */
const EXCEPTIONS = 0.2;

/** Multiple of the font size: text lines are closer than this to the next line, running heads are not. */
const NEAR = 1.7;
/** Share of the font size of the text beside it: a footnote mark is smaller, a page number is not. */
const MARK = 0.7;

type Side = "above" | "below";

/** A line in the margin of a page. */
interface Placed {
  readonly line: Line;
  readonly page: number;
  readonly side: Side;
  /** Distance of the baseline from the edge of the page, in points. */
  readonly distance: number;
  /** The words without numbers: a running head may contain the page number. */
  readonly words: string;
}

/** Returns the pages without the lines of furniture. The heads of tables stay. */
export function withoutFurniture<Page extends PageLines>(pages: readonly Page[]): Page[] {
  const placed = pages.flatMap(linesInMargin);
  const repeated = repeatedLines(placed, pages.length);
  const text = placed.filter(({ line }) => {
    return !repeated.has(line) && !isNumber(line) && !STAMP.test(textOfLine(line));
  });
  const reach = reachOf(text);
  const heads = runningHeads(placed, repeated, reach, pages.length);
  const numbers = pageNumbers(placed, reach, pages);
  return pages.map((page) => {
    const isText = (line: Line) =>
      !(heads.has(line) || numbers.has(line)) || isTableHead(line) || isStars(line);
    const kept = withNeighbors(page.lines.filter(isText), page.lines);
    return {
      ...page,
      lines: page.lines.filter((line) => kept.has(line) && !numbers.has(line)),
    };
  });
}

function linesInMargin({ height, lines }: PageLines, page: number): Placed[] {
  return lines.flatMap((line) => {
    const side = line.baseline < height / 2 ? "above" : "below";
    const distance = side === "above" ? line.baseline : height - line.baseline;
    if (distance >= MARGIN * height) return [];
    return [{ line, page, side, distance, words: textOfLine(line).replace(/\d+/g, "#") }];
  });
}

/** Lines whose words stand at the same place on several pages, with the number of these pages. */
function repeatedLines(placed: readonly Placed[], pages: number): ReadonlyMap<Line, number> {
  const pagesWith = pagesByPlace(placed, ({ words }) => words);
  return new Map(
    placed.flatMap((one) => {
      const times = pagesWith(one).size;
      const isRepeated = times >= REPEATED || (times > 1 && times >= REPEATED_SHARE * pages);
      return isRepeated ? [[one.line, times] as const] : [];
    }),
  );
}

/** The pages on which lines with the same key stand at the place of a line. */
function pagesByPlace(
  placed: readonly Placed[],
  keyOf: (one: Placed) => string,
): (one: Placed) => ReadonlySet<number> {
  const place = (one: Placed, shift = 0) =>
    `${one.side} ${Math.round(one.distance) + shift} ${keyOf(one)}`;
  const byPlace = Map.groupBy(placed, (one) => place(one));
  const known = new Map<string, ReadonlySet<number>>();
  return (one) => {
    const found =
      known.get(place(one)) ??
      new Set(
        SAME_PLACE.flatMap((shift) => byPlace.get(place(one, shift)) ?? []).map(({ page }) => page),
      );
    known.set(place(one), found);
    return found;
  };
}

/** The least distance of text from an edge of a page, in points; infinite on a page without text in that margin. */
type TextReach = (page: number, side: Side) => number;

function reachOf(text: readonly Placed[]): TextReach {
  const least = new Map<string, number>();
  for (const { page, side, distance } of text) {
    const key = `${side} ${page}`;
    least.set(key, Math.min(distance, least.get(key) ?? distance));
  }
  return (page, side) => least.get(`${side} ${page}`) ?? Number.POSITIVE_INFINITY;
}

/** Repeated lines beyond the text of all pages. Other repeated lines are text: entries that begin alike may each open a page. */
function runningHeads(
  placed: readonly Placed[],
  repeated: ReadonlyMap<Line, number>,
  reach: TextReach,
  pages: number,
): ReadonlySet<Line> {
  const isBeyondText = (one: Placed) => {
    const times = repeated.get(one.line) ?? 0;
    let exceptions = 0;
    for (let page = 0; page < pages; page += 1)
      if (!isBeyond(one, reach(page, one.side))) exceptions += 1;
    return times > 0 && exceptions <= EXCEPTIONS * times;
  };
  return new Set(placed.filter(isBeyondText).map(({ line }) => line));
}

/** Numbers beyond the text of their page. A number near the text is a page number only if others stand at its place. */
function pageNumbers(
  placed: readonly Placed[],
  reach: TextReach,
  pages: readonly PageLines[],
): ReadonlySet<Line> {
  const numbers = placed.filter(({ line }) => isNumber(line));
  const pagesWith = pagesByPlace(numbers, () => "");
  const isPageNumber = (one: Placed) => {
    if (!isBeyond(one, reach(one.page, one.side))) return false;
    const { lines } = pages[one.page] as PageLines;
    const near = lines.filter((line) => line !== one.line && isNear(line, one.line));
    if (near.some(({ size }) => one.line.size < MARK * size)) return false;
    return near.length === 0 || pagesWith(one).size > 1;
  };
  return new Set(numbers.filter(isPageNumber).map(({ line }) => line));
}

/** Whether a line is nearer to the page's edge than text that reaches to `distance`. */
function isBeyond({ distance, line }: Placed, text: number): boolean {
  return distance + line.size / 2 <= text;
}

function isNumber(line: Line): boolean {
  return PAGE_NUMBER.test(textOfLine(line));
}

/** Lines near the text are text. */
function withNeighbors(text: readonly Line[], lines: readonly Line[]): ReadonlySet<Line> {
  const kept = new Set(text);
  let before = 0;
  while (kept.size > before) {
    before = kept.size;
    for (const line of lines) {
      if (kept.values().some((other) => isNear(line, other))) kept.add(line);
    }
  }
  return kept;
}

function isNear(one: Line, other: Line): boolean {
  return Math.abs(one.baseline - other.baseline) < NEAR * Math.max(one.size, other.size);
}

/** Table heads may repeat on each page. */
function isTableHead({ words }: Line): boolean {
  return words.every(({ text }) => isHeadWord(text));
}

function isStars(line: Line): boolean {
  return STARS.test(textOfLine(line));
}
