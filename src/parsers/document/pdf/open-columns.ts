/** Finds a table that has no rules between its columns: by its heads, and by the blank between them that runs down the page. */

import { countryOfDestination } from "../../../model/country.ts";
import { type Line, textOfLine, type Word } from "./lines.ts";
import type { Rule } from "./page-print.ts";
import {
  columnWithin,
  type PieceRow,
  setLines,
  type TablePiece,
  usualLeading,
} from "./table-piece.ts";

/** The blank between two columns. */
interface Gutter {
  readonly from: number;
  readonly to: number;
}

export interface OpenTable {
  /** The lines it takes of its page: from, and up to. */
  readonly start: number;
  readonly end: number;
  readonly gutters: readonly Gutter[];
  readonly piece: TablePiece;
}

/** Shares of the font's size. */
const NARROWEST_GUTTER = 0.35;
const BETWEEN_HEADS = 0.7;
const WIDE_GAP = 1.35;
/** A head has no more lines. */
const HEAD_LINES = 4;
const STARS = /^[*\s]*\*[*\s]*$/;
const COUNTRY = /^country$/i;
const ENTITY = /^(?:entity|listed)$/i;
const CITATION = /^\d{2,3}$/;
/** What can only stand below a table. */
const AFTER = /^(?:\[FR Doc|PART \d|Supplement No|(?:\d{1,2}|[a-z])\. )/i;

/** `gutters`: of the page before, where its table may go on. `rules`: those across the page. */
export function openTableOf(
  lines: readonly Line[],
  rules: readonly Rule[],
  gutters: readonly Gutter[] | null,
): OpenTable | null {
  const head = headOf(lines);
  if (head !== null) return tableFrom(lines, rules, head.start, head.end, head.gutters);
  return gutters === null ? null : tableFrom(lines, rules, 0, 0, gutters);
}

function headOf(lines: readonly Line[]) {
  const at = lines.findIndex(({ words }) => words.some(isCountry));
  const line = lines[at];
  if (line === undefined) return null;
  const within = (other: Line) =>
    Math.abs(other.baseline - line.baseline) < HEAD_LINES * 1.3 * line.size;
  let [start, end] = [at, at + 1];
  while (
    start > 0 &&
    at - start < HEAD_LINES - 1 &&
    within(lines[start - 1] as Line) &&
    isHeadLine(lines[start - 1])
  )
    start -= 1;
  while (
    end < lines.length &&
    end - at < HEAD_LINES &&
    within(lines[end] as Line) &&
    isHeadLine(lines[end])
  )
    end += 1;
  const words = lines.slice(start, end).flatMap((head) => head.words);
  if (!words.some(({ text }) => ENTITY.test(text)) || !words.some(isCountry)) return null;
  const columns = clustersOf(words, line.size);
  if (columns.length < 3 || columns.length > 5) return null;
  const gutters = columns
    .slice(1)
    .map((column, nth) => ({ from: columns[nth]?.right ?? 0, to: column.left }));
  return { start, end, gutters };
}

function isCountry({ text }: Word): boolean {
  return COUNTRY.test(text);
}

function isHeadLine(line: Line | undefined): boolean {
  return (
    line !== undefined &&
    line.words.every(({ text }) =>
      /^(?:country|entity|listed|persons?|and|address(?:es)?|license|requirements?|review|policy|federal|register|citation)$/i.test(
        text,
      ),
    )
  );
}

/** Words that overlap from line to line, or stand as near as words do, are one head. */
function clustersOf(words: readonly Word[], size: number): Word[] {
  const clusters: { text: string; left: number; right: number }[] = [];
  for (const word of words.toSorted((one, other) => one.left - other.left)) {
    const open = clusters.at(-1);
    if (open !== undefined && word.left - open.right < BETWEEN_HEADS * size) {
      open.right = Math.max(open.right, word.right);
      open.text += ` ${word.text}`;
    } else clusters.push({ ...word });
  }
  return clusters;
}

function tableFrom(
  lines: readonly Line[],
  rules: readonly Rule[],
  start: number,
  headEnd: number,
  heads: readonly Gutter[],
): OpenTable | null {
  let gutters = heads;
  let end = headEnd;
  while (end < lines.length) {
    const line = lines[end] as Line;
    const narrowed = STARS.test(textOfLine(line)) ? gutters : narrow(gutters, line);
    if (narrowed === null || AFTER.test(textOfLine(line))) break;
    gutters = narrowed;
    end += 1;
  }
  while (end > headEnd && isBesideTable(lines[end - 1] as Line, gutters)) end -= 1;
  if (end === headEnd) return null;
  const cuts = gutters.map(({ from, to }) => (from + to) / 2);
  const rows = rowsOf(lines.slice(start, end), rules, cuts);
  return { start, end, gutters, piece: { columns: cuts.length + 1, rows } };
}

/** Null where the line runs through a gutter: it is no line of the table. */
function narrow(gutters: readonly Gutter[], line: Line): Gutter[] | null {
  const narrowed: Gutter[] = [];
  for (const { from, to } of gutters) {
    let widest: Gutter = { from: 0, to: 0 };
    let open = from;
    const words = line.words.filter(({ text }) => !STARS.test(text));
    for (const { left, right } of [...words, { left: to, right: to }]) {
      const until = Math.min(left, to);
      if (until - open > widest.to - widest.from) widest = { from: open, to: until };
      open = Math.max(open, right);
    }
    if (widest.to - widest.from < NARROWEST_GUTTER * line.size) return null;
    narrowed.push(widest);
  }
  return narrowed;
}

/** A short line below the table that stands under its first column and names no destination: a signature. */
function isBesideTable(line: Line, gutters: readonly Gutter[]): boolean {
  const text = textOfLine(line);
  if (line.right > (gutters[0]?.to ?? 0)) return false;
  return !STARS.test(text) && countryOfDestination(text) === null && /\p{Ll}/u.test(text);
}

function rowsOf(
  lines: readonly Line[],
  rules: readonly Rule[],
  cuts: readonly number[],
): PieceRow[] {
  const edges = [0, ...cuts, Math.max(...lines.map(({ right }) => right))];
  const split = lines.map((line) => cellsOfLine(line, cuts));
  const leading = usualLeading([lines]) ?? 0;
  const columns = cuts.map((_, nth) => nth).concat(cuts.length);
  const limits = columns.map((nth) => {
    const own = [split.flatMap((cells) => cells[nth] ?? [])];
    return columnWithin({ left: edges[nth] ?? 0, right: edges[nth + 1] ?? 0 }, own);
  });
  const rows: Line[][][] = [];
  for (const [at, cells] of split.entries()) {
    const line = lines[at] as Line;
    const above = lines[at - 1];
    const row = rows.at(-1);
    const starts =
      row === undefined ||
      above === undefined ||
      line.baseline - above.baseline > WIDE_GAP * leading ||
      isRuledOff(rules, above, line) ||
      STARS.test(textOfLine(line)) !== STARS.test(textOfLine(above)) ||
      startsEntry(row, cells) ||
      (cells[0] !== undefined && (split[at - 1] ?? [])[0] === undefined);
    if (starts) rows.push(columns.map((nth) => (cells[nth] === undefined ? [] : [cells[nth]])));
    else for (const nth of columns) if (cells[nth] !== undefined) row[nth]?.push(cells[nth]);
  }
  return rows.map((row) =>
    row.map((cell, nth) => setLines(cell, limits[nth] as { left: number; right: number }, leading)),
  );
}

/** All three begin in one line: the row of an entry. */
function startsEntry(
  row: readonly (readonly Line[])[],
  cells: readonly (Line | undefined)[],
): boolean {
  const last = cells.length - 1;
  const citation = cells[last]?.words;
  if (cells[1] === undefined || !CITATION.test(citation?.[0]?.text ?? "")) return false;
  if (citation?.[1]?.text !== "FR" || (row[last]?.length ?? 0) === 0) return false;
  return last < 4 || /^(?:for|all|see|the|items)$/i.test(cells[2]?.words[0]?.text ?? "");
}

function isRuledOff(rules: readonly Rule[], above: Line, line: Line): boolean {
  const width = Math.max(above.right, line.right) - Math.min(above.left, line.left);
  return rules.some(
    ({ at, from, to }) =>
      at > above.baseline && at < line.baseline - 0.3 * line.size && to - from > width,
  );
}

/** Undefined where the line prints nothing in a column. */
function cellsOfLine(line: Line, cuts: readonly number[]): (Line | undefined)[] {
  const cells: (Line | undefined)[] = Array.from({ length: cuts.length + 1 });
  // Stars run through the columns.
  const placeOf = ({ text, left, right }: Word) =>
    STARS.test(text) ? (cuts[0] ?? 0) + 1 : (left + right) / 2;
  for (let nth = 0; nth <= cuts.length; nth += 1) {
    const [from, to] = [
      cuts[nth - 1] ?? Number.NEGATIVE_INFINITY,
      cuts[nth] ?? Number.POSITIVE_INFINITY,
    ];
    const words = line.words.filter((word) => placeOf(word) > from && placeOf(word) <= to);
    const [first] = words;
    if (first !== undefined) {
      cells[nth] = { ...line, words, left: first.left, right: words.at(-1)?.right ?? first.right };
    }
  }
  return cells;
}
