/** The text of a table cell: what a column wrapped is joined, what its author began on a new line stays apart. */

import { collapse } from "../../text/cell-text.ts";
import type { Hyphenation } from "./hyphenation.ts";
import { textOfLine } from "./lines.ts";
import { goesOn, hasRoomFor, isSetApart, joinWrapped, type SetLine } from "./wrapping.ts";

/** Begins an alias. */
const DASH = /^(?:[—–―]|--?(?=\s*\p{L})|[•▪●○■◦]\s)/u;
/** A sentence or a list ends; a short word with a period may be an abbreviation: `Co.`, `No.`, `Bldg.` */
const ENDS = /(?:\p{L}{5,}|\d|[)”"])\.$/u;

/** Lines joined by `\n`. */
export function textOfCell(lines: readonly SetLine[], hyphenation: Hyphenation): string {
  const written: string[] = [];
  let isListOpen = false;
  for (const [at, line] of lines.entries()) {
    const text = asAlias(textOfLine(line));
    const above = lines[at - 1];
    const isAlias = DASH.test(text);
    if (above === undefined || startsLine(above, line, isAlias, isListOpen)) written.push(text);
    else written.push(joinWrapped(written.pop() ?? "", above, text, hyphenation));
    if (isAlias) isListOpen = true;
    else if (written.length > 0 && !DASH.test(written.at(-1) ?? "")) isListOpen = false;
  }
  return written.map(collapse).join("\n");
}

function startsLine(above: SetLine, line: SetLine, isAlias: boolean, isListOpen: boolean): boolean {
  const [word] = line.words;
  if (isAlias) return !isWithinWord(above, line);
  if (isSetApart(above, line)) return true;
  if (hasRoomFor(above, line)) return true;
  if (!isListOpen || goesOn(above)) return false;
  // The column is full, and may have wrapped the line all the same; the last alias of a list ends with a period.
  return ENDS.test(above.words.at(-1)?.text ?? "") && /^[\p{Lu}\d]/u.test(word?.text ?? "");
}

/** `Inspur Taiwan` and `—R&D Center`: the dash stands within a name where the name above it is not at its end. */
function isWithinWord(above: SetLine, line: SetLine): boolean {
  if (hasRoomFor(above, line) || isSetApart(above, line)) return false;
  return !/(?:[;:,.]|\band)$/i.test(textOfLine(above));
}

/** Word processors set a bullet or two hyphens where the list has its dash. */
function asAlias(text: string): string {
  return text.replace(/^(?:[•▪●○■◦]\s*|--\s*|[–―-]\s*(?=\p{L}))/u, "—");
}
