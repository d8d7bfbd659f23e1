/** Puts the parts of a table that its pages cut apart together again. */

import { countryOfDestination } from "../../../model/country.ts";
import { looksLikeLicenseRequirement } from "../../entry/license-requirement.ts";
import { textOfCell } from "./cell-lines.ts";
import type { Hyphenation } from "./hyphenation.ts";
import { textOfLine } from "./lines.ts";
import type { PieceRow, TablePiece } from "./table-piece.ts";
import type { SetLine } from "./wrapping.ts";

const STARS = /^[*\s]*\*[*\s]*$/;
const CITATION = /^\d{2,3}\s+FR\b/;
/** Joined in every way, so few lines are two hundred texts. */
const MOST_COUNTRY_LINES = 8;
const WHOLE_CITATION = /[.\]]$/;

/** Rows of cells as text, lines of a cell joined by `\n`. */
export function rowsOfPieces(pieces: readonly TablePiece[], hyphenation: Hyphenation): string[][] {
  const rows: SetLine[][][] = [];
  let destination = "";
  for (const [nth, { rows: printed }] of pieces.entries()) {
    let isFirst = nth > 0;
    for (const given of printed) {
      if (isBlank(given)) continue;
      if (isHead(given)) {
        if (nth === 0) rows.push(given.map((cell) => [...cell]));
        continue;
      }
      const row = given.map((cell) => [...cell]);
      if (isSame(flat(row[0]), destination)) row[0] = [];
      const last = rows.at(-1);
      if (isFirst && last !== undefined && goesOn(last, row)) {
        for (const [at, cell] of row.entries()) last[at]?.push(...startPage(cell));
      } else rows.push(row);
      destination = flat(rows.at(-1)?.[0]) || destination;
      isFirst = false;
    }
  }
  return rows.map(([country = [], ...cells]) => [
    destinationOf(country),
    ...cells.map((cell) => textOfCell(cell, hyphenation)),
  ]);
}

export function isHead(row: PieceRow): boolean {
  return /^country$/i.test(flat(row[0])) && /^(?:entity|listed person)/i.test(flat(row[1]));
}

/** The column of countries is narrow: `REPUBLI` and `C OF` are one name. */
function destinationOf(lines: readonly SetLine[]): string {
  const [first = "", ...rest] = lines.slice(0, MOST_COUNTRY_LINES).map(textOfLine);
  const readings = rest.reduce<string[]>((open, text) => {
    return open.flatMap((start) => [`${start} ${text}`, start + text]);
  }, [first]);
  return readings.find((text) => countryOfDestination(text) !== null) ?? lines.map(textOfLine).join(" ");
}

/** Whether a table is a list's, and not some other one of the document. */
export function isOfList({ rows }: TablePiece): boolean {
  return (
    rows.some(isHead) || rows.some((row) => row.length >= 3 && CITATION.test(flat(row.at(-1))))
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
