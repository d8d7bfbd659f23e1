/** Finds names in instructions that text extraction may have changed: by a lost hyphen, or by text from a page break. */

import type { Problem } from "../../../model/reading/rule.ts";
import { takeQuotedNames } from "../../instructions/quoted-names.ts";
import { type Spellings, WORD } from "./lost-hyphens.ts";
import { type ExtractedParagraph, opensQuotation, tailOf } from "./paragraphs.ts";
import type { PrintedLine } from "./printed-line.ts";

/** Each name costs a search of the whole text. No rule has so many. */
const MOST_NAMES = 500;

/** `lines`: all lines of the document, including tables. */
export function findDoubtfulNames(
  paragraphs: readonly ExtractedParagraph[],
  lines: readonly PrintedLine[],
  spellings: Spellings,
): Problem[] {
  const instructions = paragraphs.filter(({ text }) => /\bentr(?:y|ies)\b/i.test(text));
  if (instructions.length === 0) return [];
  const print = lettersOf(lines.map(({ text }) => text).join(""));
  return instructions.flatMap((paragraph) => [
    ...withDoubtfulWord(paragraph, spellings.doubtfulWords(paragraph)),
    ...acrossPages(paragraph, print),
  ]);
}

function withDoubtfulWord({ text }: ExtractedParagraph, unsure: ReadonlySet<string>): Problem[] {
  return namesIn(text).flatMap((name) => {
    const doubtful = [...name.matchAll(WORD)]
      .map(([word]) => word)
      .filter((word) => unsure.has(word));
    if (doubtful.length === 0) return [];
    const words = `“${doubtful.join("” or “")}”`;
    const message = `“${name}” may lack a hyphen in ${words} or have one too many: a line ends there, and the word occurs nowhere else`;
    return [{ code: "name/hyphen-lost", message, text }];
  });
}

/** A footnote or running head may interrupt a name at a page break. A name printed in one piece elsewhere is certain. */
function acrossPages({ lines, text }: ExtractedParagraph, print: string): Problem[] {
  // In double-spaced text a blank line is no gap.
  const isSpaced = lines.filter(({ gap }) => gap === "blank").length > lines.length / 2;
  const isGap = ({ gap }: PrintedLine) => gap === "page" || (gap === "blank" && !isSpaced);
  const heads = lines
    .flatMap((line, at) => (at > 0 && isGap(line) ? openNameAt(lines, at) : []))
    .slice(0, MOST_NAMES);
  return namesIn(text)
    .filter((name) => {
      const letters = lettersOf(name);
      return heads.some((head) => letters.startsWith(head)) && timesIn(print, letters) < 2;
    })
    .slice(0, MOST_NAMES)
    .map((name) => {
      const message = `“${name}” may contain text from a page break: the document prints it in one piece at most once`;
      return { code: "name/cut-by-page", message, text };
    });
}

/** The letters so far of a name that continues at line `at`; empty if none does. */
function openNameAt(lines: readonly PrintedLine[], at: number): string[] {
  if (!opensQuotation(lines, at)) return [];
  const above = tailOf(lines, at);
  return [lettersOf(above.slice(above.lastIndexOf("“")))];
}

function namesIn(text: string): readonly string[] {
  return takeQuotedNames(text).names;
}

function timesIn(print: string, letters: string): number {
  return letters === "" ? 0 : print.split(letters).length - 1;
}

function lettersOf(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, "");
}
