/** The lines of an extracted text without page furniture: stamp, page numbers, running heads. */

import { withoutPageMarks } from "./page-marks.ts";
import type { Gap, PrintedLine } from "./printed-line.ts";

export interface PrintedLines {
  readonly lines: readonly PrintedLine[];
  /** “This document is scheduled to be published in the Federal Register on …”, on one line; null if missing. */
  readonly stamp: string | null;
}

/**
 * Marks that replace a hyphen at which two lines are joined: `printed` for a hyphen that may belong to the word,
 * `typeset` for a character that only typesetters use.
 */
export const JOINT = { printed: "\u2011", typeset: "\u00ad" };

const STAMP_BEGINS = /^This document is scheduled to be published/i;
const STAMP_ENDS = /govinfo\.gov|federalregister\.gov\/d\/[\w-]+\.?$/i;
/** In lines: the stamp usually has three, more in a narrow box. */
const LONGEST_STAMP = 8;
/** LibreOffice sets a space before its own hyphens. */
const ENDS_IN_HYPHEN = /[\p{L}\p{N}](?: -|[-‐\u00ad])$/u;

export function readPrintedLines(text: string): PrintedLines {
  const pages = text
    .replace(/^\ufeff/, "")
    .replace(/\r\n?/g, "\n")
    .replace(/\u00a0/g, " ")
    .split("\f")
    .map(linesOfPage);
  const { lines, stamp } = takeStamp(withoutPageMarks(pages));
  return { lines: joinAtHyphens(lines), stamp };
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

/** Removes the stamp, which may be anywhere among the lines of the first page. */
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

/** Joins lines at hyphens that `pdftotext` keeps: those at the end of a block of lines. */
function joinAtHyphens(lines: readonly PrintedLine[]): PrintedLine[] {
  const joined: PrintedLine[] = [];
  for (const line of lines) {
    const above = joined.at(-1);
    if (
      above !== undefined &&
      ENDS_IN_HYPHEN.test(above.text) &&
      /^[\p{L}\p{N}]/u.test(line.text)
    ) {
      const isPrinted = /[^ ]-$/.test(above.text);
      const joint = isPrinted ? JOINT.printed : JOINT.typeset;
      const text = above.text.replace(/ ?[-‐\u00ad]$/, joint) + line.text;
      joined[joined.length - 1] = { ...above, text };
    } else joined.push(line);
  }
  return joined;
}
