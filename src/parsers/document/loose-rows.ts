/**
 * Reads a table that kept only the order of its lines: the content of a line shows its column. Lines that do not fit
 * become an unreadable row, never a guess.
 */

import { countryOfDestination } from "../../model/country.ts";
import { looksLikeLicenseRequirement } from "../entry/license-requirement.ts";
import { looksLikeLicenseReviewPolicy } from "../entry/license-review-policy.ts";

const STARS = /^\s*\*[*\s]*$/;
const CITATION = /^\d{2,3} FR\b/;
const MORE_CITATION =
  /^(?:,|\d{1,2}\/\d{1,2}\/\d{2,4}|\d+ FR\b|\[INSERT\b|AND\b|[A-Z][a-z]+ \d{1,2}, \d{4}\.?$)/;
/** Destinations are printed in capitals. */
const CAPITALS = /^[^\p{Ll}]+$/u;
const CONTINUES = /^(?:\p{Ll}|[,.;:)])/u;
/** A footnote mark, or the letters of `9th`. */
const RAISED = /^(?:\d|st|nd|rd|th)$/;
const ENDS_AND = /(?:^|\s)and$/;

type Column = "entity" | "requirement" | "policy" | "citation";

export function readLooseRows(lines: readonly string[]): string[][] {
  const rows: string[][] = [];
  let open = new Map<Column, string[]>();
  let column: Column = "entity";
  const close = () => {
    const cells = (["entity", "requirement", "policy", "citation"] as const).map((name) =>
      joinLines(open.get(name) ?? []),
    );
    if (cells.some((cell) => cell !== "")) rows.push(["", ...cells]);
    open = new Map();
    column = "entity";
  };
  for (const line of withoutColumnHeadings(lines, rows)) {
    if (STARS.test(line) || isDestination(line)) {
      close();
      rows.push([line]);
      continue;
    }
    const next = columnOf(line, column);
    if (next === "entity" && column === "citation") close();
    column = next;
    open.set(column, [...(open.get(column) ?? []), line]);
  }
  close();
  return rows;
}

/** `Country`, `Entity`, `License requirement`, …: one row, up to the stars or the first destination. */
function withoutColumnHeadings(lines: readonly string[], rows: string[][]): readonly string[] {
  const start = lines.findIndex((line) => STARS.test(line) || isDestination(line));
  const headings = lines.slice(0, start === -1 ? lines.length : start);
  rows.push([headings[0] ?? "", headings[1] ?? "", headings.slice(2).join(" ")]);
  return lines.slice(headings.length);
}

function isDestination(line: string): boolean {
  return CAPITALS.test(line) && countryOfDestination(line) !== null;
}

function columnOf(line: string, column: Column): Column {
  if (column === "entity") return looksLikeLicenseRequirement(line) ? "requirement" : "entity";
  if (CITATION.test(line)) return "citation";
  if (column === "citation") return MORE_CITATION.test(line) ? "citation" : "entity";
  if (column === "requirement" && looksLikeLicenseReviewPolicy(line)) return "policy";
  return column;
}

/**
 * Joins the lines of a cell. Italics, links and raised characters are separate lines inside a printed line; aliases and
 * addresses begin a printed line.
 */
function joinLines(lines: readonly string[]): string {
  let text = "";
  let isRaised = false;
  for (const line of lines) {
    const wasRaised = isRaised;
    isRaised = text !== "" && RAISED.test(line);
    if (text === "") text = line;
    else if (isRaised || /^[,.;:)]/.test(line)) text += line;
    else if (!line.startsWith("—") && (wasRaised || CONTINUES.test(line) || ENDS_AND.test(text)))
      text += ` ${line}`;
    else text += `\n${line}`;
  }
  return text;
}
