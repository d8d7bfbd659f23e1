/** Finds the ruled tables of a page: groups of rules that touch, and the cells between them. */

import type { Box, PagePrint, Rule } from "../page/page-print.ts";
import { cellsOf, type GridCell } from "./grid-cells.ts";

export interface Grid extends Box {
  readonly rows: number;
  readonly columns: number;
  readonly cells: readonly GridCell[];
  /** Column edges from left to right: one more than there are columns. */
  readonly edges: readonly number[];
  /** Vertical rules only: nothing but their text separates the rows. */
  readonly isOpen: boolean;
}

/** In points: rules this near, such as a double rule, are one. */
const SAME_RULE = 4;
/** In points: a rule this near to the page edge frames a margin, not a table. */
const EDGE = 1;
/** In points: rules with a smaller gap touch. */
const TOUCH = 4;
/** Fewer columns between vertical rules only are not the table of a list; the rules may frame the page. */
const FEWEST_OPEN_COLUMNS = 3;

/** From top to bottom. */
export function gridsOf({ horizontal, vertical, height }: PagePrint): Grid[] {
  const across = joinPieces(horizontal.filter(({ at }) => at > EDGE && at < height - EDGE));
  const down = joinPieces(vertical.filter(({ from, to }) => from > EDGE && to < height - EDGE));
  const groups = joinAlike(groupsOf(across, down));
  const grids = groups.flatMap((group) => (group.across.length > 0 ? (gridOf(group) ?? []) : []));
  // A row over all columns interrupts the vertical rules, so the lower parts may touch no horizontal rule.
  const open = joinBeside(groups.filter((group) => group.across.length === 0))
    .flatMap((group) => gridOf(group) ?? [])
    .filter((one) => !grids.some((grid) => one.top < grid.bottom && one.bottom > grid.top));
  return [...grids, ...open].toSorted((one, other) => one.top - other.top);
}

/** Joins pieces on one line into one rule: cells may have their own borders, and rules may be dashed. */
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

/** The mean of each cluster of values, ascending. */
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

/** Groups rules that touch each other directly or through other rules. */
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

/** A rule at the foot of the page may cross only some vertical rules of a table: the others have the same ends. */
function joinAlike(groups: readonly Group[]): Group[] {
  const [crossed, others] = [true, false].map((isCrossed) =>
    groups.filter(({ across }) => across.length > 0 === isCrossed),
  ) as [Group[], Group[]];
  const isPartOf = (one: Group, group: Group) =>
    one.down.some((rule) => group.down.some((other) => haveSameEnds(rule, other)));
  return [
    ...crossed.map((group) => {
      const parts = others.filter((one) => isPartOf(one, group));
      return { ...group, down: [...group.down, ...parts.flatMap(({ down }) => down)] };
    }),
    ...others.filter((one) => !crossed.some((group) => isPartOf(one, group))),
  ];
}

function haveSameEnds(one: Rule, other: Rule): boolean {
  return Math.abs(one.from - other.from) <= TOUCH && Math.abs(one.to - other.to) <= TOUCH;
}

/** Joins groups of vertical rules that stand side by side. */
function joinBeside(groups: readonly Group[]): Group[] {
  const joined: { down: Rule[]; bottom: number }[] = [];
  const rules = groups.flatMap(({ down }) => down);
  for (const rule of rules.toSorted((one, other) => one.from - other.from)) {
    const above = joined.at(-1);
    if (above !== undefined && rule.from < above.bottom) {
      above.down.push(rule);
      above.bottom = Math.max(above.bottom, rule.to);
    } else joined.push({ down: [rule], bottom: rule.to });
  }
  return joined.map(({ down }) => ({ across: [], down }));
}

function touches(horizontal: Rule, vertical: Rule): boolean {
  return (
    vertical.at >= horizontal.from - TOUCH &&
    vertical.at <= horizontal.to + TOUCH &&
    horizontal.at >= vertical.from - TOUCH &&
    horizontal.at <= vertical.to + TOUCH
  );
}

/** Null if the rules do not form at least two columns. */
function gridOf({ across, down }: Group): Grid | null {
  const xs = levelsOf(down.map(({ at }) => at));
  // The ends of vertical rules count as edges too: a page may break the table between two horizontal rules, and a row
  // that spans all columns interrupts the vertical ones.
  const ys = levelsOf([
    ...across.map(({ at }) => at),
    ...down.flatMap(({ from, to }) => [from, to]),
  ]);
  const [rows, columns] = [ys.length - 1, xs.length - 1];
  const isOpen = across.length === 0;
  if (columns < (isOpen ? FEWEST_OPEN_COLUMNS : 2) || rows < 1) return null;
  return {
    rows,
    columns,
    cells: cellsOf({ xs, ys, across, down }),
    edges: xs,
    isOpen,
    left: xs[0] ?? 0,
    right: xs.at(-1) ?? 0,
    top: ys[0] ?? 0,
    bottom: ys.at(-1) ?? 0,
  };
}
