/** Joins the parts of a table that page breaks separate. */

import { textOfLine } from "../page/lines.ts";
import type { Hyphenation } from "../text/hyphenation.ts";
import type { SetLine } from "../text/wrapping.ts";
import { textOfCell } from "./cell-lines.ts";
import { type Reach, reachOf } from "./column-reach.ts";
import {
  destinationOf,
  doubtsOfDestinations,
  endsDestination,
  isSameDestination,
} from "./destination.ts";
import { beginsCitation, beginsRequirement } from "./entry-start.ts";
import { cutHead, isHeadWord, JOINS } from "./head-words.ts";
import { isDestination } from "./open-cells.ts";
import type { PieceRow, TablePiece } from "./table-piece.ts";

const STARS = /^\s*\*[*\s]*$/;
const WHOLE_CITATION = /[.\]]$/;

export interface TableText {
  /** Rows of cells. The lines of a cell are joined by `\n`. */
  readonly rows: string[][];
  /** Uncertainties for a person to check, as sentences. */
  readonly doubts: string[];
}

export function textOfPieces(pieces: readonly TablePiece[], hyphenation: Hyphenation): TableText {
  const rows: SetLine[][][] = [];
  for (const piece of pieces) addPiece(rows, piece);
  const reaches = reachesOf(rows);
  const destinations = rows.map(([country = []]) => {
    const head = cutHead(country.map(textOfLine));
    return { head, text: destinationOf(withoutStars(country), hyphenation) };
  });
  const texts = rows.map(([, ...cells], at) => [
    destinations[at]?.head ?? destinations[at]?.text ?? "",
    ...cells.map((cell, nth) => textOfCell(cell, hyphenation, reaches[nth] ?? OWN_REACH)),
  ]);
  const unread = doubtsOfDestinations(
    destinations.flatMap(({ head, text }) => (head === null ? [text] : [])),
  );
  return { rows: texts, doubts: [...pieces.flatMap((piece) => piece.doubts), ...unread] };
}

function addPiece(rows: SetLine[][][], { rows: printed }: TablePiece): void {
  let mayContinue = rows.length > 0;
  let isBelowHead = false;
  for (const given of printed.filter((row) => !isBlank(row))) {
    isBelowHead = isHead(given) && (isHeadRow(given) || (isBelowHead && isOfHead(given, rows)));
    if (isBelowHead) {
      addHead(rows, given);
      continue;
    }
    const row = given.map(withoutStars);
    if (isDestinationAlone(row)) [row[0], row[1]] = [row[1] ?? [], []];
    endDestination(rows, row, mayContinue);
    if (isSameDestination(row[0] ?? [], destinationAbove(rows)?.[0] ?? [])) row[0] = [];
    addRow(rows, row, mayContinue);
    mayContinue = false;
  }
}

/** `mayContinue`: the row may continue the last row of the page before. */
function addRow(rows: SetLine[][][], row: SetLine[][], mayContinue: boolean): void {
  const last = rows.at(-1);
  if (mayContinue && last !== undefined && continuesRow(last, row)) appendToRow(last, row);
  else rows.push(row);
}

/** The nearest row above that has a destination. */
function destinationAbove(rows: readonly SetLine[][][]): SetLine[][] | undefined {
  return rows.findLast((row) => row[0]?.some(isNoStars) === true && !isHead(row));
}

/** Moves the rest of a destination to its beginning: in the row above, or on the page before. */
function endDestination(rows: readonly SetLine[][][], row: SetLine[][], startsPage: boolean): void {
  const above = destinationAbove(rows);
  const [begun = [], rest = []] = [above?.[0], row[0]];
  const isAdjacent = above !== undefined && above === rows.at(-1);
  if (above === undefined || !(isAdjacent || startsPage)) return;
  if (!endsDestination(begun, rest, isAdjacent && startsPage)) return;
  above[0] = [...begun, ...rest];
  row[0] = [];
}

const OWN_REACH: Reach = ({ right }) => right;

