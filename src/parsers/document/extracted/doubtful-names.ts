/** Names of instructions that the text may have changed: by a hyphen that it lost, or by what a page break put between. */

import type { Problem } from "../../../model/reading/rule.ts";
import { takeQuotedNames } from "../../instructions/quoted-names.ts";
import { type Spellings, WORD } from "./lost-hyphens.ts";
import { type ExtractedParagraph, opensQuotation, tailOf } from "./paragraphs.ts";
import type { PrintedLine } from "./printed-line.ts";

/** No rule has so many; each costs a search of the whole text. */
const MOST_CUT = 500;

/** `lines`: all of the document, its tables included. */
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

function withDoubtfulWord({ text }: ExtractedParagraph, words: ReadonlySet<string>): Problem[] {
  return namesIn(text).flatMap((name) => {
    const doubtful = [...name.matchAll(WORD)]
      .map(([word]) => word)
      .filter((word) => words.has(word));
    if (doubtful.length === 0) return [];
    const message = `“${name}” may lack a hyphen in “${doubtful.join("” or “")}”, or have one too many: a printed line ends there, and the word stands nowhere else`;
    return [{ code: "name/hyphen-lost", message, text }];
  });
}

/** Between its lines a footnote or a running head may stand; printed elsewhere in one piece, it is whole. */
function acrossPages({ lines, text }: ExtractedParagraph, print: string): Problem[] {
  // In double-spaced print a blank line says nothing.
  const isSpaced = lines.filter(({ gap }) => gap === "blank").length > lines.length / 2;
  const isGap = ({ gap }: PrintedLine) => gap === "page" || (gap === "blank" && !isSpaced);
  const heads = lines
    .flatMap((line, at) => (at > 0 && isGap(line) ? openNameAt(lines, at) : []))
    .slice(0, MOST_CUT);
  return namesIn(text)
    .filter((name) => {
      const letters = lettersOf(name);
      return heads.some((head) => letters.startsWith(head)) && timesIn(print, letters) < 2;
    })
    .slice(0, MOST_CUT)
    .map((name) => {
      const message = `“${name}” may hold what stands between two pages: it is printed only once, or never in one piece`;
      return { code: "name/cut-by-page", message, text };
    });
}

/** The letters of the name that is open before the line. */
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
