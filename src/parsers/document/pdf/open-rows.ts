/** Takes the lines of a table apart into rows, where its columns are known and few rules or none part its rows. */

import { looksLikeLicenseRequirement } from "../../entry/license-requirement.ts";
import type { Line } from "./lines.ts";
import { textOfLine } from "./lines.ts";
import { type Cells, cellsOfLine, type Gutter, isStarLine } from "./open-cells.ts";
import type { Rule } from "./page-print.ts";
import { columnWithin, setLines, type TablePiece, usualLeading } from "./table-piece.ts";

/** Of the usual distance between two lines. */
const WIDE_GAP = 1.35;
/** In points: lines at one height. */
const SAME_HEIGHT = 2;
const CITATION = /^\d{2,3} FR\b/;

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
  const split = lines.map((line) => cellsOfLine(line, gutters));
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
  if (isRuled) raiseCountries(rows, between, gutters);
  return {
    columns: gutters.length + 1,
    rows: setRows(rows, gutters, Number.isFinite(leading) ? leading : null),
    doubts,
  };
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
  const hasCountry = slab.lines.some(([country]) => country !== undefined);
  if (cells[0] !== undefined && !hasCountry) return "country";
  return line.baseline - above.baseline > WIDE_GAP * leading ? "apart" : null;
}

/** Below a blank line, the address of an entry may go on beside its license columns. */
function joinSlabs(slabs: readonly Slab[]): Slab[] {
  const joined: Slab[] = [];
  for (const slab of slabs) {
    const above = joined.at(-1);
    const isPart = !slab.isParted && slab.lines[0]?.[0] === undefined && !beginsEntry(slab);
    if (above !== undefined && isPart) above.lines.push(...slab.lines);
    else joined.push({ ...slab, lines: [...slab.lines] });
  }
  return joined;
}

/** Its requirement and its citation begin in it, at one height or centred beside the entry. */
function beginsEntry({ lines }: Slab): boolean {
  const first = (nth: number) => {
    const texts = lines.flatMap((cells) => {
      const line = cells.at(nth);
      return line === undefined ? [] : [textOfLine(line)];
    });
    return texts[0] ?? "";
  };
  if (!CITATION.test(first(-1))) return false;
  return (lines[0]?.length ?? 0) < 5 || beginsRequirement(first(2));
}

/** An entry, its requirement and its citation begin in one line. */
export function startsEntry(cells: Cells): boolean {
  const citation = cells.at(-1);
  if (cells[1] === undefined || citation === undefined) return false;
  if (!CITATION.test(textOfLine(citation))) return isCitationAlone(citation) && isRequirement(cells);
  return cells.length < 5 || isRequirement(cells);
}

/** `90`, of a citation in a narrow column. */
function isCitationAlone({ words }: Line): boolean {
  return words.length === 1 && /^\d{2,3}$/.test(words[0]?.text ?? "");
}

function isRequirement(cells: Cells): boolean {
  return cells.length >= 5 && cells[2] !== undefined && beginsRequirement(textOfLine(cells[2]));
}

function beginsRequirement(text: string): boolean {
  return looksLikeLicenseRequirement(text) || /^(?:for|all|see|the|items)\b/i.test(text);
}

function partEntries(rules: readonly Rule[], split: readonly Cells[]): boolean {
  const starts = split.filter(startsEntry).map((cells) => cells[1] as Line);
  return starts.every((line, at) => {
    const above = starts[at - 1];
    return above === undefined || rules.some((rule) => parts(rule, above, line));
  });
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

function parts({ at }: Rule, above: Line, line: Line): boolean {
  return at > above.baseline && at < line.baseline - line.size / 3;
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
