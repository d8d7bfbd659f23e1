/** A fixed-width table: columns are cut where no line of it has print, cells are put together from their lines. */

import { joinLines } from "../text/join-lines.ts";
import { restorePrint } from "./clean-print.ts";
import { DASHES } from "./dashed-table.ts";

const STARS = /^\s*\*[*\s]*$/;
/** Dots lead from a short cell to the next column. */
const LEADERS = /\.{3,}/g;

/** `lines`: from the first dashed line to the last one. Columns that cannot be told give one row that cannot be read. */
export function readAsciiTable(lines: readonly string[]): string[][] {
  const printed = lines.map((line) => line.replace(LEADERS, (dots) => " ".repeat(dots.length)));
  const headEnd = printed.findIndex((line, at) => at > 0 && DASHES.test(line));
  const head = printed.slice(1, headEnd);
  const body = printed.slice(headEnd + 1).filter((line) => !DASHES.test(line));
  const cuts = cutColumns(head, body);
  if (cuts === null) return [["", restorePrint(body.join("\n").trim())]];
  const columns = cuts.length + 1;
  const rows: string[][] = [
    Array.from({ length: columns }, (_, at) =>
      joinCell(head.map((line) => cut(line, cuts)[at] ?? "")),
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
    const cells = cut(line, cuts);
    if (startsRow(cells)) close();
    open.push(cells);
  }
  close();
  return rows;
}

/** A destination or a license requirement begins with its row; the lines of a cell that go on are indented. */
function startsRow([destination = "", , requirement = ""]: readonly string[]): boolean {
  return /^\S/.test(destination) || /^\S/.test(requirement);
}

/** The positions between the columns: the widest stretch without print between two words of the head's last line. */
function cutColumns(head: readonly string[], body: readonly string[]): number[] | null {
  const last = head.findLast((line) => line.trim() !== "") ?? "";
  const words = [...last.matchAll(/\S+(?: \S+)*/g)].map(({ index, 0: word }) => ({
    start: index,
    end: index + word.length,
  }));
  if (words.length < 3) return null;
  const text = [...head, ...body].filter((line) => !STARS.test(line));
  const isBlank = (at: number) => text.every((line) => (line[at] ?? " ") === " ");
  const cuts: number[] = [];
  for (const [nth, word] of words.entries()) {
    const next = words[nth + 1];
    if (next === undefined) break;
    const gap = widestBlank(word.end - 1, next.start, isBlank);
    if (gap === null) return null;
    cuts.push(gap);
  }
  return cuts;
}

/** Where the column after the widest blank stretch begins. */
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

function cut(line: string, cuts: readonly number[]): string[] {
  return [0, ...cuts].map((start, nth) => line.slice(start, cuts[nth]).trimEnd());
}

/** An indented line goes on with the one above it; another is a printed line of its own. */
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
