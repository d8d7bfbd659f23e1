/** Takes the lines of a table apart into rows, where its columns are known and few rules or none part its rows. */

import type { Line } from "../page/lines.ts";
import { textOfLine } from "../page/lines.ts";
import type { Rule } from "../page/page-print.ts";
import { beginEntry, startsEntry } from "./entry-start.ts";
import { type Cells, cellsOfLine, type Gutter, isStarLine } from "./open-cells.ts";
import { columnWithin, setLines, type TablePiece, usualLeading } from "./table-piece.ts";

/** Of the usual distance between two lines. */
const WIDE_GAP = 1.35;
/** In points: lines at one height. */
const SAME_HEIGHT = 2;
/** Lines that stand together: a row, or a part of one. */
interface Slab {
  readonly lines: Cells[];
  /** Parted from the one above by a rule, by stars, or because it begins a country. */
  readonly isParted: boolean;
}

/** `head`: how many lines the heads take. */
export function rowsWithin(
  lines: readonly Line[],
  rules: readonly Rule[],
  gutters: readonly Gutter[],
  head: number,
): TablePiece {
  const middle = middleOf(lines);
  const split = lines.map((line) => cellsOfLine(line, gutters, middle));
  const top = lines[head]?.baseline ?? Number.POSITIVE_INFINITY;
  const bottom = lines.at(-1)?.baseline ?? 0;
  const between = rules.filter((rule) => isBetweenRows(rule, top, bottom, gutters));
  const columns = gutters.map((_, nth) => split.flatMap((cells) => cells[nth + 1] ?? []));
  const leading = usualLeading(columns) ?? Number.POSITIVE_INFINITY;
  const isRuled = between.length > 0 && partEntries(between, split);
  const doubts: string[] = [];
  const slabs: Slab[] = [];
  for (const [at, cells] of split.entries()) {
    const [line, above, slab] = [lines[at] as Line, lines[at - 1], slabs.at(-1)];
    const start =
      above === undefined || slab === undefined || at === head
        ? "parted"
        : startOf({ cells, line, above, slab, between, isRuled, leading });
    if (start === null) {
      slab?.lines.push(cells);
      continue;
    }
    if (start === "country" && cells[1] !== undefined)
      doubts.push(`its place beside the rows is in doubt: ${textOfLine(cells[0] as Line)}`);
    slabs.push({ lines: [cells], isParted: start !== "apart" });
  }
  const rows = joinSlabs(slabs).map((slab) => rowOf(slab, gutters.length + 1));
  if (isRuled) raiseCountries(rows.slice(head > 0 ? 1 : 0), between, gutters);
  return {
    columns: gutters.length + 1,
    rows: setRows(rows, gutters, Number.isFinite(leading) ? leading : null),
    doubts,
  };
}

function middleOf(lines: readonly Line[]): number {
  const lefts = lines.map(({ left }) => left);
  const rights = lines.map(({ right }) => right);
  return (Math.min(...lefts) + Math.max(...rights)) / 2;
}

interface Place {
  readonly cells: Cells;
  readonly line: Line;
  readonly above: Line;
  readonly slab: Slab;
  readonly between: readonly Rule[];
  readonly isRuled: boolean;
  readonly leading: number;
}

/** How a line begins a row, or perhaps one; null where it goes on with the one above. */
function startOf(place: Place): "parted" | "country" | "apart" | null {
  const { cells, line, above, slab, between, isRuled, leading } = place;
  if (between.some((rule) => parts(rule, above, line))) return "parted";
  if (isRuled) return null;
  if (isStarLine(line) || isStarLine(above) || startsEntry(cells)) return "parted";
  if (cells[0] !== undefined && cells[1] !== undefined && isStarLine(cells[1])) return "parted";
  const hasCountry = slab.lines.some(([country]) => country !== undefined);
  if (cells[0] !== undefined && !hasCountry) return "country";
  return line.baseline - above.baseline > WIDE_GAP * leading ? "apart" : null;
}

/** Below a blank line, the address of an entry may go on beside its license columns. */
function joinSlabs(slabs: readonly Slab[]): Slab[] {
  const joined: Slab[] = [];
  for (const slab of slabs) {
    const above = joined.at(-1);
    const isPart = !slab.isParted && slab.lines[0]?.[0] === undefined && !beginEntry(slab.lines);
    if (above !== undefined && isPart) above.lines.push(...slab.lines);
    else joined.push({ ...slab, lines: [...slab.lines] });
  }
  return joined;
}

/** Most of them: a second citation may look like a start. */
function partEntries(rules: readonly Rule[], split: readonly Cells[]): boolean {
  const starts = split.filter(startsEntry).map((cells) => cells[1] as Line);
  const parted = starts.filter((line, at) => {
    const above = starts[at - 1];
    return above !== undefined && rules.some((rule) => parts(rule, above, line));
  });
  return parted.length >= (starts.length - 1) / 2;
}

function rowOf({ lines }: Slab, columns: number): Line[][] {
  return Array.from({ length: columns }, (_, nth) => lines.flatMap((cells) => cells[nth] ?? []));
}

function setRows(
  rows: readonly Line[][][],
  gutters: readonly Gutter[],
  leading: number | null,
): TablePiece["rows"] {
  const lines = rows.flat(2);
  const edges = [
    Math.min(...lines.map(({ left }) => left)),
    ...gutters.map(({ from, to }) => (from + to) / 2),
    Math.max(...lines.map(({ right }) => right)),
  ];
  const limits = edges.slice(1).map((right, nth) => {
    const cells = rows
      .map((row) => (row[nth] ?? []).filter((line) => !isStarLine(line)))
      .filter(([first]) => first === undefined || !spans(first, gutters));
    return columnWithin({ left: edges[nth] ?? 0, right }, cells);
  });
  return rows.map((row) =>
    row.map((cell, nth) => setLines(cell, limits[nth] ?? { left: 0, right: 0, edge: 0 }, leading)),
  );
}

function spans({ left, right }: Line, gutters: readonly Gutter[]): boolean {
  return gutters.some(({ from, to }) => left < from && right > to);
}

/** It runs below all columns but perhaps the first, whose cells may be merged. `top`: of the first line below the heads. */
function isBetweenRows(
  { at, from, to }: Rule,
  top: number,
  bottom: number,
  gutters: readonly Gutter[],
): boolean {
  if (at < top || at > bottom - SAME_HEIGHT) return false;
  const [first, last] = [gutters[0], gutters.at(-1)];
  return from <= (first?.to ?? 0) + SAME_HEIGHT && to >= (last?.to ?? 0);
}

/** A country in the middle of its rows may stand at the height of the rule beside it: each line counts by its middle. */
function parts({ at }: Rule, above: Line, line: Line): boolean {
  return at >= above.baseline - above.size / 3 && at < line.baseline - line.size / 3;
}

/** A country that is merged over several rows may stand in the middle of them; it belongs to the first. */
function raiseCountries(
  rows: Line[][][],
  rules: readonly Rule[],
  gutters: readonly Gutter[],
): void {
  const left = gutters[0]?.from ?? 0;
  let first: Line[][] | undefined;
  let bottom = Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    const top = Math.min(...row.flat().map(({ baseline }) => baseline));
    const isNew = rules.some(({ at, from }) => from < left && at > bottom && at < top);
    if (first === undefined || isNew) first = row;
    else if (first !== row && (row[0]?.length ?? 0) > 0) {
      first[0]?.push(...(row[0] ?? []));
      row[0] = [];
    }
    bottom = Math.max(...row.flat().map(({ baseline }) => baseline));
  }
}
