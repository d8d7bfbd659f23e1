/** Reads a fixed-width table: columns are separated where every line is blank, and each cell joins its lines. */

import { joinLines } from "../text/join-lines.ts";
import { restorePrint } from "./clean-print.ts";
import { DASHES } from "./dashed-table.ts";

const STARS = /^\s*\*[*\s]*$/;
/** Leader dots fill the space from a short cell to the next column. */
const LEADERS = /\.{3,}/g;

/** `lines`: from the first dashed line to the last one. If the columns cannot be found, returns a single unreadable row. */
export function readAsciiTable(lines: readonly string[]): string[][] {
  const printed = lines.map((line) => line.replace(LEADERS, (dots) => " ".repeat(dots.length)));
  const headEnd = printed.findIndex((line, at) => at > 0 && DASHES.test(line));
  const head = printed.slice(1, headEnd);
  const body = printed.slice(headEnd + 1).filter((line) => !DASHES.test(line));
  const boundaries = columnBoundaries(head, body);
  if (boundaries === null) return [["", restorePrint(body.join("\n").trim())]];
  const columns = boundaries.length + 1;
  const rows: string[][] = [
    Array.from({ length: columns }, (_, at) =>
      joinCell(head.map((line) => splitLine(line, boundaries)[at] ?? "")),
    ),
  ];
  let open: string[][] = [];
  const close = () => {
    if (open.length > 0) {
      rows.push(
        Array.from({ length: columns }, (_, at) => joinCell(open.map((cells) => cells[at] ?? ""))),
      );
    }
    open = [];
  };
  for (const line of body) {
    if (line.trim() === "" || STARS.test(line)) {
      close();
      if (line.trim() !== "") rows.push([line.trim()]);
      continue;
    }
    const cells = splitLine(line, boundaries);
    if (startsRow(cells)) close();
    open.push(cells);
  }
  close();
  return rows;
}

/** A row begins with a destination or a license requirement; continuation lines of a cell are indented. */
function startsRow([destination = "", , requirement = ""]: readonly string[]): boolean {
  return /^\S/.test(destination) || /^\S/.test(requirement);
}

/** Column boundaries: the widest blank stretch between two words of the head's last line. Null if there are none. */
function columnBoundaries(head: readonly string[], body: readonly string[]): number[] | null {
  const last = head.findLast((line) => line.trim() !== "") ?? "";
  const words = [...last.matchAll(/\S+(?: \S+)*/g)].map(({ index, 0: word }) => ({
    start: index,
    end: index + word.length,
  }));
  if (words.length < 3) return null;
  const text = [...head, ...body].filter((line) => !STARS.test(line));
  const isBlank = (at: number) => text.every((line) => (line[at] ?? " ") === " ");
  const boundaries: number[] = [];
  for (const [nth, word] of words.entries()) {
    const next = words[nth + 1];
    if (next === undefined) break;
    const gap = widestBlank(word.end - 1, next.start, isBlank);
    if (gap === null) return null;
    boundaries.push(gap);
  }
  return boundaries;
}

/** The position after the widest blank stretch; null if there is none. */
function widestBlank(from: number, to: number, isBlank: (at: number) => boolean): number | null {
  let best: { readonly length: number; readonly end: number } | null = null;
  let length = 0;
  for (let at = from; at <= to; at += 1) {
    if (isBlank(at)) {
      length += 1;
      continue;
    }
    if (length > (best?.length ?? 0)) best = { length, end: at };
    length = 0;
  }
  if (length > (best?.length ?? 0)) best = { length, end: to };
  return best?.end ?? null;
}

function splitLine(line: string, boundaries: readonly number[]): string[] {
  return [0, ...boundaries].map((start, nth) => line.slice(start, boundaries[nth]).trimEnd());
}

/** An indented line continues the line above it; any other line stays a printed line of its own. */
function joinCell(lines: readonly string[]): string {
  const printed: string[][] = [];
  for (const line of lines) {
    const text = line.trim();
    if (text === "") continue;
    if (/^\s/.test(line) && printed.length > 0) printed.at(-1)?.push(text);
    else printed.push([text]);
  }
  return printed.map((parts) => restorePrint(joinLines(parts))).join("\n");
}
