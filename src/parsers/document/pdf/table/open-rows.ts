/** Splits the lines of a table into rows, if its columns are known and few or no rules separate its rows. */

import type { Line } from "../page/lines.ts";
import { textOfLine } from "../page/lines.ts";
import type { Rule } from "../page/page-print.ts";
import { beginEntry, mayBeginTerms, startsEntry } from "./entry-start.ts";
import { type Cells, cellsOfLine, type Gutter, isStarLine } from "./open-cells.ts";
import { columnWithin, setLines, type TablePiece, usualLeading } from "./table-piece.ts";

/** Multiple of the usual line distance. */
const WIDE_GAP = 1.35;
/** In points: positions this near are at the same height. */
const SAME_HEIGHT = 2;
/** In font sizes: a rule this near to the first or the last line frames the rows. */
const NEAR_FRAME = 2.5;

/** Adjacent lines: a row, or a part of one. */
interface LineGroup {
  readonly lines: Cells[];
  /** How the group begins: `country` with a destination, `gap` with a blank; otherwise a rule, stars or an entry separates it. */
  readonly start: "row" | "country" | "gap";
}

/** `head`: the number of head lines. */
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
  const spanning = rules.filter((rule) => spansColumns(rule, gutters));
  const between = spanning.filter(({ at }) => at >= top && at <= bottom - SAME_HEIGHT);
  const columns = gutters.map((_, nth) => split.flatMap((cells) => cells[nth + 1] ?? []));
  const leading = usualLeading(columns) ?? Number.POSITIVE_INFINITY;
  const isRuled = between.length > 0 && separateEntries(between, split);
  const groups: LineGroup[] = [];
  for (const [at, cells] of split.entries()) {
    const [line, above, group] = [lines[at] as Line, lines[at - 1], groups.at(-1)];
    const start =
      above === undefined || group === undefined || at === head
        ? "row"
        : startOf({ cells, line, above, group, between, isRuled, leading });
    if (start === null) group?.lines.push(cells);
    else groups.push({ lines: [cells], start });
  }
  const isFramed = isRuled || isWithinFrame(lines.slice(head), spanning);
  const { joined, doubts } = joinGroups(groups, isFramed);
  const rows = joined.map((group) => rowOf(group, gutters.length + 1));
  if (isRuled) raiseCountries(rows.slice(head > 0 ? 1 : 0), between, gutters);
  return {
    columns: gutters.length + 1,
    rows: setRows(rows, gutters, Number.isFinite(leading) ? leading : null),
    doubts,
  };
}

/** Whether rules stand directly above the first line and below the last. */
function isWithinFrame(lines: readonly Line[], rules: readonly Rule[]): boolean {
  const [first, last] = [lines[0], lines.at(-1)];
  if (first === undefined || last === undefined) return false;
  const isNear = (distance: number, size: number) => distance > 0 && distance < NEAR_FRAME * size;
  return (
    rules.some(({ at }) => isNear(first.baseline - at, first.size)) &&
    rules.some(({ at }) => isNear(at - last.baseline, last.size))
  );
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
  readonly group: LineGroup;
  readonly between: readonly Rule[];
  readonly isRuled: boolean;
  readonly leading: number;
}

/** `row` and `country`: the line begins a row. `gap`: it may begin one. Null: it continues the group above. */
function startOf(place: Place): "row" | "country" | "gap" | null {
  const { cells, line, above, group, between, isRuled, leading } = place;
  if (between.some((rule) => separates(rule, above, line))) return "row";
  if (isRuled) return null;
  if (isStarLine(line) || isStarLine(above) || startsEntry(cells)) return "row";
  if (cells[0] !== undefined && cells[1] !== undefined && isStarLine(cells[1])) return "row";
  if (cells[0] !== undefined && !continuesCountry(cells[0], group, leading)) return "country";
  return line.baseline - above.baseline > WIDE_GAP * leading ? "gap" : null;
}

