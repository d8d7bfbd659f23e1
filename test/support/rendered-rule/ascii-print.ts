/** Print in ASCII as GPO spells it, broken where GPO breaks it. */

import { FOOTNOTE } from "./printed-rule.ts";

const LETTERS: Readonly<Record<string, string>> = {
  ü: "uuml",
  ö: "ouml",
  Ö: "Ouml",
  ç: "ccedil",
  Ç: "Ccedil",
  ş: "scedil",
  Ş: "Scedil",
  ı: "inodot",
  İ: "Idot",
  ğ: "gbreve",
  ú: "uacute",
  ó: "oacute",
  é: "eacute",
  ź: "zacute",
  Ł: "Lstrok",
};

export function asciiPrint(text: string): string {
  return text
    .replace(/§§ /g, "Sec. Sec.  ")
    .replace(/§ /g, "Sec.  ")
    .replace(/“/g, "``")
    .replace(/”/g, "''")
    .replace(/—/g, "--")
    .replace(/–/g, "-")
    .replace(FOOTNOTE, "\\$1\\")
    .replace(/[^\x20-\x7e]/g, (letter) => `[${LETTERS[letter] ?? "?"}]`);
}

/** At spaces, and behind printed hyphens, dashes and strokes; a word longer than the line stands out. */
export function wrapLines(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const piece of text.match(
    /^ +|[^ ]*?(?:(?<=[A-Za-z\d])-(?=[A-Za-z\d])|(?<=\S)--|(?<=\S)\/(?=\S)| +|$)/g,
  ) ?? []) {
    if (line.trim() !== "" && (line + piece.trimEnd()).length > columns) {
      lines.push(line.trimEnd());
      line = piece.trimStart();
    } else line += piece;
  }
  lines.push(line.trimEnd());
  return lines;
}
