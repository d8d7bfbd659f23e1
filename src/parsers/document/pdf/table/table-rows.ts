/** Joins the parts of a table that page breaks separate. */

import { countryOfDestination, isCountryName } from "../../../../model/country.ts";
import { textOfLine } from "../page/lines.ts";
import type { Hyphenation } from "../text/hyphenation.ts";
import type { SetLine } from "../text/wrapping.ts";
import { textOfCell } from "./cell-lines.ts";
import { type Reach, reachOf } from "./column-reach.ts";
import { beginsCitation, beginsRequirement } from "./entry-start.ts";
import { cutHead, isHeadWord } from "./head-words.ts";
import { isDestination } from "./open-cells.ts";
import type { PieceRow, TablePiece } from "./table-piece.ts";

const STARS = /^\s*\*[*\s]*$/;
/** The limit keeps the number of combinations in the hundreds. */
const MOST_COUNTRY_LINES = 7;
const WHOLE_CITATION = /[.\]]$/;

/** Rows of cells as text. The lines of a cell are joined by `\n`. */
export function rowsOfPieces(pieces: readonly TablePiece[], hyphenation: Hyphenation): string[][] {
  const rows: SetLine[][][] = [];
  for (const piece of pieces) addPiece(rows, piece);
  const reaches = reachesOf(rows);
  return rows.map(([country = [], ...cells]) => [
    cutHead(country.map(textOfLine)) ?? destinationOf(withoutStars(country), hyphenation),
    ...cells.map((cell, nth) => textOfCell(cell, hyphenation, reaches[nth] ?? OWN_REACH)),
  ]);
}

function addPiece(rows: SetLine[][][], { rows: printed }: TablePiece): void {
  let mayContinue = rows.length > 0;
  for (const given of printed.filter((row) => !isBlank(row))) {
    if (isHead(given)) {
      addHead(rows, given);
      continue;
    }
    const row = given.map(withoutStars);
    if (isDestinationAlone(row)) [row[0], row[1]] = [row[1] ?? [], []];
    if (isSame(flat(row[0]), destinationAbove(rows))) row[0] = [];
    addRow(rows, row, mayContinue);
    mayContinue = false;
  }
}

/** `mayContinue`: the row may continue the last row of the page before. */
function addRow(rows: SetLine[][][], row: SetLine[][], mayContinue: boolean): void {
  const last = rows.at(-1);
  if (mayContinue && last !== undefined) {
    endCountry(last, row);
    if (continuesRow(last, row)) {
      appendToRow(last, row);
      return;
    }
  }
  rows.push(row);
}

/** The nearest destination above, as printed; empty if there is none. */
function destinationAbove(rows: readonly PieceRow[]): string {
  const above = rows.findLast((row) => (row[0]?.length ?? 0) > 0 && !isHead(row));
  return flat(above?.[0]);
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

/** Joins a destination across pages: `CHINA,` at the end of one, `PEOPLE'S REPUBLIC OF` on the next. */
function endCountry(above: SetLine[][], row: SetLine[][]): void {
  const [begun = [], rest = []] = [above[0], row[0]];
  if (begun.length === 0 || rest.length === 0 || isCountry(rest)) return;
  if (!isCountry([...begun, ...rest])) return;
  above[0] = [...begun, ...rest];
  row[0] = [];
}

function isCountry(lines: readonly SetLine[]): boolean {
  return countryOfDestination(destinationOf(lines)) !== null;
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
  const words = cell.flatMap((line) => line.words);
  return words.every(({ text }) => isHeadWord(text)) || cutHead(cell.map(textOfLine)) !== null;
}

/** Whether the table belongs to a list, not to a box or another table of the document. */
export function isOfList({ rows }: TablePiece): boolean {
  return rows.some((row) => (row.length >= 3 && isHead(row)) || beginsCitation(flat(row.at(-1))));
}

/**
 * Joins the lines of a destination. Its column is narrow, so `REPUBLI` and `C OF` may be one name. Of all ways to join
 * the lines, known country names win, then words that the document prints elsewhere.
 */
function destinationOf(lines: readonly SetLine[], hyphenation?: Hyphenation): string {
  const [first = "", ...rest] = lines.slice(0, MOST_COUNTRY_LINES).map(textOfLine);
  const readings = rest.reduce<string[]>(
    (open, text) =>
      open.flatMap((start) => [
        `${start} ${text}`,
        start + text,
        start.replace(/[-\u2010\u00ad]$/, "") + text,
      ]),
    [first],
  );
  // Counts letters, not words: two unknown words are no worse than the one word that they form.
  const unknown = (text: string) => {
    const words = text.split(" ").filter((word) => hyphenation?.isWord(word) === false);
    return words.join("").length;
  };
  const [best] = readings
    .filter((text) => countryOfDestination(text) !== null)
    .toSorted(
      (one, other) =>
        Number(isCountryName(other)) - Number(isCountryName(one)) || unknown(one) - unknown(other),
    );
  return best ?? lines.map(textOfLine).join(" ");
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

/** A destination may repeat on each page, marked as continued. */
function isSame(printed: string, destination: string): boolean {
  const key = (text: string) =>
    text
      .replace(/(?:(?<![\s(—–-])[\s(—–-]+)?\bcon(?:t(?:inued|['’.]d|d|\.)?)\.?\)?\s*$/i, "")
      .replace(/\s+/g, " ")
      .toUpperCase();
  return printed !== "" && key(printed) === key(destination);
}
