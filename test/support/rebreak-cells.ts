/** Changes of print and of law, drawn by a seed: cells broken anew with their letters kept, and cells with another letter. */

import type { ListCode } from "../../src/model/entry.ts";
import { chance } from "./chance.ts";
import type { PrintedRow } from "./snapshot-rows.ts";

export interface EditedCell {
  readonly list: ListCode;
  /** 0-based, of the list's rows. */
  readonly row: number;
  readonly cell: number;
  readonly before: string;
  readonly after: string;
}

export interface EditedPrint {
  readonly rows: readonly PrintedRow[];
  readonly edits: readonly EditedCell[];
}

/** What stands between letters: of these, another one is put there. */
const BETWEEN = [
  " ",
  "\n",
  "\n\n",
  ", ",
  ",\n",
  "; ",
  ". ",
  ".\n\n",
  " - ",
  "-",
  "—",
  "\n—",
  " (",
  ") ",
];
/** What is put inside a word. */
const INSIDE = [" ", "\n", "-\n", "-", "."];
const GAP = /[^\p{L}\p{N}\p{M}]+/gu;
const MOST_BREAKS = 3;

export type Rebreak = (cell: string, draw: ReturnType<typeof chance>) => string;

/** Puts other signs between the letters at up to three places; now and then inside a word, or none between two. */
export const rebreak: Rebreak = (cell, draw) => {
  let text = cell;
  for (let more = draw.integer(1, MOST_BREAKS); more > 0; more -= 1) {
    const gaps = [...text.matchAll(GAP)];
    const gap = gaps[draw.integer(0, gaps.length - 1)];
    if (gap === undefined || draw.integer(1, 10) === 1) {
      const at = draw.integer(1, Math.max(1, text.length - 1));
      // Never between a letter and its accent.
      if (/^\p{M}/u.test(text.slice(at)) || /[\ud800-\udbff]$/.test(text.slice(0, at))) continue;
      text = text.slice(0, at) + pick(INSIDE, draw) + text.slice(at);
    } else {
      const signs = draw.integer(1, 10) === 1 ? "" : pick(BETWEEN, draw);
      text = text.slice(0, gap.index) + signs + text.slice(gap.index + gap[0].length);
    }
  }
  return text;
};

/** Another letter for one letter, another digit for one digit. */
export const editLetter: Rebreak = (cell, draw) => {
  const places = [...cell.matchAll(/[A-Za-z0-9]/g)];
  const place = places[draw.integer(0, places.length - 1)];
  if (place === undefined) return cell;
  const [from] = place;
  const signs = /\d/.test(from)
    ? "0123456789"
    : /[a-z]/.test(from)
      ? "abcdefghijklmnopqrstuvwxyz"
      : "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  const others = [...signs].filter((sign) => sign !== from);
  return cell.slice(0, place.index) + pick(others, draw) + cell.slice(place.index + 1);
};

/** `count` cells, each of another row; blank cells and the country's heading rows are passed over. */
export function editCells(
  rows: readonly PrintedRow[],
  edit: Rebreak,
  count: number,
  seed: number,
): EditedPrint {
  const draw = chance(seed);
  const edited = [...rows];
  const edits: EditedCell[] = [];
  const starts = new Map<ListCode, number>();
  for (const [at, { list }] of rows.entries()) if (!starts.has(list)) starts.set(list, at);
  for (const at of draw.shuffle([...rows.keys()])) {
    if (edits.length === count) break;
    const { list, cells } = rows[at] as PrintedRow;
    const filled = [...cells.keys()].filter((nth) => /[\p{L}\p{N}]/u.test(cells[nth] ?? ""));
    const cell = filled[draw.integer(0, filled.length - 1)];
    if (cell === undefined || cells.length < 3) continue;
    const before = cells[cell] ?? "";
    const after = edit(before, draw);
    if (after === before) continue;
    edited[at] = { list, cells: cells.map((text, nth) => (nth === cell ? after : text)) };
    edits.push({ list, row: at - (starts.get(list) ?? 0), cell, before, after });
  }
  return { rows: edited, edits };
}

function pick<T>(items: readonly T[], draw: ReturnType<typeof chance>): T {
  return items[draw.integer(0, items.length - 1)] as T;
}

/** As `rebreak`, between all letters of the cell. */
export const rebreakAll: Rebreak = (cell, draw) =>
  cell.replace(GAP, () => pick(BETWEEN, draw)) + pick(["", ".", ";", "\n"], draw);
