/** Finds the ruled tables of a page: rules that touch, and the cells between them. */

import type { Box, PagePrint, Rule } from "../page/page-print.ts";
import { cellsOf, type GridCell } from "./grid-cells.ts";

export interface Grid extends Box {
  readonly rows: number;
  readonly columns: number;
  readonly cells: readonly GridCell[];
  /** Of the columns, from left to right: one more than there are columns. */
  readonly edges: readonly number[];
}

/** In points. A double rule is one; rules that nearly touch do. */
const SAME_RULE = 4;
/** What reaches the edge of the page is the frame of a margin, and no table's. */
const EDGE = 1;
const TOUCH = 4;

export function gridsOf({ horizontal, vertical, height }: PagePrint): Grid[] {
  const across = joinPieces(horizontal.filter(({ at }) => at > EDGE && at < height - EDGE));
  const down = joinPieces(vertical.filter(({ from, to }) => from > EDGE && to < height - EDGE));
  return groupsOf(across, down)
    .flatMap((group) => gridOf(group) ?? [])
    .toSorted((one, other) => one.top - other.top);
}

/** Pieces that follow each other on one line are one rule: cells may have borders of their own, and dashes are short. */
export function joinPieces(rules: readonly Rule[]): Rule[] {
  const joined: { at: number; from: number; to: number }[] = [];
  const byPlace = rules.toSorted((one, other) => one.at - other.at || one.from - other.from);
  for (const level of levelsOf(byPlace.map(({ at }) => at))) {
    const pieces = byPlace.filter(({ at }) => Math.abs(at - level) <= SAME_RULE / 2);
    let open: { at: number; from: number; to: number } | null = null;
    for (const { from, to } of pieces.toSorted((one, other) => one.from - other.from)) {
      if (open !== null && from - open.to <= TOUCH) open.to = Math.max(open.to, to);
      else {
        open = { at: level, from, to };
        joined.push(open);
      }
    }
  }
  return joined;
}

/** One value for each cluster. */
function levelsOf(values: readonly number[]): number[] {
  const levels: { first: number; sum: number; count: number }[] = [];
  for (const value of values.toSorted((one, other) => one - other)) {
    const level = levels.at(-1);
    if (level !== undefined && value - level.first <= SAME_RULE) {
      level.sum += value;
      level.count += 1;
    } else levels.push({ first: value, sum: value, count: 1 });
  }
  return levels.map(({ sum, count }) => sum / count);
}

interface Group {
  readonly across: Rule[];
  readonly down: Rule[];
}

/** Rules that touch each other, directly or by way of others. */
function groupsOf(across: readonly Rule[], down: readonly Rule[]): Group[] {
  const groups: Group[] = [];
  for (const vertical of down) {
    const touched = groups.filter((group) => group.across.some((rule) => touches(rule, vertical)));
    const free = across.filter(
      (rule) => touches(rule, vertical) && !groups.some((group) => group.across.includes(rule)),
    );
    const merged: Group = {
      across: [...touched.flatMap((group) => group.across), ...free],
      down: [...touched.flatMap((group) => group.down), vertical],
    };
    for (const group of touched) groups.splice(groups.indexOf(group), 1);
    groups.push(merged);
  }
  return groups;
}

function touches(horizontal: Rule, vertical: Rule): boolean {
  return (
    vertical.at >= horizontal.from - TOUCH &&
    vertical.at <= horizontal.to + TOUCH &&
    horizontal.at >= vertical.from - TOUCH &&
    horizontal.at <= vertical.to + TOUCH
  );
}

/** Null where the rules make no two columns. */
function gridOf({ across, down }: Group): Grid | null {
  const xs = levelsOf(down.map(({ at }) => at));
  // A page may cut the table between two rules: the columns' own ends are its edges then.
  const ys = levelsOf([
    ...across.map(({ at }) => at),
    // Where a row spans all columns, the rules between them end.
    ...down.flatMap(({ from, to }) => [from, to]),
  ]);
  const [rows, columns] = [ys.length - 1, xs.length - 1];
  if (columns < 2 || rows < 1) return null;
  return {
    rows,
    columns,
    cells: cellsOf({ xs, ys, across, down }),
    edges: xs,
    left: xs[0] ?? 0,
    right: xs.at(-1) ?? 0,
    top: ys[0] ?? 0,
    bottom: ys.at(-1) ?? 0,
  };
}
