/** Turns a page to the direction of most of its text: a landscape table may be sideways on a portrait page. */

import type { DrawnGlyph, DrawnPage, Glyph, PagePrint, Rule } from "./page-print.ts";

/** The largest sine of the angle between text and axis; text at a larger angle is slanted. */
const SLANT = 0.05;

const QUARTERS = [0, 1, 2, 3] as const;
type Quarter = (typeof QUARTERS)[number];

/** The clockwise quarter turns of a glyph; null if it is slanted, like a watermark. */
function quarterOf({ from: [x1, y1], to: [x2, y2] }: DrawnGlyph): Quarter | null {
  const [across, down] = [x2 - x1, y2 - y1];
  const slant = SLANT * Math.hypot(across, down);
  if (Math.abs(down) <= slant) return across >= 0 ? 0 : 2;
  if (Math.abs(across) <= slant) return down >= 0 ? 1 : 3;
  return null;
}

/** Drops the glyphs that run in another direction. */
export function upright(page: DrawnPage): PagePrint {
  const quarters = page.glyphs.map(quarterOf);
  const turn = commonest(quarters.filter((_, at) => page.glyphs[at]?.text.trim() !== ""));
  const place = PLACES[turn](page);
  const glyphs = page.glyphs
    .filter((_, at) => quarters[at] === turn)
    .map(({ from, to, ...glyph }): Glyph => {
      const [left, baseline] = place(...from);
      const [right] = place(...to);
      return { ...glyph, left: Math.min(left, right), right: Math.max(left, right), baseline };
    });
  const rules: { horizontal: Rule[]; vertical: Rule[] } = { horizontal: [], vertical: [] };
  for (const { at, from, to } of page.horizontal) addRule(rules, place(from, at), place(to, at));
  for (const { at, from, to } of page.vertical) addRule(rules, place(at, from), place(at, to));
  const isSideways = turn === 1 || turn === 3;
  const [width, height] = isSideways ? [page.height, page.width] : [page.width, page.height];
  return { width, height, glyphs, ...rules };
}

function commonest(quarters: readonly (Quarter | null)[]): Quarter {
  const count = (quarter: Quarter) => quarters.filter((other) => other === quarter).length;
  return QUARTERS.toSorted((one, other) => count(other) - count(one))[0] ?? 0;
}

type Point = readonly [number, number];

/** For each rotation, maps a point of the page to its upright position. */
const PLACES: Readonly<Record<Quarter, (page: DrawnPage) => (x: number, y: number) => Point>> = {
  0: () => (x, y) => [x, y],
  1:
    ({ width }) =>
    (x, y) => [y, width - x],
  2:
    ({ width, height }) =>
    (x, y) => [width - x, height - y],
  3:
    ({ height }) =>
    (x, y) => [height - y, x],
};

function addRule(
  { horizontal, vertical }: { horizontal: Rule[]; vertical: Rule[] },
  [x1, y1]: Point,
  [x2, y2]: Point,
): void {
  if (Math.abs(y1 - y2) < Math.abs(x1 - x2)) {
    horizontal.push({ at: y1, from: Math.min(x1, x2), to: Math.max(x1, x2) });
  } else vertical.push({ at: x1, from: Math.min(y1, y2), to: Math.max(y1, y2) });
}
