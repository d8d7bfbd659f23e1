/**
 * Finds tables in GPO's fixed-width text by their structure: a dashed line, column headings with wide gaps between
 * them, a second dashed line, the body, a third dashed line. A dashed line below `ACTION:` opens no table.
 */

export const DASHES = /^\s*-{20,}\s*$/;

/** Text that follows a table. It ends a table that has no last dashed line. */
const TEXT_GOES_ON = /^(?:0$|\* \*|\[FR Doc|PART \d|Supplement No|Dated:)|^ {4}Dated:/i;
/** The most lines that the head of a table has. */
const MAX_HEAD_LINES = 20;
const GAP = /\S {2,}(?=\S)/;
/** Section labels of the document never appear in a table head. */
const LABEL = /^[A-Z][A-Z ]+:/;

export interface DashedTable {
  /** The line after its last one. */
  readonly end: number;
  /** False if the last dashed line is missing: the body may then lack lines or have too many. */
  readonly closed: boolean;
}

/** `start` is a dashed line. Returns null if it opens no table. */
export function findDashedTable(lines: readonly string[], start: number): DashedTable | null {
  const headEnd = endOfHead(lines, start);
  if (headEnd === null) return null;
  for (let at = headEnd + 1; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    if (TEXT_GOES_ON.test(line)) return { end: at, closed: false };
    if (!DASHES.test(line)) continue;
    const opensAnother = endOfHead(lines, at) !== null;
    return opensAnother ? { end: at, closed: false } : { end: at + 1, closed: true };
  }
  return { end: lines.length, closed: false };
}

/** The index of the second dashed line; null if the lines before it are not a table head. */
function endOfHead(lines: readonly string[], start: number): number | null {
  const head: string[] = [];
  for (let at = start + 1; at < lines.length && head.length <= MAX_HEAD_LINES; at += 1) {
    const line = lines[at] ?? "";
    if (DASHES.test(line)) return isHead(head) ? at : null;
    if (LABEL.test(line)) return null;
    if (line.trim() !== "") head.push(line);
  }
  return null;
}

/** Every column has a heading, so the last line of the head contains at least two. */
function isHead(head: readonly string[]): boolean {
  return GAP.test(head.at(-1)?.trim() ?? "");
}
