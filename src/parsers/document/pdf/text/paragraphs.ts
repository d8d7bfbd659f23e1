/** Puts the lines beside the tables together into paragraphs. */

import { collapse } from "../../../text/cell-text.ts";
import { looksLikeHeading } from "../../text-heading.ts";
import { textOfLine } from "../page/lines.ts";
import type { Hyphenation } from "./hyphenation.ts";
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
const ENDS_WITH_PERIOD = /[.:]["”’)\]]*$/;
const MAY_END = /(?:[.:;?!]["”’)\]]*|\band)$/;
/** No paragraph ends so; an item of a list may end with `; and`. */
const ENDS_WITHIN = /[^;,\s] (?:and|or|of|the|to|for|under|by)$/;
const FR_DOC = /^\[\s*FR\s+Doc\b/i;
const LONGEST_HEADING = 200;
/** Shares of the font's size. */
const INDENT = 1;

export function paragraphsOf(lines: readonly SetLine[], hyphenation: Hyphenation): Paragraph[] {
  const paragraphs: SetLine[][] = [];
  /** Quotation marks that the open paragraph has opened and not closed. */
  let quotations = 0;
  for (const [at, line] of lines.entries()) {
    const [above, open] = [lines[at - 1], paragraphs.at(-1)];
    const first = open?.[0];
    if (
      above === undefined ||
      first === undefined ||
      startsParagraph(above, line, first, quotations > 0)
    ) {
      paragraphs.push([line]);
      quotations = 0;
    } else open?.push(line);
    quotations += openedBy(textOfLine(line));
  }
  return paragraphs.flatMap(splitHeading).map((paragraph) => {
    const text = tidy(textOf(paragraph, hyphenation));
    const isBold = paragraph.every(({ boldness }) => boldness === 1);
    const isHeading = looksLikeHeading(text) || (isBold && isHeadline(text));
    return { kind: isHeading ? "heading" : "paragraph", text };
  });
}

function textOf([first, ...rest]: readonly SetLine[], hyphenation: Hyphenation): string {
  if (first === undefined) return "";
  let above = first;
  let text = textOfLine(first);
  for (const line of rest) {
    text = joinWrapped(text, above, textOfLine(line), hyphenation);
    above = line;
  }
  return text;
}

/** Below a full line that ends a sentence stands a heading: no paragraph ends without a period. */
function splitHeading(paragraph: readonly SetLine[]): (readonly SetLine[])[] {
  const rest = paragraph.slice(0, -1);
  const [above, last] = paragraph.slice(-2).map(textOfLine);
  if (above === undefined || last === undefined) return [paragraph];
  const isHeading =
    ENDS_WITH_PERIOD.test(above) &&
    looksLikeHeading(last) &&
    /^\p{Lu}/u.test(last) &&
    !/\band$/.test(last) &&
    !opensQuotation(rest.map(textOfLine).join(" "));
  return isHeading ? [rest, paragraph.slice(-1)] : [paragraph];
}

function opensQuotation(text: string): boolean {
  return openedBy(text) > 0;
}

/** Quotation marks that open, less those that close. */
function openedBy(text: string): number {
  return text.split("“").length - text.split("”").length;
}

/** A heading in bold print above or below other print. */
function isOtherPrint(above: SetLine, line: SetLine): boolean {
  return above.boldness !== line.boldness && above.boldness + line.boldness === 1;
}

/** Where a line or a font ends, print may have a space that the author did not type. */
function tidy(text: string): string {
  return collapse(text)
    .replace(/([“(]) /g, "$1")
    .replace(/ (?=[”),.;])/g, "");
}

function isHeadline(text: string): boolean {
  return (
    text.length <= LONGEST_HEADING &&
    !LABEL.test(text) &&
    !ITEM.test(text) &&
    !ENDS_SENTENCE.test(text)
  );
}

function startsParagraph(
  above: SetLine,
  line: SetLine,
  first: SetLine,
  isQuoting: boolean,
): boolean {
  const text = textOfLine(line);
  const end = textOfLine(above);
  if (LABEL.test(text) || BULLET.test(text) || FR_DOC.test(text)) return true;
  if (isOtherPrint(above, line) && (above.boldness === 1 || MAY_END.test(end))) return true;
  if (isSetApart(above, line)) return true;
  // A firm space may keep a short word from its line; no paragraph ends within a name that is quoted.
  const goesOn = /^\p{Ll}{2,}[\s,]/u.test(text) && !ITEM.test(text);
  if (!isQuoting && !goesOn && !ENDS_WITHIN.test(end) && hasRoomFor(above, line)) return true;
  if (ITEM.test(text) && MAY_END.test(end)) return true;
  const isIndented = line.left - above.left > INDENT * line.size;
  // Below a label or a bullet, the lines of its paragraph hang.
  const hangs = above === first && (ITEM.test(end) || BULLET.test(end));
  return isIndented && !hangs && ENDS_SENTENCE.test(end);
}
