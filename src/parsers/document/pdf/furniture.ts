/** Takes off a page what belongs to the page and not to the document: its number and its running heads. */

import { isHeadWord } from "./head-words.ts";
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

export function withoutFurniture<Page extends PageLines>(pages: readonly Page[]): Page[] {
  const counts = new Map<string, number>();
  for (const page of pages) {
    for (const text of new Set(page.lines.filter((line) => isInMargin(line, page)).map(alike))) {
      counts.set(text, (counts.get(text) ?? 0) + 1);
    }
  }
  return pages.map((page) => ({
    ...page,
    lines: page.lines.filter((line) => {
      if (!isInMargin(line, page)) return true;
      if (PAGE_NUMBER.test(textOfLine(line))) return false;
      const times = counts.get(alike(line)) ?? 0;
      const isRepeated = times >= REPEATED || (times > 1 && times >= REPEATED_SHARE * pages.length);
      return !isRepeated || isTableHead(line) || STARS.test(textOfLine(line));
    }),
  }));
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
