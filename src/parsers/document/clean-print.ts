/** Removes page furniture from plain text and restores the characters that GPO spells out. */

import { decodeHTMLStrict } from "entities";

const RUNNING_HEAD = /^\s*Federal Register\s*\/\s*Vol\.?\s*\d+/i;
const RUNNING_HEAD_END = /^\s*(?:Rules and Regulations|Notices|Proposed Rules)\s*$/;
const PAGE_MARK = /\[\[Page \d+\]\]/g;
const PAGE_MARK_ALONE = /^\s*\[\[Page \d+\]\]\s*$/;
/** Replaces a page mark and the blank lines around it. A page break may fall within a paragraph. */
export const PAGE_BREAK = "\f";
/** The page mark in the text of an HTML body: `(`, then `printed page 54657)` on the next line. */
const PRINTED_PAGE = /\(\s*printed page\s+\d+\s*\)/g;
const SPACE_AROUND = /[^\S\n]/;
/** `[uuml]`, `[Idot]`: GPO's spelling of letters outside ASCII. */
const SPELT_LETTER =
  /\[([A-Za-z]{1,2}(?:acute|breve|caron|cedil|circ|dot|grave|lig|macr|midot|nodot|ogon|ring|slash|strok|tilde|uml))\]/g;

/** `734.9(e)(2),\4\`: a footnote mark. */
const SPELT_FOOTNOTE = /\\(\d{1,3})\\/g;

export function cleanPrint(text: string): string[] {
  const lines = breakAtPrintedPages(text.replace(/\r\n?/g, "\n").replace(/\f/g, "\n"))
    .replace(/\u00a0/g, " ")
    .split("\n")
    .filter((line, at, all) => !isRunningHead(line, all[at - 1] ?? ""));
  return markPageBreaks(lines);
}

/** Replaces each mark, with the space and line breaks around it, by one line break. */
function breakAtPrintedPages(text: string): string {
  const parts: string[] = [];
  let from = 0;
  for (const { index, 0: mark } of text.matchAll(PRINTED_PAGE)) {
    const start = skipSpace(text, index, -1, from);
    parts.push(text.slice(from, start));
    from = skipSpace(text, index + mark.length, 1, text.length);
  }
  return [...parts, text.slice(from)].join("\n");
}

/** Skips spaces and one line break, from `at` in the direction of `step`, no further than `limit`. */
function skipSpace(text: string, at: number, step: 1 | -1, limit: number): number {
  const next = (here: number) => text[step === 1 ? here : here - 1] ?? "";
  let here = at;
  while (here !== limit && SPACE_AROUND.test(next(here))) here += step;
  return here !== limit && next(here) === "\n" ? here + step : here;
}

function markPageBreaks(lines: readonly string[]): string[] {
  const marked: string[] = [];
  for (const line of lines) {
    if (PAGE_MARK_ALONE.test(line)) {
      while (marked.at(-1)?.trim() === "" && marked.at(-1) !== PAGE_BREAK) marked.pop();
      marked.push(PAGE_BREAK);
    } else if (line.trim() !== "" || marked.at(-1) !== PAGE_BREAK) {
      marked.push(line.replace(PAGE_MARK, "").trimEnd());
    }
  }
  return marked;
}

function isRunningHead(line: string, above: string): boolean {
  return RUNNING_HEAD.test(line) || (RUNNING_HEAD.test(above) && RUNNING_HEAD_END.test(line));
}

/** Takes joined lines: in a table GPO's spelling keeps the columns aligned, and `Sec. Sec.  744.11` may break across lines. */
export function restorePrint(text: string): string {
  return text
    .replace(SPELT_LETTER, (spelt, name: string) => {
      const letter = decodeHTMLStrict(`&${name};`);
      return letter.startsWith("&") ? spelt : letter;
    })
    .replace(SPELT_FOOTNOTE, "$1")
    .replace(/``/g, "“")
    .replace(/''/g, "”")
    .replace(/(?<!-)--(?!-)/g, "—")
    .replace(/\bSec\.\s+Sec\.\s+(?=\d)/g, "§§ ")
    .replace(/\bSec\.\s+(?=\d)/g, "§ ");
}
