/** Finds the ruling lines in a drawn path: strokes along an axis, and thin rectangles. */

import { apply, type Matrix } from "./matrix.ts";
import type { Rule } from "./page-print.ts";

/** The path commands as pdfjs encodes them, and the number of coordinates after each. */
const [MOVE, LINE, CURVE, QUADRATIC, CLOSE] = [0, 1, 2, 3, 4];
const COORDINATES: Readonly<Record<number, number>> = {
  [MOVE]: 2,
  [LINE]: 2,
  [CURVE]: 6,
  [QUADRATIC]: 4,
  [CLOSE]: 0,
};
/** In points. */
const THICKEST = 3;
const SHORTEST = 4;

type Point = readonly [number, number];

export interface PathRules {
  readonly horizontal: Rule[];
  readonly vertical: Rule[];
}

export function rulesOfPath(path: ArrayLike<number>, transform: Matrix): PathRules {
  const rules: PathRules = { horizontal: [], vertical: [] };
  for (const outline of outlinesOf(path, transform)) {
    const box = boxOf(outline);
    const isThin = Math.min(box.right - box.left, box.bottom - box.top) <= THICKEST;
    if (isThin) addRule(rules, [box.left, box.top], [box.right, box.bottom]);
    else {
      for (const [at, point] of outline.entries()) {
        const next = outline[at + 1];
        if (next !== undefined) addRule(rules, point, next);
      }
    }
  }
  return rules;
}

/** The corners of each outline. A curve counts as a straight line to its end. */
function outlinesOf(path: ArrayLike<number>, transform: Matrix): Point[][] {
  const outlines: Point[][] = [];
  let open: Point[] = [];
  let at = 0;
  while (at < path.length) {
    const step = path[at] ?? CLOSE;
    const count = COORDINATES[step];
    if (count === undefined) break;
    const end = at + 1 + count;
    if (step === CLOSE && open[0] !== undefined) open.push(open[0]);
    else if (count > 0) {
      const point = apply(transform, path[end - 2] ?? 0, path[end - 1] ?? 0);
      if (step === MOVE) {
        open = [];
        outlines.push(open);
      }
      open.push(point);
    }
    at = end;
  }
  return outlines.filter((outline) => outline.length > 1);
}

function boxOf(points: readonly Point[]) {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return {
    left: Math.min(...xs),
    right: Math.max(...xs),
    top: Math.min(...ys),
    bottom: Math.max(...ys),
  };
}

function addRule(rules: PathRules, [x1, y1]: Point, [x2, y2]: Point): void {
  const [width, height] = [Math.abs(x2 - x1), Math.abs(y2 - y1)];
  if (height <= THICKEST && width >= SHORTEST && width > height) {
    rules.horizontal.push({ at: (y1 + y2) / 2, from: Math.min(x1, x2), to: Math.max(x1, x2) });
  } else if (width <= THICKEST && height >= SHORTEST && height > width) {
    rules.vertical.push({ at: (x1 + x2) / 2, from: Math.min(y1, y2), to: Math.max(y1, y2) });
  }
}
