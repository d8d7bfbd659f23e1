/** Separates the footnotes of a page from its text, which continues on the next page. */

import type { Line } from "./lines.ts";

export interface PageText<Kept extends Line> {
  readonly text: readonly Kept[];
  readonly notes: readonly Kept[];
}

/** Share of the size of body text: smaller text may be a footnote. */
const SMALLER = 0.92;
const MARK = /^(?:\d{1,3}|[*†‡§])/;

/** `size`: of body text, in points. */
export function splitNotes<Kept extends Line>(
  lines: readonly Kept[],
  size: number,
): PageText<Kept> {
  const last = lines.findLastIndex((line) => line.size > SMALLER * size);
  const small = lines.slice(last + 1);
  const first = small.findIndex(({ words }) => MARK.test(words[0]?.text ?? ""));
  // A page set entirely in small type has no footnotes.
  if (last === -1 || first === -1) return { text: lines, notes: [] };
  return { text: lines.slice(0, last + 1 + first), notes: small.slice(first) };
}

/** The font size of most words, in points; null if there are none. */
export function usualSize(lines: readonly Line[]): number | null {
  const counts = new Map<number, number>();
  for (const { size, words } of lines) {
    const rounded = Math.round(size * 2) / 2;
    counts.set(rounded, (counts.get(rounded) ?? 0) + words.length);
  }
  return [...counts].toSorted((one, other) => other[1] - one[1])[0]?.[0] ?? null;
}
