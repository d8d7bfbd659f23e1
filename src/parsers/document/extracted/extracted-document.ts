/** Opens the text that `pdftotext` extracts from a displayed manuscript without layout. Tables stay unread. */

import type { Problem } from "../../../model/reading/rule.ts";
import { outlineDocument, type TextBlock } from "../outline.ts";
import type { PrintedDocument } from "../printed-document.ts";
import { looksLikeHeading } from "../text-heading.ts";
import { findDoubtfulNames } from "./doubtful-names.ts";
import { findDoubts } from "./doubts.ts";
import { stampedNumber } from "./is-extracted-text.ts";
import { findColumn } from "./line-width.ts";
import { Spellings } from "./lost-hyphens.ts";
import { type ExtractedParagraph, joinParagraphs } from "./paragraphs.ts";
import type { PrintedLine } from "./printed-line.ts";
import { readPrintedLines } from "./printed-lines.ts";
import { firstAmendatoryLine, type LineRun, splitTables } from "./table-lines.ts";

const LABEL = /^(?:AGENCY|ACTION|SUMMARY|DATES?|EFFECTIVE DATES?|SUPPLEMENTARY INFORMATION):/;
const FR_DOC = /^\[\s*FR\s+Doc\b/i;
/** The most lines of the FR Doc line: a narrow column wraps it. */
const FR_DOC_LINES = 4;

export function openExtractedDocument(text: string): PrintedDocument {
  const { lines: printed, stamp } = readPrintedLines(text);
  const { lines, frDoc } = takeFrDoc(printed);
  const amendatory = firstAmendatoryLine(lines);
  const runs = splitTables(lines.slice(amendatory));
  const prose = [...lines.slice(0, amendatory), ...linesOf(runs, "paragraphs")];
  const column = findColumn(prose.map((line) => line.text));
  const spellings = new Spellings(prose, linesOf(runs, "table"), column);
  const restore = (run: readonly PrintedLine[]) =>
    run.map((line) => ({ ...line, text: spellings.restore(line.text) }));
  const join = (run: readonly PrintedLine[]) => joinParagraphs(restore(run), column);
  const masthead = Math.max(
    0,
    lines.findIndex((line) => LABEL.test(line.text)),
  );
  const instructions: ExtractedParagraph[] = [];
  const blocks: TextBlock[] = [
    ...[stamp ?? []].flat().map(paragraph),
    ...lines.slice(0, masthead).map((line) => paragraph(line.text)),
    ...join(lines.slice(masthead, amendatory)).map(blockOf),
    ...runs.flatMap((run): TextBlock[] => {
      if (run.kind === "table") return [{ kind: "unread-table", lines: textsOf(run.lines) }];
      const paragraphs = join(run.lines).flatMap(splitSignature);
      instructions.push(...paragraphs);
      return paragraphs.map(blockOf);
    }),
    ...[frDoc ?? []].flat().map(paragraph),
  ];
  const number = stampedNumber(text);
  const document = outlineDocument("text", blocks);
  const problems: Problem[] = [
    ...findDoubts(document, blocks.flatMap(textOf), frDoc, number),
    ...findDoubtfulNames(instructions, lines, spellings),
  ];
  // Without a last line, the stamp gives the number.
  const named = frDoc ?? (number === null ? null : `FR Doc. ${number}`);
  return { ...document, frDoc: named, problems };
}

/** `Jane Roe, Deputy Assistant Secretary …` below the last instruction is not part of it. */
const SIGNATURE =
  /(?<=[.”"])\s+(?=(?:Dated: |\p{Lu}[\p{L}. '’-]{2,60},\s+(?:(?:Acting|Principal|Deputy|Associate|Senior)\s+){0,3}(?:(?:Assistant|Under) Secretary|Director|Chair|Administrator)\b))/u;

function splitSignature(paragraph: ExtractedParagraph): ExtractedParagraph[] {
  return paragraph.text.split(SIGNATURE).map((text) => ({ ...paragraph, text }));
}

function linesOf(runs: readonly LineRun[], kind: LineRun["kind"]): PrintedLine[] {
  return runs.flatMap((run) => (run.kind === kind ? run.lines : []));
}

function textsOf(lines: readonly PrintedLine[]): string[] {
  return lines.map(({ text }) => text);
}

function textOf(block: TextBlock): string[] {
  if (block.kind === "unread-table") return [block.lines.join(" ")];
  return "text" in block ? [block.text] : [];
}

function paragraph(text: string): TextBlock {
  return { kind: "paragraph", text };
}

function blockOf({ text }: ExtractedParagraph): TextBlock {
  return { kind: looksLikeHeading(text) ? "heading" : "paragraph", text };
}

/** Removes the FR Doc line. The extraction may put cells of the last page after it. */
function takeFrDoc(lines: readonly PrintedLine[]): {
  readonly lines: readonly PrintedLine[];
  readonly frDoc: string | null;
} {
  const at = lines.findLastIndex(({ text }) => FR_DOC.test(text));
  if (at === -1) return { lines, frDoc: null };
  const reach = lines.slice(at, at + FR_DOC_LINES);
  const length = reach.findIndex(({ text }) => text.endsWith("]")) + 1 || 1;
  return {
    lines: [...lines.slice(0, at), ...lines.slice(at + length)],
    frDoc: textsOf(reach.slice(0, length)).join(" "),
  };
}
