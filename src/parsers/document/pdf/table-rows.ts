/** Puts the parts of a table that its pages cut apart together again. */

import { countryOfDestination } from "../../../model/country.ts";
import { looksLikeLicenseRequirement } from "../../entry/license-requirement.ts";
import { textOfCell } from "./cell-lines.ts";
import { isHeadWord } from "./head-words.ts";
import { type Reach, reachOf } from "./column-reach.ts";
import type { Hyphenation } from "./hyphenation.ts";
import { textOfLine } from "./lines.ts";
import { isDestination } from "./open-cells.ts";
import type { PieceRow, TablePiece } from "./table-piece.ts";
import type { SetLine } from "./wrapping.ts";

const STARS = /^[*\s]*\*[*\s]*$/;
const CITATION = /^\d{2,3}\s+FR\b/;
/** Joined in every way, so few lines are hundreds of texts. */
const MOST_COUNTRY_LINES = 7;
const WHOLE_CITATION = /[.\]]$/;

/** Rows of cells as text, lines of a cell joined by `\n`. */
export function rowsOfPieces(pieces: readonly TablePiece[], hyphenation: Hyphenation): string[][] {
  const rows: SetLine[][][] = [];
  let destination = "";
  for (const { rows: printed } of pieces) {
    let isFirst = rows.length > 0;
    for (const given of printed.filter((row) => !isBlank(row))) {
      if (isHead(given)) {
        addHead(rows, given);
        continue;
      }
      const row = given.map(withoutStars);
      if (isDestinationAlone(row)) [row[0], row[1]] = [row[1] ?? [], []];
      if (isSame(flat(row[0]), destination)) row[0] = [];
      const last = rows.at(-1);
      if (isFirst && last !== undefined && goesOn(last, row)) continueRow(last, row);
      else rows.push(row);
      destination = flat(rows.at(-1)?.[0]) || destination;
      isFirst = false;
    }
  }
  const reaches = reachesOf(rows);
  return rows.map(([country = [], ...cells]) => [
    destinationOf(country),
    ...cells.map((cell, nth) => textOfCell(cell, hyphenation, reaches[nth] ?? OWN_REACH)),
  ]);
}

const OWN_REACH: Reach = ({ right }) => right;

/** Of the columns right of the countries. */
function reachesOf(rows: readonly PieceRow[]): Reach[] {
  const [, ...columns] = rows[0] ?? [];
  return columns.map((_, nth) => reachOf(rows.flatMap((row) => row[nth + 1] ?? []).filter(isNoStars)));
}

function isNoStars(line: SetLine): boolean {
  return !STARS.test(textOfLine(line));
}

/** Heads are printed again on each page; at first they may take two rows. */
function addHead(rows: SetLine[][][], row: PieceRow): void {
  const [head] = rows;
  if (head === undefined) rows.push(row.map((cell) => [...cell]));
  else if (rows.length === 1 && flat(row[0]) === "" && isHead(head)) continueRow(head, row);
}

function continueRow(above: SetLine[][], row: PieceRow): void {
  for (const [at, cell] of row.entries()) above[at]?.push(...startPage(cell));
}

/** Set in the middle of a row that spans all columns. */
function isDestinationAlone([country, entity, ...columns]: PieceRow): boolean {
  if (flat(country) !== "" || columns.some((cell) => cell.length > 0)) return false;
  return isDestination(flat(entity));
}

/** Stars above or below the text of an entry stand for the entries around it. */
function withoutStars(cell: readonly SetLine[]): SetLine[] {
  const text = cell.filter((line) => !STARS.test(textOfLine(line)));
  return text.length === 0 ? [...cell] : text;
}

/** The heads of the columns, or the second row of heads in two rows. */
function isHead(row: PieceRow): boolean {
  const words = row.flat().flatMap((line) => line.words);
  return words.length > 0 && words.every(({ text }) => isHeadWord(text));
}

/** Whether a table is a list's, and not a box or another table of the document. */
export function isOfList({ rows }: TablePiece): boolean {
  return rows.some((row) => (row.length >= 3 && isHead(row)) || CITATION.test(flat(row.at(-1))));
}

/** The column of countries is narrow: `REPUBLI` and `C OF` are one name. */
function destinationOf(lines: readonly SetLine[]): string {
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
  return (
    readings.find((text) => countryOfDestination(text) !== null) ?? lines.map(textOfLine).join(" ")
  );
}

/** The first row of a page is the rest of the last one of the page before. */
function goesOn(above: PieceRow, row: PieceRow): boolean {
  const [country, entity, ...columns] = row.map(flat);
  if (country !== "" || isStars(row) || isHead(above)) return false;
  if (isStars(above) || flat(above[1]) === "") return false;
  if (columns.every((text) => text === "")) return entity !== "";
  const citation = columns.at(-1) ?? "";
  const requirement = columns.length > 1 ? (columns[0] ?? "") : "";
  const cited = flat(above.at(-1));
  if (cited !== "" && !WHOLE_CITATION.test(cited)) return true;
  const begins =
    CITATION.test(citation) && (columns.length === 1 || looksLikeLicenseRequirement(requirement));
  return !begins;
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

/** A destination may be printed again on each page, as going on. */
function isSame(printed: string, destination: string): boolean {
  const key = (text: string) =>
    text
      .replace(/[\s(—–-]*\bcon(?:t(?:inued|['’.]d|d|\.)?)\.?\)?\s*$/i, "")
      .replace(/\s+/g, " ")
      .toUpperCase();
  return printed !== "" && key(printed) === key(destination);
}
