/** Takes off a page what belongs to the page and not to the document: its number and its running heads. */

import { isHeadWord } from "../table/head-words.ts";
import { type Line, textOfLine } from "./lines.ts";

export interface PageLines {
  readonly width: number;
  readonly height: number;
  readonly lines: readonly Line[];
}

/** Shares of the page's height: where its furniture stands. */
const MARGIN = 0.13;
const PAGE_NUMBER =
  /^[\s\-–—~[(]*(?:page|pg\.?|p\.)?\s*(?:\d{1,4}|[ivxl]{1,7})(?:\s*(?:of|\/)\s*\d{1,4})?[\s\-–—~\])]*$/i;
const STARS = /^[*\s]+$/;
/** On so many pages a line is the page's, or on two where they are a good part of the document. */
const REPEATED = 3;
const REPEATED_SHARE = 0.4;

/** Of the font's size: a line of the text stands so near the next one, and no running head does. */
const NEAR = 1.45;

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
    const isOfPage = (line: Line) =>
      isInMargin(line, page) && (PAGE_NUMBER.test(textOfLine(line)) || isRepeated(line));
    const isText = (line: Line) =>
      !isOfPage(line) || isTableHead(line) || STARS.test(textOfLine(line));
    const text = withNeighbors(page.lines.filter(isText), page.lines);
    return {
      ...page,
      lines: page.lines.filter(
        (line) => text.has(line) && !(isOfPage(line) && PAGE_NUMBER.test(textOfLine(line))),
      ),
    };
  });
}

/** Two entries of a list may begin with the same lines, each at the top of a page: lines near the text are text. */
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

/** Its words, and whether it stands above or below the text; null of a line of the text. */
function furnitureKey(line: Line, page: PageLines): string | null {
  if (!isInMargin(line, page)) return null;
  return `${line.baseline < page.height / 2 ? "above" : "below"} ${alike(line)}`;
}

function isInMargin({ baseline }: Line, { height }: PageLines): boolean {
  return baseline < MARGIN * height || baseline > (1 - MARGIN) * height;
}

/** The heads of a table may be printed again on each page. */
function isTableHead({ words }: Line): boolean {
  return words.every(({ text }) => isHeadWord(text));
}

/** A running head differs by its page number at most. */
function alike(line: Line): string {
  return textOfLine(line).replace(/\d+/g, "#");
}
