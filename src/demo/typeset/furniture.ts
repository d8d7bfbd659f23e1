/** Adds page numbers, header, line numbers, and the stamp on the first page. */

import type { Fonts, Style } from "./fonts.ts";
import type { Furniture, Look } from "./look.ts";
import { plain } from "./manuscript.ts";
import { markLine } from "./mark-line.ts";
import type { RuleMark, Sheet, TextMark } from "./sheet.ts";
import { atomsOf } from "./words.ts";
import { wrap } from "./wrap.ts";

const STAMP_SIZE = 7;
const PLAIN_TYPING = { breaksAtStrokes: false, hasFirmSpaces: false, hasWideSentences: false };

export function furnish(
  sheets: readonly Sheet[],
  stamp: readonly string[],
  look: Look,
  fonts: Fonts,
): void {
  let counted = 0;
  const { furniture } = look;
  // A header that appears only once would look like a line of the text.
  const hasHeader = furniture.header !== null && sheets.length > (furniture.hasStamp ? 2 : 1);
  for (const [at, sheet] of sheets.entries()) {
    if (furniture.pageNumbers !== null) {
      const words = pageNumber(furniture.pageNumbers.words, at + 1, sheets.length);
      sheet.marks.push(...onMargin(words, furniture.pageNumbers.place, sheet, look, fonts));
    }
    if (furniture.header !== null && hasHeader && !(at === 0 && furniture.hasStamp))
      sheet.marks.push(...onMargin(furniture.header, "head left", sheet, look, fonts));
    if (furniture.hasRules) sheet.marks.push(...marginRules(sheet, look));
    if (furniture.lineNumbers !== null) {
      const from = furniture.lineNumbers === "through" ? counted : 0;
      sheet.marks.push(...lineNumbers(sheet, from, look, fonts));
      counted += sheet.baselines.length;
    }
    if (at === 0 && furniture.hasStamp) sheet.marks.push(...stampMarks(stamp, sheet, look, fonts));
  }
}

function pageNumber(
  words: NonNullable<Furniture["pageNumbers"]>["words"],
  number: number,
  count: number,
): string {
  switch (words) {
    case "3":
      return String(number);
    case "- 3 -":
      return `- ${number} -`;
    case "Page 3":
      return `Page ${number}`;
    case "Page 3 of 20":
      return `Page ${number} of ${count}`;
  }
}

function onMargin(
  words: string,
  place: NonNullable<Furniture["pageNumbers"]>["place"] | "head left",
  sheet: Sheet,
  look: Look,
  fonts: Fonts,
): TextMark[] {
  const { page } = look;
  const line = lineOf(words, look.fontSize * 0.9, fonts);
  const isHead = place.startsWith("head");
  const y = isHead ? page.top * 0.55 : sheet.height - page.bottom * 0.45;
  const middle = (page.left + sheet.width - page.right - line.width) / 2;
  const right = sheet.width - page.right - line.width;
  const x = place.endsWith("right") ? right : place.endsWith("left") ? page.left : middle;
  return markLine(line, { x, y, ...FURNITURE }, look.drawing, fonts);
}

function marginRules(sheet: Sheet, { page }: Look): RuleMark[] {
  const width = sheet.width - page.left - page.right;
  return [page.top * 0.7, sheet.height - page.bottom * 0.7].map((y) => {
    return { kind: "rule", x: page.left, y, width, height: 0, thickness: 0.5 };
  });
}

const FURNITURE = { part: "furniture" as const, column: -1, justifiedTo: null };

function lineNumbers(sheet: Sheet, from: number, look: Look, fonts: Fonts): TextMark[] {
  return sheet.baselines.flatMap((y, at) => {
    const line = lineOf(String(from + at + 1), look.fontSize * 0.8, fonts);
    const x = look.page.left - 18 - line.width;
    return markLine(line, { x, y, ...FURNITURE }, look.drawing, fonts);
  });
}

function stampMarks(stamp: readonly string[], sheet: Sheet, look: Look, fonts: Fonts): TextMark[] {
  return stamp.flatMap((words, at) => {
    const line = lineOf(words, STAMP_SIZE, fonts);
    const x = sheet.width * 0.5 - line.width / 2;
    return markLine(line, { x, y: 18 + at * STAMP_SIZE * 1.2, ...FURNITURE }, look.drawing, fonts);
  });
}

function lineOf(words: string, size: number, fonts: Fonts) {
  const style: Style = { isBold: false, isItalic: false, size, rise: 0 };
  const atoms = atomsOf(plain(words), style, fonts, PLAIN_TYPING);
  const wrapping = { fonts, whole: new Set<string>(), hyphen: null };
  const [line] = wrap(atoms, () => Number.MAX_VALUE, wrapping);
  return line ?? { atoms: [], width: 0, end: "end" as const };
}
