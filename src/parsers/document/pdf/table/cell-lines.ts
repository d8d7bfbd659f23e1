/** The text of a table cell: wrapped lines are joined, the author's own line breaks are kept. */

import { findAliasMarker } from "../../../entry/alias-marker.ts";
import { collapse } from "../../../text/cell-text.ts";
import { textOfLine } from "../page/lines.ts";
import type { Hyphenation } from "../text/hyphenation.ts";
import {
  goesOn,
  hasRoomFor,
  isSetApart,
  isUnfinished,
  joinWrapped,
  type SetLine,
} from "../text/wrapping.ts";
import type { Reach } from "./column-reach.ts";

/** Begins an alias. Word processors print a bullet or two hyphens in place of the list's dash. */
const DASH = /^(?:[—–―]|--|-(?=\s*\p{L})|[•▪●○■◦]\s*)\s*/u;
/** The end of a sentence or a list. A short word with a period may be an abbreviation: `No.`, `Bldg.` */
const ENDS =
  /(?:\p{L}{5}|\d|[)”"]|\b(?:Ltd|Inc|Co|Corp|LLC|L\.L\.C|S\.A|GmbH|Pte|PJSC|JSC|FZE|FZCO|FZC|AG|BV|B\.V))\.$/u;
/** Continues the name of a company. */
const LEGAL_FORM =
  /^(?:Ltd|Inc|Co|Corp|LLC|L\.L\.C|S\.A|GmbH|Limited|Company|Corporation|Pte|Pvt|JSC)\b/;
const OUTDENT = 0.4;

/** The author's lines, joined by `\n`. `reach`: of the cell's column. */
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

interface Context {
  readonly isAlias: boolean;
  readonly isCentred: boolean;
  /** The text above, one item for each line of the author. */
  readonly written: readonly string[];
  readonly reach: Reach;
}

function startsLine(above: SetLine, line: SetLine, context: Context): boolean {
  const text = textOfLine(line);
  const end = textOfLine(above);
  if (context.isAlias) return !isWithinName(above, line);
  if (isSetApart(above, line)) return true;
  // A line that begins in lower case continues the line above.
  if (/^\p{Ll}/u.test(text) && !/[.:]$/.test(end)) return false;
  if (isUnfinished(end)) return false;
  if (LEGAL_FORM.test(text) && !ENDS.test(end)) return false;
  if (isProvenRoom(above, line, context.reach)) return true;
  if (!context.isCentred && line.left < above.left - OUTDENT * line.size) return true;
  const mayBegin = /^[\p{Lu}\d]/u.test(text) && !LEGAL_FORM.test(text);
  if (hasRoomFor(above, line))
    return endsPart(context.written.at(-1) ?? "") && (mayBegin || !isWord(text));
  // The line above is full, so the column may have wrapped it. Only the last alias, which ends with a period, proves a break.
  if (goesOn(above) || !isLastAlias(context.written)) return false;
  return ENDS.test(end) && mayBegin;
}

/** Whether a longer line of the same column proves that the next word fits. */
function isProvenRoom(above: SetLine, line: SetLine, reach: Reach): boolean {
  const column = { ...above.column, right: reach(above) };
  return hasRoomFor({ ...above, column }, line);
}

/** By its words: an alias ends with a semicolon, the announcement of a list with a colon. */
function endsPart(text: string): boolean {
  return ENDS.test(text) || /:$/.test(text) || /^—.*(?:;|;\s*and)$/.test(text);
}

function isWord(text: string): boolean {
  return /^\p{L}/u.test(text);
}

/** `Inspur Taiwan` and `—R&D Center`: the dash is within a name if the line above does not end the name. */
function isWithinName(above: SetLine, line: SetLine): boolean {
  if (hasRoomFor(above, line) || isSetApart(above, line)) return false;
  return !/(?:[;:,.]|\band)$/i.test(textOfLine(above));
}

/** Whether the last alias has been read: "and" precedes it, or the announced count is reached. */
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
