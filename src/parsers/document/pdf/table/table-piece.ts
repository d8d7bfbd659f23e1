/** The part of a table on one page: cells with their printed lines. */

import type { Line } from "../page/lines.ts";
import type { Column, SetLine } from "../text/wrapping.ts";

/** A row of cells from left to right. A cell merged with one above or left of it is empty. */
export type PieceRow = readonly (readonly SetLine[])[];

export interface TablePiece {
  readonly columns: number;
  readonly rows: readonly PieceRow[];
  /** Uncertainties for a person to check, as sentences. */
  readonly doubts: readonly string[];
}

/** In font sizes, shared among the lines: how far a column may extend beyond its longest line if its edge is unknown. */
const UNSEEN_SHARE = 9;
/** The width of a space, as a share of the font size. */
const SPACE = 0.25;

/** Adds column and line distance to each line. `usual`: the commonest line distance in the table, in points. */
export function setLines(
  lines: readonly Line[],
  column: Column | ((line: Line) => Column),
  usual: number | null = null,
): SetLine[] {
  return lines.map((line, at) => {
    const near = distances(lines.slice(Math.max(0, at - NEAR), at + NEAR + 1));
    const leading = Math.min(...near, usual ?? Number.POSITIVE_INFINITY);
    return {
      ...line,
      column: typeof column === "function" ? column(line) : column,
      leading: Number.isFinite(leading) ? leading : null,
      startsPage: false,
    };
  });
}

/** The number of lines above and below a line that determine its line distance. */
const NEAR = 3;

function distances(lines: readonly Line[]): number[] {
  return lines.flatMap((line, at) => {
    const below = lines[at + 1];
    const distance = (below?.baseline ?? line.baseline) - line.baseline;
    return distance > 0.8 * line.size ? [distance] : [];
  });
}

/** The commonest line distance, rounded to a quarter of a point; null if no region has two lines. */
export function usualLeading(regions: readonly (readonly Line[])[]): number | null {
  const counts = new Map<number, number>();
  for (const exact of regions.flatMap(distances)) {
    const distance = Math.round(exact * 4) / 4;
    counts.set(distance, (counts.get(distance) ?? 0) + 1);
  }
  const [first] = [...counts].toSorted((one, other) => other[1] - one[1] || one[0] - other[0]);
  return first?.[0] ?? null;
}

/**
 * Infers the edges of a column's text: from its left padding, its longest lines and the words that did not fit.
 * `regions`: the lines of each cell.
 */
export function columnWithin(
  { left, right }: { readonly left: number; readonly right: number },
  regions: readonly (readonly Line[])[],
): Column {
  const lines = regions.flat();
  if (lines.length === 0) return { left, right, edge: right };
  const start = Math.min(...lines.map((line) => line.left));
  const ends = lines.map((line) => line.right).toSorted((one, other) => one - other);
  const longest = ends.at(-1) ?? right;
  const padded = right - Math.max(0, start - left);
  const size = Math.max(...lines.map((line) => line.size));
  const reached = longest + (UNSEEN_SHARE * size) / (lines.length + 1);
  const end = Math.max(longest, Math.min(padded, reached));
  const long = ends[Math.floor(LONG_SHARE * ends.length)] ?? longest;
  const missed = missedEnds(regions).filter((reach) => reach >= long);
  return { left: start, right: Math.min(end, ...missed), edge: padded };
}

/** The quantile of line ends that counts as a long line. */
const LONG_SHARE = 0.9;

/**
 * Upper limits of the right edge: where the first word of the next line would have ended. If that word is in lower case,
 * the sentence continues, so the word did not fit.
 */
function missedEnds(regions: readonly (readonly Line[])[]): number[] {
  return regions.flatMap((lines) =>
    lines.flatMap((line, at) => {
      const [next] = lines[at + 1]?.words ?? [];
      const last = line.words.at(-1)?.text ?? "";
      if (next === undefined || !/^\p{Ll}{2}/u.test(next.text)) return [];
      if (/[.:;\-\u2010]["”)]*$/.test(last)) return [];
      return [line.right + next.right - next.left + SPACE * line.size];
    }),
  );
}
