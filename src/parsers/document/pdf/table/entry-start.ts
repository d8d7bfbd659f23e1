/** Detects where an entry begins by its words: its license requirement and its citation begin on the same line. */

import { looksLikeLicenseRequirement } from "../../../entry/license-requirement.ts";
import { type Line, textOfLine } from "../page/lines.ts";
import type { Cells } from "./open-cells.ts";

/** The first number of a citation, alone in a narrow column. */
const CITATION_NUMBER = /^\d{2,3}$/;
const CITATION = /^\d{2,3}\s+FR\b/;
/** The first word of a requirement, alone in a narrow column. */
const REQUIREMENT = /^(?:For|All|Any|See|The|Items)\b/;
/** The number of columns of a list with license columns. */
const LICENSE_COLUMNS = 5;

export function beginsCitation(text: string): boolean {
  return CITATION.test(text);
}

export function beginsRequirement(text: string): boolean {
  return looksLikeLicenseRequirement(text) || REQUIREMENT.test(text);
}

/** Whether an entry, its requirement and its citation begin on this line. */
export function startsEntry(cells: Cells): boolean {
  const citation = cells.at(-1);
  if (cells[1] === undefined || citation === undefined) return false;
  const requirement = cells[2];
  const hasTerms = cells.length >= LICENSE_COLUMNS;
  const isRequired =
    hasTerms && requirement !== undefined && beginsRequirement(textOfLine(requirement));
  const cited = textOfLine(citation);
  if (CITATION.test(cited)) return !hasTerms || isRequired;
  return isRequired && CITATION_NUMBER.test(cited);
}

/** Whether the license terms of an entry may begin here. */
export function mayBeginTerms(requirement: Line | undefined, citation: Line | undefined): boolean {
  const cited = citation === undefined ? "" : textOfLine(citation);
  if (CITATION.test(cited) || CITATION_NUMBER.test(cited)) return true;
  return (
    requirement !== undefined &&
    requirement !== citation &&
    beginsRequirement(textOfLine(requirement))
  );
}

/** Like `startsEntry`, for a group of lines whose cells may be vertically centred beside each other. */
export function beginEntry(lines: readonly Cells[]): boolean {
  const first = (nth: number) => {
    const line = lines.map((cells) => cells.at(nth)).find((cell) => cell !== undefined);
    return line === undefined ? "" : textOfLine(line);
  };
  if (!CITATION.test(first(-1))) return false;
  return (lines[0]?.length ?? 0) < LICENSE_COLUMNS || beginsRequirement(first(2));
}
