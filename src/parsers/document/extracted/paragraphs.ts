/**
 * Joins printed lines into paragraphs. The text does not mark them: a paragraph begins at a label, a number or a
 * bullet, and after a line that ends a sentence and leaves room for the next word.
 */

import { joinLines } from "../../text/join-lines.ts";
import { type Column, shareWithNext } from "./line-width.ts";
import type { PrintedLine } from "./printed-line.ts";

export interface ExtractedParagraph {
  /** As printed. */
  readonly lines: readonly PrintedLine[];
  /** The lines joined. */
  readonly text: string;
}

const BULLET_ALONE = /^[•·▪■●○◦]$/;
const NUMBER_ALONE = /^(?:\d{1,3}\.|[a-z]{1,4}\.|\((?:\d{1,3}|[a-z]{1,4}|[A-Z])\))$/;
/** Only a new paragraph begins like this. */
const BEGINS =
  /^(?:(?:AGENCY|ACTION|SUMMARY|DATES?|EFFECTIVE DATES?|ADDRESSES|COMMENTS|FOR FURTHER INFORMATION CONTACT|SUPPLEMENTARY INFORMATION):|[•·▪■●○◦](?:\s|$)|\[FR Doc\b|PART \d+\s*[—–-]|Authority:|List of Subjects\b|BILLING CODE\b|Supplement No\. \d+ to Part \d+\s*[—–-]|\[?\* \* \*)/;
/** The number or letter of a paragraph. A wrapped sentence may look the same: `No.` / `4. …`. */
const NUMBERED = /^(?:\d{1,3}\.|[a-z]{1,4}\.|\((?:\d{1,3}|[a-z]{1,4})\))(?:\s|$)/;
const INSTRUCTS =
  /^(?:\d{1,3}\.|[a-z]{1,4}\.|\((?:\d{1,3}|[a-z]{1,4})\))\s+(?:\(\w{1,4}\)\s+)?(?:under|by|in|add|remov|revis|redesignat|amend|supplement|section|the|part|entry|entries)/i;
const MAY_PRECEDE_NUMBER = /(?:[.:;,”"—)\]]|\b(?:and|or))$/;
const SENTENCE_ENDS = /[.:?!]["”’)\]]*$/;
/** A line that ends like this may be within a name or a citation. */
const ABBREVIATED =
  /(?:\b(?:No|Nos|Co|Ltd|Inc|Corp|Bros|St|Rd|Ave|Bldg|Mr|Ms|Dr|Jr|Sr|vs?|Supp|Sec|Stat|Comp|pp?|et|seq|a\.k\.a|f\.k\.a|U\.S|U\.S\.C|E\.O|P\.R|i\.e|e\.g)|\b[A-Z])\.$/i;
const GOES_ON = /^(?:\p{Ll}|[,.;:)\]”%&/])/u;
/** No sentence and no heading ends with these. */
const GOING_ON = /(?:[(“,]|\b(?:an?|and|as|at|by|for|from|in|of|on|or|the|to|under|with))$/;
/** Words that begin a paragraph of the preamble, even if the line before is full. */
const OPENS_PARAGRAPH =
  /^(?:The (?:ERC|End-User Review Committee)\b|For the\b|Pursuant to\b|This (?:final )?rule\b)/;
/** In characters: an unclosed quotation mark further back is ignored. */
const QUOTATION_REACH = 400;
/** Width of an indented full line together with the next word, as a share of the column. */
const INDENTED = { least: 0.78, most: 0.945 };
/** A wrapped line together with the next word is at least this wide, allowing for other fonts. */
const FULL = 0.91;
/** A heading together with the next word is narrower than this. An indented first line is wider. */
const HEADING = 0.8;

export function joinParagraphs(
  lines: readonly PrintedLine[],
  column: Column | null,
): ExtractedParagraph[] {
  const paragraphs: ExtractedParagraph[] = [];
  const hasBlanks = hasBlanksBetweenParagraphs(lines);
  let open: PrintedLine[] = [];
  lines.forEach((line, at) => {
    const before = lines[at - 1];
    const isNew =
      before === undefined ||
      breaksBetween({ open, before, line, after: lines[at + 1], column, hasBlanks });
    if (isNew && open.length > 0) {
      paragraphs.push(paragraphOf(open));
      open = [];
    }
    open.push(line);
  });
  if (open.length > 0) paragraphs.push(paragraphOf(open));
  return paragraphs;
}

function paragraphOf(lines: readonly PrintedLine[]): ExtractedParagraph {
  // An en dash at a line end joins two numbers: `730–` / `774`.
  const text = joinLines(lines.map((line) => line.text)).replace(/(?<=\d–) (?=\d)/g, "");
  return { lines, text: text.replace(/^■\s*/, "") };
}

interface Between {
  readonly open: readonly PrintedLine[];
  readonly before: PrintedLine;
  readonly line: PrintedLine;
  readonly after: PrintedLine | undefined;
  readonly column: Column | null;
  /** Blank lines separate paragraphs, not all lines. */
  readonly hasBlanks: boolean;
}

/** Whether a paragraph begins between the two lines. */
function breaksBetween(between: Between): boolean {
  const { open, before, line, column, hasBlanks } = between;
  const [above, text] = [before.text, line.text];
  if (BULLET_ALONE.test(above) || NUMBER_ALONE.test(above)) return false;
  if (BEGINS.test(text)) return true;
  const quotes = opensQuotation(open);
  if (NUMBERED.test(text) && beginsNumbered(between, quotes)) return true;
  if (quotes || GOES_ON.test(text) || GOING_ON.test(above)) return false;
  // A list of names, one per line: `“A”;` / `“B”; and`.
  if (/^[“"]/.test(text) && /[;:]$/.test(above)) return false;
  const endsSentence = SENTENCE_ENDS.test(above) && !ABBREVIATED.test(above);
  if (column === null || (hasBlanks && line.gap === "blank" && endsSentence)) return endsSentence;
  return breaksByWidth(between, column);
}

function beginsNumbered({ before, line, column }: Between, quotes: boolean): boolean {
  const [above, text] = [before.text, line.text];
  if (INSTRUCTS.test(text) && MAY_PRECEDE_NUMBER.test(above)) return true;
  if (quotes) return false;
  const isApart =
    line.gap !== "none" || (column !== null && shareWithNext(column, above, text) < FULL);
  return isApart || (MAY_PRECEDE_NUMBER.test(above) && !ABBREVIATED.test(above));
}

function breaksByWidth({ open, before, line, after }: Between, column: Column): boolean {
  const [above, text] = [before.text, line.text];
  const share = shareWithNext(column, above, text);
  if (!SENTENCE_ENDS.test(above)) {
    // A heading, or an item of a list.
    return share < HEADING && !opensBracket(open);
  }
  if (share < (ABBREVIATED.test(above) ? HEADING : FULL)) return true;
  if (ABBREVIATED.test(above) || after === undefined || BEGINS.test(after.text)) return false;
  if (OPENS_PARAGRAPH.test(text)) return true;
  // The line before is full, so only an indent shows the new paragraph.
  const own = shareWithNext(column, text, after.text);
  return own > INDENTED.least && own < INDENTED.most && !SENTENCE_ENDS.test(text);
}

/** Whether a quoted name is still open after the first `end` lines. */
export function opensQuotation(lines: readonly PrintedLine[], end = lines.length): boolean {
  let depth = 0;
  for (const mark of tailOf(lines, end).match(/[“”]/g) ?? []) {
    depth = mark === "“" ? depth + 1 : Math.max(0, depth - 1);
  }
  return depth > 0;
}

function opensBracket(lines: readonly PrintedLine[]): boolean {
  const tail = tailOf(lines);
  return tail.lastIndexOf("(") > tail.lastIndexOf(")");
}

/** The end of the first `end` lines, on one line. */
export function tailOf(lines: readonly PrintedLine[], end = lines.length): string {
  let tail = "";
  for (let at = end - 1; at >= 0 && tail.length < QUOTATION_REACH; at -= 1) {
    tail = `${lines[at]?.text ?? ""} ${tail}`;
  }
  return tail.slice(-QUOTATION_REACH);
}

/** In double-spaced text a blank line may follow every line. */
function hasBlanksBetweenParagraphs(lines: readonly PrintedLine[]): boolean {
  const goingOn = lines.filter(({ text }, at) => at > 0 && /^\p{Ll}/u.test(text));
  const apart = goingOn.filter(({ gap }) => gap === "blank");
  return apart.length <= goingOn.length / 10;
}
