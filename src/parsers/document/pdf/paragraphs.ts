/** Puts the lines beside the tables together into paragraphs. */

import { collapse } from "../../text/cell-text.ts";
import { looksLikeHeading } from "../text-heading.ts";
import type { Hyphenation } from "./hyphenation.ts";
import { textOfLine } from "./lines.ts";
import { hasRoomFor, isSetApart, joinWrapped, type SetLine } from "./wrapping.ts";

export interface Paragraph {
  readonly kind: "heading" | "paragraph";
  readonly text: string;
}

/** `AGENCY:`, `DATES:`, …: begins a section. */
const LABEL = /^[A-Z][A-Z ]{3,}:(?=\s|$)/;
const BULLET = /^[•▪●○■◦·]/;
/** `2.`, `a.`, `(iii)`: labels of instructions. */
const ITEM = /^(?:(?:\d{1,3}|[a-z]{1,4})\.|\((?:\d{1,3}|[a-z]{1,4}|[A-Z])\))(?=\s|$)/;
const ENDS_SENTENCE = /[.:;?!]["”’)\]]*$/;
const MAY_END = /(?:[.:;?!]["”’)\]]*|\band)$/;
const FR_DOC = /^\[\s*FR\s+Doc\b/i;
const LONGEST_HEADING = 200;
/** Shares of the font's size. */
const INDENT = 1;

export function paragraphsOf(lines: readonly SetLine[], hyphenation: Hyphenation): Paragraph[] {
  const open: { text: string; first: SetLine; isBold: boolean }[] = [];
  for (const [at, line] of lines.entries()) {
    const text = textOfLine(line);
    const above = lines[at - 1];
    const last = open.at(-1);
    if (above === undefined || last === undefined || startsParagraph(above, line, last.first)) {
      open.push({ text, first: line, isBold: line.boldness === 1 });
      continue;
    }
    last.text = joinWrapped(last.text, above, text, hyphenation);
    last.isBold &&= line.boldness === 1;
  }
  return open.map(({ text, isBold }) => {
    const printed = tidy(text);
    const isHeading = looksLikeHeading(printed) || (isBold && isHeadline(printed));
    return { kind: isHeading ? "heading" : "paragraph", text: printed };
  });
}

/** A heading in bold print above or below other print. */
function isOtherPrint(above: SetLine, line: SetLine): boolean {
  return above.boldness !== line.boldness && above.boldness + line.boldness === 1;
}

/** Where a line or a font ends, print may have a space that the author did not type. */
function tidy(text: string): string {
  return collapse(text).replace(/([“(]) /g, "$1").replace(/ (?=[”),.;])/g, "");
}

function isHeadline(text: string): boolean {
  return (
    text.length <= LONGEST_HEADING &&
    !LABEL.test(text) &&
    !ITEM.test(text) &&
    !ENDS_SENTENCE.test(text)
  );
}

function startsParagraph(above: SetLine, line: SetLine, first: SetLine): boolean {
  const text = textOfLine(line);
  const end = textOfLine(above);
  if (LABEL.test(text) || BULLET.test(text) || FR_DOC.test(text)) return true;
  if (isOtherPrint(above, line) && (above.boldness === 1 || MAY_END.test(end))) return true;
  if (isSetApart(above, line) || hasRoomFor(above, line)) return true;
  if (ITEM.test(text) && MAY_END.test(end)) return true;
  const isIndented = line.left - above.left > INDENT * line.size;
  // Below a label or a bullet, the lines of its paragraph hang.
  const hangs = above === first && (ITEM.test(end) || BULLET.test(end));
  return isIndented && !hangs && ENDS_SENTENCE.test(end);
}
