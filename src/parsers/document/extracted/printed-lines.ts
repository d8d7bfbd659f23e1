/** The lines of an extracted text, without what belongs to the page: stamp, page numbers, running heads. */

/** What stands between a line and the one before it. */
export type Gap = "none" | "blank" | "page";

export interface PrintedLine {
  readonly text: string;
  readonly gap: Gap;
}

export interface PrintedLines {
  readonly lines: readonly PrintedLine[];
  /** “This document is scheduled to be published in the Federal Register on …”, on one line; null where it is not there. */
  readonly stamp: string | null;
}

/** `12`, `- 12 -`, `Page 12 of 33`. */
const PAGE_NUMBER = /^(?:[-–—]\s*)?(?:page\s+)?\d{1,4}(?:\s+of\s+\d{1,4})?(?:\s*[-–—])?$/i;
const STAMP_BEGINS = /^This document is scheduled to be published/i;
const STAMP_ENDS = /govinfo\.gov|federalregister\.gov\/d\/[\w-]+\.?$/i;
/** The stamp is printed in three lines; a narrow box makes more of it. */
const LONGEST_STAMP = 8;
/** A running head stands on several pages. */
const FEWEST_PAGES = 3;
/** The heads of the columns stand on each page too, and are the table's. */
const COLUMN_HEAD =
  /^(?:country|entity|license|listed|requirement|review policy|federal|register|citation)\b/i;

export function readPrintedLines(text: string): PrintedLines {
  const pages = text
    .replace(/^\ufeff/, "")
    .replace(/\r\n?/g, "\n")
    .replace(/\u00a0/g, " ")
    .split("\f")
    .map(linesOfPage);
  const heads = runningHeads(pages);
  const lines = pages.flatMap((page, nth) => withoutPageMarks(page, pages.length > 1, heads, nth));
  return takeStamp(lines);
}

function linesOfPage(page: string): PrintedLine[] {
  const lines: PrintedLine[] = [];
  let gap: Gap = "none";
  for (const line of page.split("\n")) {
    const text = line.replace(/\s+/g, " ").trim();
    if (text === "") gap = "blank";
    else {
      lines.push({ text, gap });
      gap = "none";
    }
  }
  return lines;
}

/** Without form feeds a page number is a number that stands alone between blank lines. */
function withoutPageMarks(
  page: readonly PrintedLine[],
  hasPages: boolean,
  heads: ReadonlySet<string>,
  nth: number,
): PrintedLine[] {
  const isMark = ({ text, gap }: PrintedLine, at: number) => {
    if (!hasPages)
      return PAGE_NUMBER.test(text) && gap === "blank" && page[at + 1]?.gap === "blank";
    const isEdge = at < 2 || at >= page.length - 2;
    return isEdge && (PAGE_NUMBER.test(text) || heads.has(headKey(text)));
  };
  const kept = page.filter((line, at) => !isMark(line, at));
  return kept.map(({ text, gap }, at) => ({ text, gap: at === 0 && nth > 0 ? "page" : gap }));
}

function runningHeads(pages: readonly (readonly PrintedLine[])[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const page of pages) {
    const edges = [...page.slice(0, 2), ...page.slice(2).slice(-2)].map(({ text }) => text);
    for (const key of new Set(edges.filter((text) => !COLUMN_HEAD.test(text)).map(headKey))) {
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return new Set([...counts].filter(([, count]) => count >= FEWEST_PAGES).map(([key]) => key));
}

/** Pages are numbered within their running head. What has no words is no head. */
function headKey(text: string): string {
  const key = text.replace(/\d+/g, "#");
  return /\p{L}{3}.*\p{L}{3}/u.test(key) ? key : text;
}

/** Its box may stand anywhere among the lines of the first page. */
function takeStamp(lines: readonly PrintedLine[]): PrintedLines {
  const start = lines.findIndex(({ text }) => STAMP_BEGINS.test(text));
  if (start === -1) return { lines, stamp: null };
  const box = lines.slice(start, start + LONGEST_STAMP);
  const last = box.findIndex(({ text }) => STAMP_ENDS.test(text));
  const length = last === -1 ? 1 : last + 1;
  return {
    lines: [...lines.slice(0, start), ...lines.slice(start + length)],
    stamp: box
      .slice(0, length)
      .map(({ text }) => text)
      .join(" "),
  };
}
