/** Formats rows as a table that fits the terminal. */

import stringWidth from "string-width";
import { asOneLine, asPrintable } from "../../model/one-line.ts";
import type { Screen } from "./screen.ts";

type Cell = string | number;

/** The least width of a truncated column. */
const NARROWEST = 8;
const GAP = 2;
/** Ids are never truncated, because people copy them into the next command. */
const ID = /^(?:entry|endpoint|key|event|change|party|question|rule|snapshot)[_-][\w-]+$/;

/**
 * Columns have the width of their widest cell and stand two spaces apart. Numbers are right-aligned. On a narrow terminal the widest
 * texts are truncated. If that is not enough, each row becomes several lines, labelled by the cells of the first row. Control
 * characters are escaped, except colors.
 */
export function formatTable(
  table: readonly (readonly Cell[])[],
  screen: Pick<Screen, "columns">,
): string[] {
  const rows = table.map((cells) =>
    cells.map((cell) =>
      typeof cell === "number" ? cell : asPrintable(cell.replace(/[\n\t]/g, asOneLine)),
    ),
  );
  const widths = (rows[0] ?? []).map((_, at) =>
    Math.max(...rows.map((row) => stringWidth(String(row[at] ?? "")))),
  );
  const most = screen.columns ?? Number.POSITIVE_INFINITY;
  const fitting = narrow(widths, rows, most);
  return fitting === null ? asRecords(rows) : rows.map((row) => lineOf(row, fitting));
}

/** The widths that fit; null where none do. */
function narrow(
  widths: readonly number[],
  rows: readonly (readonly Cell[])[],
  most: number,
): number[] | null {
  const fitting = [...widths];
  const canShrink = widths.map((_, at) => !rows.some((row) => isWhole(row[at] ?? "")));
  const excess = () => fitting.reduce((sum, width) => sum + width + GAP, -GAP) - most;
  while (excess() > 0) {
    const widest = Math.max(
      ...fitting.filter((width, at) => canShrink[at] && width > NARROWEST),
      0,
    );
    if (widest === 0) return null;
    const at = fitting.findIndex((width, at) => canShrink[at] && width === widest);
    // Shrinks to the next widest column, or as far as needed.
    const next = Math.max(
      ...fitting.filter((width, at) => canShrink[at] && width < widest),
      NARROWEST,
    );
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
      const text = truncate(String(cell), widths[at] ?? 0);
      const space = " ".repeat((widths[at] ?? 0) - stringWidth(text));
      return typeof cell === "number" ? space + text : text + space;
    })
    .join(" ".repeat(GAP))
    .trimEnd();
}

function truncate(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let [kept, used] = ["", 0];
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    used += stringWidth(segment);
    if (used > width - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** Prints a row as its first cell, and below it the other cells with their labels. */
function asRecords([head = [], ...rows]: readonly (readonly Cell[])[]): string[] {
  return rows.flatMap(([first = "", ...cells]) => [
    String(first),
    ...cells.flatMap((cell, at) => (cell === "" ? [] : [`  ${head[at + 1] ?? ""}: ${cell}`])),
  ]);
}
