/** The text of a table cell: what a column wrapped is joined, what its author began on a new line stays apart. */

import { findAliasMarker } from "../../../entry/alias-marker.ts";
import { collapse } from "../../../text/cell-text.ts";
import { textOfLine } from "../page/lines.ts";
import type { Hyphenation } from "../text/hyphenation.ts";
import { goesOn, hasRoomFor, isSetApart, joinWrapped, type SetLine } from "../text/wrapping.ts";
import type { Reach } from "./column-reach.ts";

/** Begins an alias. Word processors set a bullet or two hyphens where the list has its dash. */
const DASH = /^(?:[—–―]|--|-(?=\s*\p{L})|[•▪●○■◦]\s*)\s*/u;
/** A sentence or a list ends; a short word with a period may be an abbreviation: `No.`, `Bldg.` */
const ENDS =
  /(?:\p{L}{5,}|\d|[)”"]|\b(?:Ltd|Inc|Co|Corp|LLC|L\.L\.C|S\.A|GmbH|Pte|PJSC|JSC|FZE|FZCO|FZC|AG|BV|B\.V))\.$/u;
/** Goes on with the name of a company. */
const LEGAL_FORM =
  /^(?:Ltd|Inc|Co|Corp|LLC|L\.L\.C|S\.A|GmbH|Limited|Company|Corporation|Pte|Pvt|JSC)\b/;
const OUTDENT = 0.4;

/** Lines joined by `\n`. `reach`: of the cell's column. */
export function textOfCell(
  lines: readonly SetLine[],
  hyphenation: Hyphenation,
  reach: Reach,
): string {
  const written: string[] = [];
  const isCentred = isSetCentred(lines);
  for (const [at, line] of lines.entries()) {
    const printed = textOfLine(line);
    const above = lines[at - 1];
    const isAlias = DASH.test(printed);
    const text = printed.replace(DASH, "—");
    if (above === undefined || startsLine(above, line, { isAlias, isCentred, written, reach })) {
      written.push(text);
    } else
      written.push(joinWrapped(written.pop() ?? "", above, isAlias ? text : printed, hyphenation));
  }
  return written.map(collapse).join("\n");
}

interface Surroundings {
  readonly isAlias: boolean;
  /** Whether the cell is set centred. */
  readonly isCentred: boolean;
  /** The text above, by the lines that its author began. */
  readonly written: readonly string[];
  readonly reach: Reach;
}

function startsLine(above: SetLine, line: SetLine, so: Surroundings): boolean {
  const text = textOfLine(line);
  const end = textOfLine(above);
  if (so.isAlias) return !isWithinName(above, line);
  if (isSetApart(above, line)) return true;
  // Small letters go on with the line above.
  if (/^\p{Ll}/u.test(text) && !/[.:]$/.test(end)) return false;
  if (hadRoomFor(above, line, so.reach)) return true;
  if (!so.isCentred && line.left < above.left - OUTDENT * line.size) return true;
  const mayBegin = /^[\p{Lu}\d]/u.test(text) && !LEGAL_FORM.test(text);
  if (hasRoomFor(above, line))
    return endsPart(so.written.at(-1) ?? "") && (mayBegin || !isWord(text));
  // The column is full, and may have wrapped the line all the same; the last alias of a list ends with a period.
  if (goesOn(above) || !isLastAlias(so.written)) return false;
  return ENDS.test(end) && mayBegin;
}

/** Proved by a line of the column that ends further right: no edge is guessed. */
function hadRoomFor(above: SetLine, line: SetLine, reach: Reach): boolean {
  const column = { ...above.column, right: reach(above) };
  return hasRoomFor({ ...above, column }, line);
}

/** As far as the words tell: an alias ends with its semicolon, a list is announced with a colon. */
function endsPart(text: string): boolean {
  return ENDS.test(text) || /:$/.test(text) || /^—.*(?:;|;\s*and)$/.test(text);
}

function isWord(text: string): boolean {
  return /^\p{L}/u.test(text);
}

/** `Inspur Taiwan` and `—R&D Center`: the dash stands within a name where the name above it is not at its end. */
function isWithinName(above: SetLine, line: SetLine): boolean {
  if (hasRoomFor(above, line) || isSetApart(above, line)) return false;
  return !/(?:[;:,.]|\band)$/i.test(textOfLine(above));
}

/** By the word "and" before it, or by the number that was announced. */
function isLastAlias(written: readonly string[]): boolean {
  const open = written.findLastIndex((text) => !text.startsWith("—"));
  const aliases = written.length - 1 - open;
  if (aliases < 1) return false;
  const announced = findAliasMarker(written[open] ?? "")?.count ?? null;
  if (announced !== null) return aliases >= announced;
  return aliases === 1 || /\band$/i.test(written.at(-2) ?? "");
}

function isSetCentred(lines: readonly SetLine[]): boolean {
  const centred = lines.filter(({ left, right, column, size }) => {
    return Math.abs(left - column.left - (column.right - right)) < size / 2;
  });
  return (
    lines.length > 1 &&
    centred.length > lines.length / 2 &&
    lines.some(({ left, column, size }) => left > column.left + size)
  );
}
