/** GPO's fixed-width print: paragraphs are indented and broken at 72 columns, tables stand between dashed lines. */

import { readAsciiTable } from "./ascii-table.ts";
import { collapse } from "./cell-text.ts";
import type { TextBlock } from "./outline.ts";
import { looksLikeHeading } from "./text-heading.ts";

const DASHES = /^\s*-{20,}\s*$/;
const INDENTED = /^ {2,}\S/;

export function readWrappedLines(lines: readonly string[]): TextBlock[] {
  const blocks: TextBlock[] = [];
  let open: string[] = [];
  const close = () => {
    const text = collapse(open.reduce(joinWrapped, ""));
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
    if (line.trim() === "" || INDENTED.test(line)) close();
    if (line.trim() !== "") open.push(line.trim());
  }
  close();
  return blocks;
}

/** Lines are broken at spaces, and behind hyphens and dashes that are printed. */
function joinWrapped(text: string, line: string): string {
  return text === "" || /[\p{L}\d]-$|—$/u.test(text) ? text + line : `${text} ${line}`;
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
