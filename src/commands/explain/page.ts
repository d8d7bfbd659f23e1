/** The output page: its width, and colors if supported. */

import type { Screen, Style } from "../terminal/screen.ts";

export interface Page {
  /** Columns. */
  readonly width: number;
  paint(style: Style, text: string): string;
}

/** Used where the output has no known width. */
const PLAIN_WIDTH = 80;
const NARROWEST = 40;

export function pageFor({ columns, paint }: Screen): Page {
  return { width: Math.max(NARROWEST, columns ?? PLAIN_WIDTH), paint };
}

export interface Margins {
  /** Text before the first line, and before the following lines. */
  readonly first?: string;
  readonly rest?: string;
  readonly style?: Style;
}

/** Breaks at spaces. A word longer than the line gets its own line. Control characters are removed. */
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
