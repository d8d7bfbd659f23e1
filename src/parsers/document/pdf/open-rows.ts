/** Takes the lines of a table apart into rows and cells, where its columns are known and few rules or none part its rows. */

import { countryOfDestination } from "../../../model/country.ts";
import { type Line, textOfLine, type Word } from "./lines.ts";
import type { Rule } from "./page-print.ts";
import { columnWithin, setLines, type TablePiece, usualLeading } from "./table-piece.ts";

const STARS = /^[*\s]*\*[*\s]*$/;
/** Of the usual distance between two lines. */
const WIDE_GAP = 1.35;
/** In points: lines at one height. */
const SAME_HEIGHT = 2;

type Cells = readonly (Line | undefined)[];

/** `cuts`: where one column ends and the next begins. `head`: how many lines the heads take. */
export function rowsWithin(
  lines: readonly Line[],
  rules: readonly Rule[],
  cuts: readonly number[],
  head: number,
): TablePiece {
  const split = lines.map((line) => cellsOfLine(line, cuts));
  const between = rules.filter((rule) => isBetweenRows(rule, lines, cuts));
  const entries = split.filter(startsEntry).length;
  const isRuled = between.length > 0 && between.length >= (entries - 1) / 2;
  const leading = usualLeading([lines]) ?? Number.POSITIVE_INFINITY;
  const rows: Line[][][] = [];
  const doubts: string[] = [];
  for (const [at, cells] of split.entries()) {
    const [line, above, row] = [lines[at] as Line, lines[at - 1], rows.at(-1)];
    const isCut = above !== undefined && between.some((rule) => parts(rule, above, line));
    const isStarred = [line, above].some((one) => one !== undefined && STARS.test(textOfLine(one)));
    const isApart = above !== undefined && line.baseline - above.baseline > WIDE_GAP * leading;
    const starts =
      row === undefined ||
      at === head ||
      isCut ||
      (!isRuled && (isStarred || isApart || startsEntry(cells)));
    if (starts) rows.push(cells.map((cell) => (cell === undefined ? [] : [cell])));
    else if (!isRuled && startsCountry(row, cells)) {
      if (cells[1] !== undefined)
        doubts.push(`its place beside the rows is in doubt: ${textOfLine(cells[0] as Line)}`);
      rows.push(cells.map((cell) => (cell === undefined ? [] : [cell])));
    } else for (const [nth, cell] of cells.entries()) if (cell !== undefined) row[nth]?.push(cell);
  }
  if (isRuled) raiseCountries(rows, between, cuts);
  return { columns: cuts.length + 1, rows: setRows(rows, cuts, leading), doubts };
}

/** A destination begins in the middle of a row. */
function startsCountry(row: Line[][], [country]: Cells): boolean {
  return country !== undefined && row[0]?.length === 0;
}

function setRows(rows: readonly Line[][][], cuts: readonly number[], leading: number) {
  const lines = rows.flat(2);
  const edges = [
    Math.min(...lines.map(({ left }) => left)),
    ...cuts,
    Math.max(...lines.map(({ right }) => right)),
  ];
  const limits = edges.slice(1).map((right, nth) => {
    const cells = rows
      .map((row) => row[nth] ?? [])
      .filter(([first]) => first === undefined || !spans(first, cuts));
    return columnWithin({ left: edges[nth] ?? 0, right }, cells);
  });
  const usual = Number.isFinite(leading) ? leading : null;
  return rows.map((row) =>
    row.map((cell, nth) => setLines(cell, limits[nth] ?? { left: 0, right: 0, edge: 0 }, usual)),
  );
}

function spans({ left, right }: Line, cuts: readonly number[]): boolean {
  return cuts.some((cut) => left < cut && right > cut);
}

/** Undefined where the line prints nothing in a column. */
function cellsOfLine(line: Line, cuts: readonly number[]): Cells {
  const cells: (Line | undefined)[] = Array.from({ length: cuts.length + 1 });
  const text = textOfLine(line);
  if (!/\p{Ll}{2}|\*/u.test(text) && countryOfDestination(text) !== null) {
    cells[0] = line;
    return cells;
  }
  // Stars run through the columns.
  const placeOf = ({ text, left, right }: Word) =>
    STARS.test(text) ? (cuts[0] ?? 0) + 1 : (left + right) / 2;
  for (const nth of cells.keys()) {
    const from = cuts[nth - 1] ?? Number.NEGATIVE_INFINITY;
    const to = cuts[nth] ?? Number.POSITIVE_INFINITY;
    const words = line.words.filter((word) => placeOf(word) > from && placeOf(word) <= to);
    const [first] = words;
    if (first === undefined) continue;
    cells[nth] = { ...line, words, left: first.left, right: words.at(-1)?.right ?? first.right };
  }
  return cells;
}

/** An entry, its requirement and its citation begin in one line. */
export function startsEntry(cells: Cells): boolean {
  const [page, sign] = cells.at(-1)?.words ?? [];
  if (cells[1] === undefined || !/^\d{2,3}$/.test(page?.text ?? "") || sign?.text !== "FR")
    return false;
  return cells.length < 5 || /^(?:for|all|see|the|items)$/i.test(cells[2]?.words[0]?.text ?? "");
}

/** It runs below all columns but perhaps the first, whose cells may be merged. */
function isBetweenRows(
  { at, from, to }: Rule,
  lines: readonly Line[],
  cuts: readonly number[],
): boolean {
  const [first, last] = [lines[0], lines.at(-1)];
  if (first === undefined || last === undefined) return false;
  if (at < first.baseline || at > last.baseline - SAME_HEIGHT) return false;
  return from <= (cuts[0] ?? 0) + first.size && to >= (cuts.at(-1) ?? 0);
}

function parts({ at }: Rule, above: Line, line: Line): boolean {
  return at > above.baseline && at < line.baseline - line.size / 3;
}

/** A country that is merged over several rows may stand in the middle of them; it belongs to the first. */
function raiseCountries(rows: Line[][][], rules: readonly Rule[], cuts: readonly number[]): void {
  let first: Line[][] | undefined;
  let bottom = Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    const top = Math.min(...row.flat().map(({ baseline }) => baseline));
    const isNew = rules.some(
      ({ at, from }) => from < (cuts[0] ?? 0) - SAME_HEIGHT && at > bottom && at < top,
    );
    if (first === undefined || isNew) first = row;
    else if (first !== row && (row[0]?.length ?? 0) > 0) {
      first[0]?.push(...(row[0] ?? []));
      row[0] = [];
    }
    bottom = Math.max(...row.flat().map(({ baseline }) => baseline));
  }
}
