/** Finds the ruled tables of a page: rules that touch, and the cells between them. */

import type { Box, PagePrint, Rule } from "./page-print.ts";

/** A cell of a grid; a merged one covers several rows or columns. */
export interface GridCell extends Box {
  readonly row: number;
  readonly column: number;
}

export interface Grid extends Box {
  readonly rows: number;
  readonly columns: number;
  readonly cells: readonly GridCell[];
}

/** In points. A double rule is one; rules that nearly touch do. */
const SAME_RULE = 4;
const TOUCH = 4;
/** A rule between two cells covers so much of their side. */
const COVERS = 0.8;

export function gridsOf({ horizontal, vertical }: PagePrint): Grid[] {
  const across = joinPieces(horizontal);
  const down = joinPieces(vertical);
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
  const side = (values: readonly number[], at: number) => values[at] ?? 0;
  const homes = Array.from({ length: rows * columns }, (_, at) => at);
  const home = (at: number): number => {
    let found = at;
    while (homes[found] !== found) found = homes[found] ?? found;
    return found;
  };
  const merge = (one: number, other: number) => {
    const [a, b] = [home(one), home(other)];
    homes[Math.max(a, b)] = Math.min(a, b);
  };
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const at = row * columns + column;
      const [left, right] = [side(xs, column), side(xs, column + 1)];
      const [top, bottom] = [side(ys, row), side(ys, row + 1)];
      if (column + 1 < columns && !isRuled(down, right, top, bottom)) merge(at, at + 1);
      if (row + 1 < rows && !isRuled(across, bottom, left, right)) merge(at, at + columns);
    }
  }
  const boxes = new Map<number, { first: number; last: number }>();
  for (const [at] of homes.entries()) {
    const root = home(at);
    boxes.set(root, { first: root, last: at });
  }
  const cells = [...boxes.values()].map(({ first, last }): GridCell => {
    const members = homes.flatMap((_, at) => (home(at) === first ? [at] : []));
    const columnsOf = members.map((at) => at % columns);
    const rowsOf = members.map((at) => Math.floor(at / columns));
    return {
      row: Math.floor(first / columns),
      column: Math.min(...columnsOf),
      left: side(xs, Math.min(...columnsOf)),
      right: side(xs, Math.max(...columnsOf) + 1),
      top: side(ys, Math.min(...rowsOf)),
      bottom: side(ys, Math.max(...rowsOf, Math.floor(last / columns)) + 1),
    };
  });
  return {
    rows,
    columns,
    cells,
    left: side(xs, 0),
    right: side(xs, columns),
    top: side(ys, 0),
    bottom: side(ys, rows),
  };
}

/** Whether a rule at `at` runs along a side. */
function isRuled(rules: readonly Rule[], at: number, from: number, to: number): boolean {
  const covered = rules
    .filter((rule) => Math.abs(rule.at - at) <= SAME_RULE)
    .map((rule) => Math.min(rule.to, to) - Math.max(rule.from, from));
  return Math.max(0, ...covered) >= COVERS * (to - from);
}
