/** Removes page furniture: page numbers and running heads. */

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
/** A line on so many pages is furniture. Two pages suffice if they are a large share of the document. */
const REPEATED = 3;
const REPEATED_SHARE = 0.4;

/** Multiple of the font size: text lines are closer than this to the next line, running heads are not. */
const NEAR = 1.7;

/** Returns the pages without the lines of furniture. The heads of tables stay. */
export function withoutFurniture<Page extends PageLines>(pages: readonly Page[]): Page[] {
  const counts = new Map<string, number>();
  for (const page of pages) {
    for (const text of new Set(page.lines.flatMap((line) => furnitureKey(line, page) ?? []))) {
      counts.set(text, (counts.get(text) ?? 0) + 1);
    }
  }
  return pages.map((page) => {
    const isRepeated = (line: Line) => {
      const times = counts.get(furnitureKey(line, page) ?? "") ?? 0;
      return times >= REPEATED || (times > 1 && times >= REPEATED_SHARE * pages.length);
    };
    const isFurniture = (line: Line) =>
      isInMargin(line, page) && (PAGE_NUMBER.test(textOfLine(line)) || isRepeated(line));
    const isText = (line: Line) =>
      !isFurniture(line) || isTableHead(line) || STARS.test(textOfLine(line));
    const text = withNeighbors(page.lines.filter(isText), page.lines);
    return {
      ...page,
      lines: page.lines.filter(
        (line) => text.has(line) && !(isFurniture(line) && PAGE_NUMBER.test(textOfLine(line))),
      ),
    };
  });
}

/** Lines near the text are text: two entries that begin with the same lines may each open a page. */
function withNeighbors(text: readonly Line[], lines: readonly Line[]): ReadonlySet<Line> {
  const kept = new Set(text);
  let before = 0;
  while (kept.size > before) {
    before = kept.size;
    for (const line of lines) if (isNear(line, kept)) kept.add(line);
  }
  return kept;
}

function isNear({ baseline, size }: Line, text: ReadonlySet<Line>): boolean {
  return text.values().some((other) => Math.abs(other.baseline - baseline) < NEAR * size);
}

/** Position and words of a line in a margin, for counting repetitions; null outside the margins. */
function furnitureKey(line: Line, page: PageLines): string | null {
  if (!isInMargin(line, page)) return null;
  return `${line.baseline < page.height / 2 ? "above" : "below"} ${withoutNumbers(line)}`;
}

function isInMargin({ baseline }: Line, { height }: PageLines): boolean {
  return baseline < MARGIN * height || baseline > (1 - MARGIN) * height;
}

/** Table heads may repeat on each page. */
function isTableHead({ words }: Line): boolean {
  return words.every(({ text }) => isHeadWord(text));
}

/** The text without numbers: running heads may contain the page number. */
function withoutNumbers(line: Line): string {
  return textOfLine(line).replace(/\d+/g, "#");
}
