/** Names the cells of one table row and repairs misprints seen in real rows. */

import type { ListCode } from "../../model/entry.ts";
import { splitGluedCitation } from "./citations.ts";
import { looksLikeLicenseRequirement } from "./license-requirement.ts";
import { looksLikeLicenseReviewPolicy } from "./license-review-policy.ts";

export interface RowCells {
  /** 1-based. */
  readonly row: number;
  readonly destination: string;
  readonly entity: string;
  /** Empty for lists without this column. */
  readonly requirement: string;
  readonly policy: string;
  readonly citations: string;
  /** Address lines that were printed in the license requirement column. */
  readonly spilled: string;
  /** All columns after the entity column are empty. */
  readonly bare: boolean;
  /** Repairs of the row. */
  readonly flags: Set<string>;
  /** As printed. */
  readonly cells: readonly string[];
}

/** Stars stand for omitted entries, in any cell. */
const STARS = /(?:(?<!\s)\s+)?(?:\*\s*){3,}/g;

export function withoutStars(cell: string): string {
  return cell.replace(STARS, (stars) => (stars.includes("\n") ? "\n" : " ")).trim();
}

export function columnsOf(list: ListCode): number {
  return list === "EL" ? 5 : 3;
}

/** Returns a string with the reason, for a person to act on, if the row cannot be read. */
export function splitCells(
  list: ListCode,
  printed: readonly string[],
  row: number,
  repairs: readonly string[],
): RowCells | string {
  const columns = columnsOf(list);
  const flags = new Set(repairs);
  let cells: readonly string[] = printed.map(withoutStars);
  if (cells.length === columns + 1 && cells[1] === "") {
    // SPAIN, 2023: a second, empty cell shifts the row to the right.
    cells = [cells[0] ?? "", ...cells.slice(2)];
    flags.add("row-shifted");
  }
  const bare = cells.slice(2).every((cell) => cell === "");
  if (cells.length > columns || (cells.length < columns && !bare)) {
    return `the row has ${printed.length} cells, but the list has ${columns} columns`;
  }
  const [destination = "", entity = ""] = cells;
  if (entity === "") return "the entity column is empty, but other columns are filled";
  const row0 = { row, destination, entity, bare, flags, cells: printed };
  if (list !== "EL") {
    return { ...row0, requirement: "", policy: "", spilled: "", citations: cells[2] ?? "" };
  }
  return { ...row0, ...readLicenseColumns(cells.slice(2), flags) };
}

function readLicenseColumns(cells: readonly string[], flags: Set<string>) {
  let [requirement = "", policy = "", citations = ""] = cells;
  if (looksLikeLicenseRequirement(policy) && looksLikeLicenseReviewPolicy(requirement)) {
    [requirement, policy] = [policy, requirement];
    flags.add("columns-swapped");
  }
  const glued = splitGluedCitation(policy);
  if (glued !== null) {
    policy = glued.text;
    citations = `${glued.citation} ${citations}`.trim();
    flags.add("citation-glued");
  }
  // China HEAD under France, 2023: the address is printed below the license requirement, after a blank line.
  const blank = requirement.indexOf("\n\n");
  const spilled = blank === -1 ? "" : requirement.slice(blank + 2);
  if (blank !== -1) {
    requirement = requirement.slice(0, blank);
    flags.add("address-in-license-column");
  }
  return { requirement, policy, citations, spilled };
}
