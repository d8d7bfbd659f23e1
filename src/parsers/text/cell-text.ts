/** Collects the text of one table cell: printed line breaks are kept, line breaks of the file become spaces. */

/** U+2028 marks a printed line break until the cell is complete; neither source uses it. */
const LINE_BREAK = "\u2028";
/** Marks the start of raised print until the cell is complete: `1` and a raised `1⁄2` are one and a half, not eleven halves. */
const RAISED = "\u2029";
const MIXED_NUMBER = /(?<=\d)\u2029(?=\d+⁄)/g;
const SPACE_AT_END = /(?<![^\S\u2028])[^\S\u2028]+$/;
const MAX_INDENT = 100;

export class CellText {
  #text = "";

  append(text: string): void {
    this.#text += text;
  }

  breakLine(): void {
    this.#text += LINE_BREAK;
  }

  /** Call before a footnote mark or an ordinal: pretty-printed files put `<SU>` on its own line, print never does. */
  joinRaised(): void {
    const space = SPACE_AT_END.exec(this.#text.slice(-MAX_INDENT))?.[0] ?? "";
    if (space.includes("\n")) this.#text = this.#text.slice(0, -space.length);
    this.#text += RAISED;
  }

  /** Lines joined by `\n`, with single spaces; blank lines are kept inside the text and dropped at its ends. */
  finish(): string {
    const text = this.#text;
    this.#text = "";
    return linesOf(
      text.includes(RAISED) ? text.replace(MIXED_NUMBER, " ").replaceAll(RAISED, "") : text,
    );
  }
}

const IRREGULAR_SPACE = /[^\S ]| {2}/;
/** Invisible: soft hyphens, joiners, direction marks and byte order marks. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g;

function linesOf(text: string): string {
  if (!text.includes(LINE_BREAK)) return collapse(text);
  const lines = text.split(LINE_BREAK).map(collapse);
  while (lines.at(-1) === "") lines.pop();
  while (lines[0] === "") lines.shift();
  return lines.join("\n");
}

/** One line: each run of white space, no-break spaces included, becomes one space; invisible characters are removed. */
export function collapse(text: string): string {
  const trimmed = text.replace(INVISIBLE, "").trim();
  return IRREGULAR_SPACE.test(trimmed) ? trimmed.replace(/\s+/g, " ") : trimmed;
}
