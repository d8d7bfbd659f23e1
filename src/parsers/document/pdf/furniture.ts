/** Takes off a page what belongs to the page and not to the document: its number, running heads, numbers of lines. */

import { type Line, textOfLine, type Word } from "./lines.ts";

export interface PageLines {
  readonly width: number;
  readonly height: number;
  readonly lines: readonly Line[];
}

/** Shares of the page's height: where its furniture stands. */
const MARGIN = 0.13;
const PAGE_NUMBER =
  /^[\s\-–—~[(]*(?:page|pg\.?|p\.)?\s*(?:\d{1,4}|[ivxl]{1,7})(?:\s*(?:of|\/)\s*\d{1,4})?[\s\-–—~\])]*$/i;
/** Columns of a list's table, which may be printed again at the head of each page. */
const TABLE_HEAD =
  /\b(?:country|entity|listed person|license|requirement|policy|citation|register)\b/i;
/** On so many pages a line is the page's. */
const REPEATED = 3;
const MOST_NUMBERED_LINES = 66;
const FEWEST_NUMBERED_LINES = 6;

export function withoutFurniture<Page extends PageLines>(pages: readonly Page[]): Page[] {
  const bare = pages.map((page) => ({ ...page, lines: withoutLineNumbers(page.lines) }));
  const counts = new Map<string, number>();
  for (const page of bare) {
    for (const text of new Set(page.lines.filter((line) => isInMargin(line, page)).map(alike))) {
      counts.set(text, (counts.get(text) ?? 0) + 1);
    }
  }
  return bare.map((page) => ({
    ...page,
    lines: page.lines.filter((line) => {
      if (!isInMargin(line, page)) return true;
      if (PAGE_NUMBER.test(textOfLine(line))) return false;
      return TABLE_HEAD.test(textOfLine(line)) || (counts.get(alike(line)) ?? 0) < REPEATED;
    }),
  }));
}

function isInMargin({ baseline }: Line, { height }: PageLines): boolean {
  return baseline < MARGIN * height || baseline > (1 - MARGIN) * height;
}

/** A running head differs by its page number at most. */
function alike(line: Line): string {
  return textOfLine(line).replace(/\d+/g, "#");
}

/** Numbers in the margin, left of all other print, that count the lines. */
function withoutLineNumbers(lines: readonly Line[]): readonly Line[] {
  const numbered = lines.filter(({ words: [first, second] }) => isLineNumber(first, second));
  if (numbered.length < FEWEST_NUMBERED_LINES) return lines;
  const right = Math.max(...numbered.map(({ words: [first] }) => first?.right ?? 0));
  const text = lines
    .flatMap(({ words }) => words.filter(({ left }) => left > right))
    .map(({ left }) => left);
  const isApart = lines.every(
    ({ words: [first] }) => first === undefined || first.left > right || first.right <= right,
  );
  const values = numbered.map(({ words: [first] }) => Number(first?.text));
  const isCounting = values.every((value, at) => at === 0 || value === (values[at - 1] ?? 0) + 1);
  if (!isApart || !isCounting || text.length === 0) return lines;
  return lines.flatMap((line) => {
    const words = line.words.filter(({ left }) => left > right);
    const [first] = words;
    return first === undefined ? [] : [{ ...line, words, left: first.left }];
  });
}

function isLineNumber(first: Word | undefined, second: Word | undefined): boolean {
  if (first === undefined || !/^\d{1,2}$/.test(first.text)) return false;
  if (Number(first.text) > MOST_NUMBERED_LINES) return false;
  return second === undefined || second.left - first.right > (first.right - first.left) / 2;
}
