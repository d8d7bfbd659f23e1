/** GPO's fixed-width print: paragraphs are indented and broken at 72 columns, tables stand between dashed lines. */

import { collapse } from "../text/cell-text.ts";
import { joinLines } from "../text/join-lines.ts";
import { readAsciiTable } from "./ascii-table.ts";
import { PAGE_BREAK, restorePrint } from "./clean-print.ts";
import type { TextBlock } from "./outline.ts";
import { looksLikeHeading } from "./text-heading.ts";

const DASHES = /^\s*-{20,}\s*$/;
const INDENTED = /^ {2,}\S/;
/** The bullet before an amendatory instruction. */
const BULLET = "0";
/** The line by which a document ends; GPO prints another, `[FR Doc No: …]`, above it. */
const FR_DOC_LINE = /^\[\s*FR\s+Doc\b(?!\s+No:)/i;
const STARS = /^[*\s]*\*[*\s]*$/;
const ENDS_SENTENCE = /[.:;?!]["”)\]]?$/;
/** `DATES:`, `[Docket No. …]`, `2.`, `(1)`: what begins a paragraph of its own. */
const BEGINS = /^(?:[A-Z][A-Z ]+:|\[|(?:\d{1,3}|[a-z]{1,4})\.\s|\((?:\d{1,3}|[a-z]{1,4})\)\s)/;

export function readWrappedLines(lines: readonly string[]): TextBlock[] {
  const blocks: TextBlock[] = [];
  let open: string[] = [];
  const close = () => {
    const text = joinParagraph(open);
    if (text !== "") {
      blocks.push({ kind: looksLikeHeading(text) ? "heading" : "paragraph", text });
    }
    open = [];
  };
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    if (DASHES.test(line)) {
      close();
      const end = endOfTable(lines, at);
      if (end === null) continue;
      blocks.push({ kind: "table", rows: readAsciiTable(lines.slice(at, end)) });
      at = end;
      continue;
    }
    if (line === PAGE_BREAK) {
      if (!goesOn(open, lines, at + 1)) close();
      continue;
    }
    const begins = INDENTED.test(line) || FR_DOC_LINE.test(line);
    if (line.trim() === "" || line === BULLET || begins) close();
    if (line.trim() !== "" && line !== BULLET) open.push(line.trim());
  }
  close();
  return blocks;
}

function joinParagraph(lines: readonly string[]): string {
  return collapse(restorePrint(joinLines(lines)));
}

/** Whether the paragraph above a page break has its next line below it. */
function goesOn(above: readonly string[], lines: readonly string[], next: number): boolean {
  const below: string[] = [];
  for (let at = next; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    const isEnd = line.trim() === "" || line === BULLET || DASHES.test(line) || STARS.test(line);
    if (isEnd || INDENTED.test(line)) break;
    below.push(line.trim());
  }
  const text = joinParagraph(above);
  if (text === "" || below.length === 0) return false;
  if (!ENDS_SENTENCE.test(text)) return !/^(?:\[|[A-Z][A-Z ]+:)/.test(below[0] ?? "");
  if (opensQuotation(text)) return true;
  if (BEGINS.test(below[0] ?? "")) return false;
  const rest = joinParagraph(below);
  // The next of a row of quoted names: no heading is quoted.
  if (/;$/.test(text) && rest.startsWith("“")) return true;
  return /\band$/.test(rest) || !looksLikeHeading(rest);
}

/** A quotation may hold what looks like the end of a sentence. */
function opensQuotation(text: string): boolean {
  return text.split("“").length > text.split("”").length;
}

/** Null where the dashes open no table of a list: head between two dashed lines, body up to the third. */
function endOfTable(lines: readonly string[], start: number): number | null {
  const headEnd = nextDashes(lines, start);
  if (headEnd === null) return null;
  const head = lines.slice(start + 1, headEnd).join(" ");
  if (!/\bcountry\b/i.test(head) || !/\b(?:entity|listed person)/i.test(head)) return null;
  // Cut off before its last line: what is there is still the table.
  return nextDashes(lines, headEnd) ?? lines.length;
}

function nextDashes(lines: readonly string[], after: number): number | null {
  const at = lines.findIndex((line, index) => index > after && DASHES.test(line));
  return at === -1 ? null : at;
}
