/** Reads GPO's fixed-width text: paragraphs are indented and wrapped at 72 columns, tables have dashed lines. */

import { collapse } from "../text/cell-text.ts";
import { joinLines } from "../text/join-lines.ts";
import { readAsciiTable } from "./ascii-table.ts";
import { PAGE_BREAK, restorePrint } from "./clean-print.ts";
import { DASHES, findDashedTable } from "./dashed-table.ts";
import type { TextBlock } from "./outline.ts";
import { looksLikeHeading } from "./text-heading.ts";

const INDENTED = /^ {2,}\S/;
/** The bullet before an amendatory instruction. */
const BULLET = "0";
/** The last line of a document. GPO prints a similar line, `[FR Doc No: …]`, above the document. */
const FR_DOC_LINE = /^\[\s*FR\s+Doc\b(?!\s+No:)/i;
const STARS = /^\s*\*[*\s]*$/;
/** In lines: how far the test at a page break looks back. */
const LONGEST_PARAGRAPH = 40;
const ENDS_SENTENCE = /[.:;?!]["”)\]]?$/;
/** `DATES:`, `[Docket No. …]`, `2.`, `(1)`: begins a new paragraph. */
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
      const table = findDashedTable(lines, at);
      if (table === null) continue;
      const rows = readAsciiTable(lines.slice(at, table.end));
      blocks.push({ kind: "table", rows, closed: table.closed });
      at = table.end - 1;
      continue;
    }
    if (line === PAGE_BREAK) {
      if (!continuesBelow(open, lines, at + 1)) close();
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

/** Whether the paragraph above a page break continues below it. */
function continuesBelow(above: readonly string[], lines: readonly string[], next: number): boolean {
  const below: string[] = [];
  for (let at = next; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    const isEnd = line.trim() === "" || line === BULLET || DASHES.test(line) || STARS.test(line);
    if (isEnd || INDENTED.test(line)) break;
    below.push(line.trim());
  }
  const text = joinParagraph(above.slice(-LONGEST_PARAGRAPH));
  if (text === "" || below.length === 0) return false;
  if (!ENDS_SENTENCE.test(text)) return !/^(?:\[|[A-Z][A-Z ]+:)/.test(below[0] ?? "");
  if (opensQuotation(text)) return true;
  if (BEGINS.test(below[0] ?? "")) return false;
  const rest = joinParagraph(below);
  // The next name in a list of quoted names: a heading is never quoted.
  if (/;$/.test(text) && rest.startsWith("“")) return true;
  return /\band$/.test(rest) || !looksLikeHeading(rest);
}

/** A quotation may contain text that looks like the end of a sentence. */
function opensQuotation(text: string): boolean {
  return text.split("“").length > text.split("”").length;
}
