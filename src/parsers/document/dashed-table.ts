/**
 * Finds the tables of GPO's fixed-width print by their structure: a dashed line, column headings with wide gaps between
 * them, a second dashed line, the body, a third. Dashes stand below `ACTION:` as well, and open no table.
 */

export const DASHES = /^\s*-{20,}\s*$/;

/** What ends a table that has no last dashed line: the text goes on. */
const TEXT_GOES_ON = /^(?:0$|\* \*|\[FR Doc|PART \d|Supplement No|Dated:)|^ {4}Dated:/i;
/** No head of a table is higher. */
const MAX_HEAD_LINES = 20;
const GAP = /\S {2,}(?=\S)/;
/** The labels of a document's sections stand in no head. */
const LABEL = /^[A-Z][A-Z ]+:/;

export interface DashedTable {
  /** The line after its last one. */
  readonly end: number;
  /** False where its last dashed line is missing: what is taken for its body may be less or more. */
  readonly closed: boolean;
}

/** `start` is a dashed line. Null where it opens no table. */
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

/** The second dashed line; null where what stands before it is no head. */
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

/** Every column has a heading, and the last line of the headings shows at least two of them. */
function isHead(head: readonly string[]): boolean {
  return GAP.test(head.at(-1)?.trim() ?? "");
}
