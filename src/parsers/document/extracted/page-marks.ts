/** Takes out of the lines of pages what belongs to the page: its number, running heads, line numbers, a word across it. */

import { countryOfDestination } from "../../../model/country.ts";
import type { PrintedLine } from "./printed-line.ts";

type Page = readonly PrintedLine[];

/** `12`, `- 12 -`, `Page 12 of 33`, `xii`. */
const PAGE_NUMBER =
  /^(?:[-–—]\s*)?(?:page\s+)?(?:\d{1,4}|[ivxl]{1,7})(?:\s+of\s+\d{1,4})?(?:\s*[-–—])?$/i;
/** `- 12 -` and the line below it, joined as if a hyphen had cut a word. */
const JOINED_NUMBER = /^- ?\d{1,3} ?(?=[\p{L}“•])/u;
const NUMBER = /^\d{1,4}$/;
/** Every line is numbered, or every second, fifth or tenth. */
const STEPS = [1, 2, 5, 10];
const LINE_NUMBER_REACH = 4;
/** Of so many numbers in a row no one is the year of a date. */
const FEWEST_NUMBERED = 4;
/** A running head stands on several pages. */
const FEWEST_PAGES = 3;
const SHORTEST_HEAD = 8;
/** The heads of the columns stand on each page too, and are the table's. */
const COLUMN_HEAD =
  /^(?:country|entity|license|listed|requirement|review policy|federal|register|citation)\b/i;
/** `1 See 89 FR 96836.` */
const FOOTNOTE = /^\d{1,2}[.)]?\s+\p{Lu}/u;
/** `2. Adding, in alphabetical order, …`, below `1. Removing …; and`. */
const INSTRUCTS =
  /^\d{1,2}[.)]\s+(?:under|by|in|add|remov|revis|redesignat|amend|delet|supplement|section|part)/i;
const SENTENCE_ENDS = /[.:;?!]["”’)\]]*$/;

/** The lines of all pages. Footnotes that cut a paragraph in two come last. */
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

/** What stands on several pages, of the lines that `pick` takes of each. */
function repeated(pages: readonly Page[], pick: (page: Page) => readonly string[]): Set<string> {
  const counts = new Map<string, number>();
  for (const page of pages) {
    for (const key of pick(page).filter(isOfPage).map(keyOf)) {
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return new Set([...counts].filter(([, count]) => count >= FEWEST_PAGES).map(([key]) => key));
}

function isOfPage(text: string): boolean {
  return /\p{L}{3}/u.test(text) && !COLUMN_HEAD.test(text) && countryOfDestination(text) === null;
}

function edgesOf(page: Page): string[] {
  const edges = [...page.slice(0, 2), ...page.slice(2).slice(-2)].map(({ text }) => text);
  return edges.filter((text) => text.length >= SHORTEST_HEAD);
}

/** `DRAFT`, set across the page, comes as a line of its own. */
function standaloneOf(page: Page): string[] {
  return page.flatMap(({ text }, at) =>
    standsAlone(page, at) && !SENTENCE_ENDS.test(text) ? [text] : [],
  );
}

function standsAlone(page: Page, at: number): boolean {
  return at > 0 && page[at]?.gap === "blank" && (page[at + 1]?.gap ?? "blank") === "blank";
}

/** Pages are numbered within their running head. */
function keyOf(text: string): string {
  return /\p{L}{3}.*\p{L}{3}/u.test(text) ? text.replace(/\d+/g, "#") : text;
}

/** At the foot of a page, below a line that breaks off. */
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