/** One item for each column except the countries. */
function reachesOf(rows: readonly PieceRow[]): Reach[] {
  const [, ...columns] = rows[0] ?? [];
  return columns.map((_, nth) =>
    reachOf(rows.flatMap((row) => row[nth + 1] ?? []).filter(isNoStars)),
  );
}

function isNoStars(line: SetLine): boolean {
  return !STARS.test(textOfLine(line));
}

/** Heads repeat on each page. The first heads may have two rows. */
function addHead(rows: SetLine[][][], row: PieceRow): void {
  const [head] = rows;
  if (head === undefined) rows.push(row.map((cell) => [...cell]));
  else if (rows.length === 1 && flat(row[0]) === "" && isHead(head)) appendToRow(head, row);
}

/** One cell of head words may be the rest of an entry. */
function isHeadRow(row: PieceRow): boolean {
  return row.filter((cell) => cell.length > 0).length > 1;
}

/** Whether the second row of heads has one cell only, here as at the first heads. */
function isOfHead(row: PieceRow, rows: readonly PieceRow[]): boolean {
  return (
    rows.length === 1 ||
    (rows[0] ?? []).map(flat).join(" ").includes(row.map(flat).join(" ").trim())
  );
}

function appendToRow(above: SetLine[][], row: PieceRow): void {
  for (const [at, cell] of row.entries()) above[at]?.push(...startPage(cell));
}

/** Whether the row holds only a destination, centred over all columns. */
function isDestinationAlone([country, entity, ...columns]: PieceRow): boolean {
  if (flat(country) !== "" || columns.some((cell) => cell.length > 0)) return false;
  return isDestination(flat(entity));
}

/** Removes stars above or below the text of an entry: they stand for omitted entries. */
function withoutStars(cell: readonly SetLine[]): SetLine[] {
  const text = cell.filter((line) => !STARS.test(textOfLine(line)));
  return text.length === 0 ? [...cell] : text;
}

/** Whether the row holds column heads, or the second row of heads. */
function isHead(row: PieceRow): boolean {
  const cells = row.filter((cell) => cell.length > 0);
  return cells.length > 0 && cells.every(isHeadText);
}

function isHeadText(cell: readonly SetLine[]): boolean {
  const words = cell.flatMap((line) => line.words.map(({ text }) => text));
  const isHeads = words.every(isHeadWord) && !JOINS.test(words.at(-1) ?? "");
  return isHeads || cutHead(cell.map(textOfLine)) !== null;
}

/** Whether the table belongs to a list, not to a box or another table of the document. */
export function isOfList({ rows }: TablePiece): boolean {
  return rows.some((row) => (row.length >= 3 && isHead(row)) || beginsCitation(flat(row.at(-1))));
}

/** Whether the first row of a page is the rest of the last row of the page before. */
function continuesRow(above: PieceRow, row: PieceRow): boolean {
  const [country, entity, ...columns] = row.map(flat);
  if (country !== "" || isStars(row) || isHead(above)) return false;
  if (isStars(above) || flat(above[1]) === "") return false;
  if (columns.every((text) => text === "")) return entity !== "";
  const citation = columns.at(-1) ?? "";
  const requirement = columns.length > 1 ? (columns[0] ?? "") : "";
  const cited = flat(above.at(-1));
  if (cited !== "" && !WHOLE_CITATION.test(cited)) return true;
  return !beginsCitation(citation) || (columns.length > 1 && !beginsRequirement(requirement));
}

function startPage([first, ...rest]: readonly SetLine[]): SetLine[] {
  return first === undefined ? [] : [{ ...first, startsPage: true }, ...rest];
}

function isStars(row: PieceRow): boolean {
  return STARS.test(row.map(flat).join(" "));
}

function isBlank(row: PieceRow): boolean {
  return row.every((cell) => cell.length === 0);
}

function flat(cell: readonly SetLine[] | undefined): string {
  return (cell ?? []).map(textOfLine).join(" ");
}
