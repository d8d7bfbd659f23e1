/** Rows as lines, in the columns that there are. */

import stringWidth from "string-width";
import type { Screen } from "./screen.ts";

type Cell = string | number;

/** Of a column that is cut. */
const NARROWEST = 8;
const GAP = 2;
/** What a person copies into the next command is never cut. */
const ID = /^(?:entry|endpoint|key|event|change|party|question|rule|snapshot)[_-][\w-]+$/;

/**
 * Columns as wide as their widest cell, two spaces apart; numbers to the right. Where a terminal is too narrow, the widest texts
 * are cut; where even that does not help, each row is lines of its own, under the words of the first row.
 */
export function formatTable(
  rows: readonly (readonly Cell[])[],
  screen: Pick<Screen, "columns">,
): string[] {
  const widths = (rows[0] ?? []).map((_, at) =>
    Math.max(...rows.map((row) => stringWidth(String(row[at] ?? "")))),
  );
  const most = screen.columns ?? Number.POSITIVE_INFINITY;
  const fitting = narrow(widths, rows, most);
  return fitting === null ? asRecords(rows) : rows.map((row) => lineOf(row, fitting));
}

/** Null where it cannot be. */
function narrow(
  widths: readonly number[],
  rows: readonly (readonly Cell[])[],
  most: number,
): number[] | null {
  const fitting = [...widths];
  const isCut = widths.map((_, at) => !rows.some((row) => isWhole(row[at] ?? "")));
  const excess = () => fitting.reduce((sum, width) => sum + width + GAP, -GAP) - most;
  while (excess() > 0) {
    const widest = Math.max(...fitting.filter((width, at) => isCut[at] && width > NARROWEST), 0);
    if (widest === 0) return null;
    const at = fitting.findIndex((width, at) => isCut[at] && width === widest);
    // As far as the next widest, or as is needed.
    const next = Math.max(...fitting.filter((width, at) => isCut[at] && width < widest), NARROWEST);
    fitting[at] = Math.max(next, widest - excess(), NARROWEST);
  }
  return fitting;
}

function isWhole(cell: Cell): boolean {
  return typeof cell === "number" || ID.test(cell);
}

function lineOf(row: readonly Cell[], widths: readonly number[]): string {
  return row
    .map((cell, at) => {
      const text = cut(String(cell), widths[at] ?? 0);
      const space = " ".repeat((widths[at] ?? 0) - stringWidth(text));
      return typeof cell === "number" ? space + text : text + space;
    })
    .join(" ".repeat(GAP))
    .trimEnd();
}

function cut(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let [kept, used] = ["", 0];
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    used += stringWidth(segment);
    if (used > width - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** A row is its first cell, and under it each other one by its name. */
function asRecords([head = [], ...rows]: readonly (readonly Cell[])[]): string[] {
  return rows.flatMap(([first = "", ...cells]) => [
    String(first),
    ...cells.flatMap((cell, at) => (cell === "" ? [] : [`  ${head[at + 1] ?? ""}: ${cell}`])),
  ]);
}
