/** Joins the lines outside tables into paragraphs. */

import { collapse } from "../../../text/cell-text.ts";
import { looksLikeHeading } from "../../text-heading.ts";
import { textOfLine } from "../page/lines.ts";
import type { Hyphenation } from "./hyphenation.ts";
import {
  hasRoomFor,
  isSetApart,
  isUnfinished,
  joinWrapped,
  type SetLine,
  startsItem,
} from "./wrapping.ts";

export interface Paragraph {
  readonly kind: "heading" | "paragraph";
  readonly text: string;
}

/** `AGENCY:`, `DATES:`, …: begins a section. */
const LABEL = /^[A-Z][A-Z ]{3,}:(?=\s|$)/;
const BULLET = /^[•▪●○■◦·]/;
const ENDS_SENTENCE = /[.:;?!]["”’)\]]*$/;
const ENDS_WITH_PERIOD = /[.:]["”’)\]]*$/;
const MAY_END = /(?:[.:;?!]["”’)\]]*|\band)$/;
/** No paragraph ends like this, within a list of quoted names. */
const ENDS_WITHIN = /,”$|”,$/;
/** Between two names of a list; an item of a list begins with its label. */
const BETWEEN_NAMES = /”[,;]?(?: and)?\n“/;
const FR_DOC = /^\[\s*FR\s+Doc\b/i;
const LONGEST_HEADING = 200;
/** Multiple of the font size. */
const INDENT = 1;

/** `lines`: in printed order. */
export function paragraphsOf(lines: readonly SetLine[], hyphenation: Hyphenation): Paragraph[] {
  const paragraphs: SetLine[][] = [];
  /** Unclosed quotation marks of the open paragraph. */
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

/** A last line without a period, below a full line that ends a sentence, is a heading. */
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

/** Opening quotation marks minus closing ones. */
function openedBy(text: string): number {
  return text.split("“").length - text.split("”").length;
}

/** One line is bold and the other is not: a heading and its text. */
function changesWeight(above: SetLine, line: SetLine): boolean {
  return above.boldness !== line.boldness && above.boldness + line.boldness === 1;
}

/** Removes spaces that line ends and font changes add inside quotation marks and before punctuation. */
function tidy(text: string): string {
  return collapse(text)
    .replace(/([“(]) /g, "$1")
    .replace(/ (?=[”),.;])/g, "");
}

function isHeadline(text: string): boolean {
  return (
    text.length <= LONGEST_HEADING &&
    !LABEL.test(text) &&
    !startsItem(text) &&
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
  if (changesWeight(above, line) && (above.boldness === 1 || MAY_END.test(end))) return true;
  if (isSetApart(above, line)) return true;
  // A no-break space may move a short word to the next line. No paragraph ends within a quoted name.
  const goesOn = /^\p{Ll}{2,}[\s,]/u.test(text) && !startsItem(text);
  const isWithin =
    isUnfinished(end) || ENDS_WITHIN.test(end) || BETWEEN_NAMES.test(`${end}\n${text}`);
  if (!isQuoting && !goesOn && !isWithin && hasRoomFor(above, line)) return true;
  if (startsItem(text) && MAY_END.test(end)) return true;
  const isIndented = line.left - above.left > INDENT * line.size;
  // The lines below a label or a bullet have a hanging indent.
  const hangs = above === first && (startsItem(end) || BULLET.test(end));
  return isIndented && !hangs && ENDS_SENTENCE.test(end);
}
