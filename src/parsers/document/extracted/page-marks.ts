/** Removes page furniture from extracted lines: page numbers, running heads, line numbers, watermarks. */

import { countryOfDestination } from "../../../model/country.ts";
import type { PrintedLine } from "./printed-line.ts";

type Page = readonly PrintedLine[];

/** `12`, `- 12 -`, `Page 12 of 33`, `xii`. */
const PAGE_NUMBER =
  /^(?:[-–—]\s*)?(?:page\s+)?(?:\d{1,4}|[ivxl]{1,7})(?:\s+of\s+\d{1,4})?(?:\s*[-–—])?$/i;
/** `- 12 -`, joined to the line below because it ends with a hyphen. */
const JOINED_NUMBER = /^- ?\d{1,3} ?(?=[\p{L}“•])/u;
const NUMBER = /^\d{1,4}$/;
/** Every, every second, every fifth or every tenth line is numbered. */
const STEPS = [1, 2, 5, 10];
const LINE_NUMBER_REACH = 4;
/** A count of so many numbers is not a coincidence, such as the year of a date. */
const FEWEST_NUMBERED = 4;
/** A running head is on so many pages at least. */
const FEWEST_PAGES = 3;
const SHORTEST_HEAD = 8;
/** Column heads repeat on each page too, but belong to the table. */
const COLUMN_HEAD =
  /^(?:country|entity|license|listed|requirement|review policy|federal|register|citation)\b/i;
/** `1 See 89 FR 96836.` */
const FOOTNOTE = /^\d{1,2}[.)]?\s+\p{Lu}/u;
/** `2. Adding, in alphabetical order, …`, below `1. Removing …; and`. */
const INSTRUCTS =
  /^\d{1,2}[.)]\s+(?:under|by|in|add|remov|revis|redesignat|amend|delet|supplement|section|part)/i;
const SENTENCE_ENDS = /[.:;?!]["”’)\]]*$/;

/** The lines of all pages. Footnotes that interrupt a paragraph come last. */
export function withoutPageMarks(printed: readonly Page[]): PrintedLine[] {
  const pages = printed.map(withoutLineNumbers);
  const heads = repeated(pages, edgesOf);
  const marks = repeated(pages, standaloneOf);
  const isPaged = pages.length > 1;
  const notes: PrintedLine[] = [];
  const lines = pages.flatMap((page, nth) => {
    const kept = page.filter((line, at) => {
      if (marks.has(keyOf(line.text)) && standsAlone(page, at)) return false;
      const isEdge = at < 2 || at >= page.length - 2;
      const isAtEnd = isPaged ? isEdge : standsAlone(page, at);
      return !(isAtEnd && (PAGE_NUMBER.test(line.text) || heads.has(keyOf(line.text))));
    });
    const { body, note } = takeFootnotes(kept);
    notes.push(...note);
    return body.map(({ text: printed, gap }, at) => {
      const text = gap === "none" ? printed : printed.replace(JOINED_NUMBER, "");
      return { text, gap: at === 0 && nth > 0 ? ("page" as const) : gap };
    });
  });
  return [...lines, ...notes];
}

function withoutLineNumbers(page: Page): Page {
  const numbers = page.flatMap(({ text }, at) =>
    NUMBER.test(text) ? [{ at, value: Number(text) }] : [],
  );
  const row = new Set<number>();
  numbers.forEach(({ at, value }, nth) => {
    const next = numbers[nth + 1];
    const step = (next?.value ?? 0) - value;
    if (next === undefined || !STEPS.includes(step)) return;
    if (next.at - at <= LINE_NUMBER_REACH * step) row.add(at).add(next.at);
  });
  return row.size < FEWEST_NUMBERED ? page : page.filter((_, at) => !row.has(at));
}

/** The keys of lines that recur on several pages, among the lines that `pick` selects. */
function repeated(pages: readonly Page[], pick: (page: Page) => readonly string[]): Set<string> {
  const counts = new Map<string, number>();
  for (const page of pages) {
    for (const key of pick(page).filter(mayBeFurniture).map(keyOf)) {
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return new Set([...counts].filter(([, count]) => count >= FEWEST_PAGES).map(([key]) => key));
}

function mayBeFurniture(text: string): boolean {
  return /\p{L}{3}/u.test(text) && !COLUMN_HEAD.test(text) && countryOfDestination(text) === null;
}

function edgesOf(page: Page): string[] {
  const edges = [...page.slice(0, 2), ...page.slice(2).slice(-2)].map(({ text }) => text);
  return edges.filter((text) => text.length >= SHORTEST_HEAD);
}

/** A watermark such as `DRAFT` becomes a line between blank lines. */
function standaloneOf(page: Page): string[] {
  return page.flatMap(({ text }, at) =>
    standsAlone(page, at) && !SENTENCE_ENDS.test(text) ? [text] : [],
  );
}

function standsAlone(page: Page, at: number): boolean {
  return at > 0 && page[at]?.gap === "blank" && (page[at + 1]?.gap ?? "blank") === "blank";
}

/** Ignores numbers: a running head may contain the page number. */
function keyOf(text: string): string {
  return /\p{L}{3}.*\p{L}{3}/u.test(text) ? text.replace(/\d+/g, "#") : text;
}

/** Separates the footnotes at the foot of a page, below an unfinished sentence. */
function takeFootnotes(page: Page): { body: Page; note: Page } {
  const start = page.findIndex(({ text, gap }, at) => {
    const above = page[at - 1]?.text ?? "";
    const isNote = FOOTNOTE.test(text) && !INSTRUCTS.test(text);
    return gap === "blank" && above !== "" && isNote && !SENTENCE_ENDS.test(above);
  });
  const isLast =
    start !== -1 &&
    !page.slice(start + 1).some(({ gap, text }) => gap === "blank" && !FOOTNOTE.test(text));
  return isLast
    ? { body: page.slice(0, start), note: page.slice(start) }
    : { body: page, note: [] };
}