/** Whether the destination of the group reaches to the line above: a second one stands further below. */
function continuesCountry(country: Line, { lines }: LineGroup, leading: number): boolean {
  const above = lines.flatMap((cells) => cells[0] ?? []).at(-1);
  return above !== undefined && country.baseline - above.baseline <= WIDE_GAP * leading;
}

/**
 * Joins a group below a gap to the group above if it begins no entry: an address may continue after a blank line. Joins
 * a destination to the entry in whose row it is centred. `isFramed`: rules show where the rows begin and end.
 */
function joinGroups(
  groups: readonly LineGroup[],
  isFramed: boolean,
): { joined: LineGroup[]; doubts: string[] } {
  const joined: LineGroup[] = [];
  const doubts: string[] = [];
  for (const [at, group] of groups.entries()) {
    const [above, first = []] = [joined.at(-1), group.lines[0]];
    const isPart = group.start === "gap" && first[0] === undefined && !beginEntry(group.lines);
    const isCentred =
      group.start === "country" && above !== undefined && isWithinEntry(above, groups.slice(at));
    // A cell that is merged over several rows may hold it.
    const isCertain = isFramed && joined.filter(({ lines }) => beginEntry(lines)).length === 1;
    if (group.start === "country" && (isCentred ? !isCertain : first[1] !== undefined))
      doubts.push(`the row of this destination is uncertain: ${textOfLine(first[0] as Line)}`);
    if (above !== undefined && (isPart || isCentred)) above.lines.push(...group.lines);
    else joined.push({ ...group, lines: [...group.lines] });
  }
  return { joined, doubts };
}

/** Whether the text of the entry above continues beside and below a destination. */
function isWithinEntry(above: LineGroup, groups: readonly LineGroup[]): boolean {
  const { lines } = above;
  if (!beginEntry(lines) || lines.some(([country]) => country !== undefined)) return false;
  const end = groups.findIndex(({ start }, at) => at > 0 && start !== "gap");
  const rest = groups.slice(0, end === -1 ? undefined : end).flatMap((group) => group.lines);
  const firstOf = (nth: number) =>
    rest.map((cells) => cells.at(nth)).find((line) => line !== undefined);
  return firstOf(1) !== undefined && !mayBeginTerms(firstOf(2), firstOf(-1));
}

/** Whether rules separate most entries: a second citation may look like the start of an entry. */
function separateEntries(rules: readonly Rule[], split: readonly Cells[]): boolean {
  const starts = split.filter(startsEntry).map((cells) => cells[1] as Line);
  const separated = starts.filter((line, at) => {
    const above = starts[at - 1];
    return above !== undefined && rules.some((rule) => separates(rule, above, line));
  });
  return separated.length >= (starts.length - 1) / 2;
}

function rowOf({ lines }: LineGroup, columns: number): Line[][] {
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

/** Whether a rule crosses all columns except perhaps the first, whose cells may be merged. */
function spansColumns({ from, to }: Rule, gutters: readonly Gutter[]): boolean {
  const [first, last] = [gutters[0], gutters.at(-1)];
  return from <= (first?.to ?? 0) + SAME_HEIGHT && to >= (last?.to ?? 0);
}

/** Compares the middle of each line: a vertically centred country may be at the height of the rule beside it. */
function separates({ at }: Rule, above: Line, line: Line): boolean {
  return at >= above.baseline - above.size / 3 && at < line.baseline - line.size / 3;
}

/** Moves a country that is centred over several merged rows to the first of them. */
function raiseCountries(
  rows: Line[][][],
  rules: readonly Rule[],
  gutters: readonly Gutter[],
): void {
  const left = gutters[0]?.from ?? 0;
  let first: Line[][] | undefined;
  let bottom = Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    const baselines = row.flat().map(({ baseline }) => baseline);
    const top = Math.min(...baselines);
    const isNew = rules.some(({ at, from }) => from < left && at > bottom && at < top);
    if (first === undefined || isNew) first = row;
    else if (first !== row && (row[0]?.length ?? 0) > 0) {
      first[0]?.push(...(row[0] ?? []));
      row[0] = [];
    }
    bottom = Math.max(bottom, ...baselines);
  }
}
