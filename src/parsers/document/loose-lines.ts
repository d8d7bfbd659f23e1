/** Reads plain text with one line per element of the HTML body: links and italics interrupt sentences. */

import { collapse } from "../text/cell-text.ts";
import { restorePrint } from "./clean-print.ts";
import { readLooseRows } from "./loose-rows.ts";
import type { TextBlock } from "./outline.ts";
import { looksLikeHeading } from "./text-heading.ts";

/** A line after a break inside an element keeps its indentation. */
const INDENTED = /^\s{8,}\S/;
const NUMBER_ALONE = /^(?:\d{1,3}\.|[a-z]{1,4}\.|\((?:\d{1,3}|[a-z]{1,4}|[A-Z])\))$/;
const LABEL = /^[A-Z][A-Z ]+:$/;
const ENDS_SENTENCE = /[.:;?!]["”)\]]?$/;
/** No sentence and no heading ends with these. */
const GOES_ON =
  /(?:[([“,—/-]|\b(?:an?|and|as|at|by|for|from|in|of|on|or|the|to|under|with|relevant))$/;
const CONTINUES = /^(?:[,.;:)\]”%]|\p{Ll})/u;
/** In characters. A bracket that opened further back is a misprint, not an interruption. */
const TAIL = 200;
/** In characters. A longer line without a sentence end was interrupted. */
const LONGEST_HEADING = 160;

export function readLooseLines(printed: readonly string[]): TextBlock[] {
  const lines = joinIndented(printed);
  const blocks: TextBlock[] = [];
  let at = 0;
  while (at < lines.length) {
    if (startsTable(lines, at)) {
      const end = endOfTable(lines, at);
      blocks.push({ kind: "table", rows: readLooseRows(lines.slice(at, end)) });
      at = end;
      continue;
    }
    const parts = [lines[at] ?? ""];
    let tail = lastOf(parts[0] ?? "");
    at += 1;
    while (at < lines.length && !startsTable(lines, at) && isInterrupted(tail, lines[at] ?? "")) {
      const next = lines[at] ?? "";
      parts.push(/[([“]$/.test(tail) || /^[,.;:)\]”]/.test(next) ? next : ` ${next}`);
      tail = lastOf(tail + parts.at(-1));
      at += 1;
    }
    const text = parts.join("");
    blocks.push({ kind: looksLikeHeading(text) ? "heading" : "paragraph", text });
  }
  return blocks;
}

function joinIndented(printed: readonly string[]): string[] {
  const lines: string[] = [];
  for (const line of printed) {
    const text = collapse(restorePrint(line));
    if (text === "") continue;
    if (INDENTED.test(line) && lines.length > 0) lines.push(`${lines.pop()} ${text}`);
    else lines.push(text);
  }
  return lines;
}

/** The end of a paragraph decides whether it continues. Testing the whole text would be quadratic. */
function lastOf(text: string): string {
  return text.slice(-TAIL);
}

/** `text`: the end of the paragraph so far. `next`: the next line. */
function isInterrupted(text: string, next: string): boolean {
  if (LABEL.test(text) || NUMBER_ALONE.test(next) || LABEL.test(next)) return false;
  if (NUMBER_ALONE.test(text) || GOES_ON.test(text) || CONTINUES.test(next)) return true;
  if (opensBracket(text)) return true;
  return !ENDS_SENTENCE.test(text) && text.length > LONGEST_HEADING;
}

function opensBracket(text: string): boolean {
  return (
    Math.max(text.lastIndexOf("("), text.lastIndexOf("[")) >
    Math.max(text.lastIndexOf(")"), text.lastIndexOf("]"))
  );
}

function startsTable(lines: readonly string[], at: number): boolean {
  return (
    /^country$/i.test(lines[at] ?? "") && /^(?:entity|listed person)/i.test(lines[at + 1] ?? "")
  );
}

/** The stars of the supplement have one line each; the stars of a table share a line. */
function endOfTable(lines: readonly string[], start: number): number {
  const end = lines.findIndex(
    (line, at) =>
      at > start &&
      ((line === "*" && lines[at + 1] === "*") ||
        NUMBER_ALONE.test(line) ||
        /^(?:\[|PART \d+)/.test(line)),
  );
  return end === -1 ? lines.length : end;
}
