/**
 * Finds the lines of tables. `pdftotext` prints cells in its own order, mixes neighbouring columns, and breaks them at
 * pages: the row and column of a cell are lost.
 */

import { listOfSupplement } from "../../text/list-supplement.ts";
import type { PrintedLine } from "./printed-line.ts";

/** Consecutive lines of a table or of paragraphs. */
export interface LineRun {
  readonly kind: "paragraphs" | "table";
  readonly lines: readonly PrintedLine[];
}

const COLUMN_HEAD = /^country(?:$|\s+(?:entity|listed)\b)/i;
const OTHER_COLUMN_HEAD = /^(?:entity|listed person|license|federal register)\b/i;
/** In lines: the column heads come one after the other, with cells of the first rows between them at worst. */
const HEAD_REACH = 40;
const STARS = /^[*\s]+$/;
const FEWEST_STARS = 3;
const PART = /^PART \d+\s*[—–-]/;
const NUMBERED = /^■?\s*\d{1,2}\.\s+\S/;
const LETTERED =
  /^(?:[a-z]{1,4}\.|\((?:\d{1,2}|[a-z]{1,4})\))\s+(?:under|by|in the|in alphabetical|add|remov|revis)/i;
const AMENDS =
  /\b(?:(?:is|are) (?:further )?amended|amend|authority citation|add(?:s|ing)?|revis(?:e|es|ing)|remov(?:e|es|ing)|redesignat(?:e|es|ing))\b/i;
const OF_REGULATIONS = /\b(?:supplements?|sections?|paragraphs?|parts?|entr(?:y|ies)|list)\b|§/i;
/** In lines: the start of an instruction that contains its verb. */
const INSTRUCTION_REACH = 3;
/** Fewer lines are only a heading and stars. */
const FEWEST_LINES = 12;

/** The index of the first amendatory instruction; the number of lines if there is none. */
export function firstAmendatoryLine(lines: readonly PrintedLine[]): number {
  const at = lines.findIndex((_, nth) => endsTable(lines, nth));
  return at === -1 ? lines.length : at;
}

/** Splits lines into runs. `lines`: from the first amendatory instruction on. */
export function splitTables(lines: readonly PrintedLine[]): LineRun[] {
  const runs: LineRun[] = [];
  let at = 0;
  while (at < lines.length) {
    const kind = beginsTable(lines, at) ? "table" : "paragraphs";
    let end = at + 1;
    while (end < lines.length && !ends(kind, lines, end)) end += 1;
    const run = lines.slice(at, end);
    runs.push({ kind: kind === "table" && isTable(run) ? "table" : "paragraphs", lines: run });
    at = end;
  }
  return runs;
}

function isStars(text: string): boolean {
  return STARS.test(text) && text.split("*").length > FEWEST_STARS;
}

function ends(kind: LineRun["kind"], lines: readonly PrintedLine[], at: number): boolean {
  return kind === "table" ? endsTable(lines, at) : beginsTable(lines, at);
}

function beginsTable(lines: readonly PrintedLine[], at: number): boolean {
  const text = lines[at]?.text ?? "";
  if (isStars(text) || isSupplementHeading(text)) return true;
  if (!COLUMN_HEAD.test(text)) return false;
  const below = lines.slice(at, at + HEAD_REACH).map((line) => line.text);
  return (
    below.filter((line, nth) => (nth === 0 ? /\s/.test(line) : OTHER_COLUMN_HEAD.test(line)))
      .length > 0
  );
}

/** `Supplement No. 4 to Part 744—Entity List`: the heading of a table, not an instruction. */
function isSupplementHeading(text: string): boolean {
  return /^supplement no/i.test(text) && listOfSupplement(text) !== null && !AMENDS.test(text);
}

function endsTable(lines: readonly PrintedLine[], at: number): boolean {
  const text = lines[at]?.text ?? "";
  if (PART.test(text)) return true;
  if (!NUMBERED.test(text) && !LETTERED.test(text)) return false;
  const said = lines
    .slice(at, at + INSTRUCTION_REACH)
    .map((line) => line.text)
    .join(" ");
  return AMENDS.test(said) && OF_REGULATIONS.test(said);
}

function isTable(lines: readonly PrintedLine[]): boolean {
  return lines.length >= FEWEST_LINES || lines.some(({ text }) => COLUMN_HEAD.test(text));
}
