/** Takes out of plain text what belongs to the page and not to the document, and puts print back where GPO spells it. */

import { decodeHTMLStrict } from "entities";

const RUNNING_HEAD = /^\s*Federal Register\s*\/\s*Vol\.?\s*\d+/i;
const RUNNING_HEAD_END = /^\s*(?:Rules and Regulations|Notices|Proposed Rules)\s*$/;
const PAGE_MARK = /\[\[Page \d+\]\]/g;
/** The HTML body's mark in its text: `(`, then `printed page 54657)` on the next line. */
const PRINTED_PAGE = /\n?[^\S\n]*\(\s*printed page\s+\d+\s*\)[^\S\n]*\n?/g;
/** `[uuml]`, `[Idot]`: how GPO spells letters outside ASCII. */
const SPELT_LETTER =
  /\[([A-Za-z]{1,2}(?:acute|breve|caron|cedil|circ|dot|grave|lig|macr|midot|nodot|ogon|ring|slash|strok|tilde|uml))\]/g;

export function cleanPrint(text: string): string[] {
  const lines = text
    .replace(/\r\n?/g, "\n")
    .replace(/\f/g, "\n")
    .replace(PRINTED_PAGE, "\n")
    .replace(PAGE_MARK, "")
    .replace(/\u00a0/g, " ")
    .split("\n");
  return lines
    .filter((line, at) => !isRunningHead(line, lines[at - 1] ?? ""))
    .map((line) => restorePrint(line).trimEnd());
}

function isRunningHead(line: string, above: string): boolean {
  return RUNNING_HEAD.test(line) || (RUNNING_HEAD.test(above) && RUNNING_HEAD_END.test(line));
}

function restorePrint(line: string): string {
  return line
    .replace(SPELT_LETTER, (spelt, name: string) => {
      const letter = decodeHTMLStrict(`&${name};`);
      return letter.startsWith("&") ? spelt : letter;
    })
    .replace(/``/g, "“")
    .replace(/''/g, "”")
    .replace(/(?<!-)--(?!-)/g, "—")
    .replace(/\bSec\. Sec\.\s+(?=\d)/g, "§§ ")
    .replace(/\bSec\.\s+(?=\d)/g, "§ ");
}
