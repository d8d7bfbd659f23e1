/** The page a rule is marked up on: lines of a width, with or without colors. */

import type { Screen, Style } from "../terminal/screen.ts";

export interface Page {
  /** Columns. */
  readonly width: number;
  paint(style: Style, text: string): string;
}

/** Where nobody says how wide the paper is. */
const PLAIN_WIDTH = 80;
const NARROWEST = 40;

export function pageFor({ columns, paint }: Screen): Page {
  return { width: Math.max(NARROWEST, columns ?? PLAIN_WIDTH), paint };
}

export interface Margins {
  /** Columns before the first line, and before all that follow. */
  readonly first?: string;
  readonly rest?: string;
  readonly style?: Style;
}

/** Breaks at spaces; a word longer than the line keeps a line to itself. Control characters of a document print nothing. */
export function wrap(
  page: Page,
  text: string,
  { first = "", rest, style }: Margins = {},
): string[] {
  const after = rest ?? " ".repeat(first.length);
  const lines: string[] = [];
  let line = "";
  const put = () => {
    const margin = lines.length === 0 ? first : after;
    lines.push(margin + (style === undefined ? line : page.paint(style, line)));
    line = "";
  };
  for (const word of text
    .replace(/\p{Cc}+/gu, " ")
    .split(/\s+/)
    .filter(Boolean)) {
    const margin = lines.length === 0 ? first : after;
    const isFull = line !== "" && margin.length + line.length + 1 + word.length > page.width;
    if (isFull) put();
    line = line === "" ? word : `${line} ${word}`;
  }
  if (line !== "" || lines.length === 0) put();
  return lines;
}

export function heading(page: Page, text: string): string[] {
  return ["", page.paint("bold", text), ""];
}
