/** Splits text into atoms, which stay together when a line is broken. */

import type { Fonts, Piece, Style } from "./fonts.ts";
import type { Text } from "./manuscript.ts";

export interface Atom {
  readonly pieces: readonly Piece[];
  readonly width: number;
  /** Width of the space before the atom; 0 within a word, after a hyphen. */
  readonly space: number;
  /** The characters of that space. */
  readonly gap: " " | "  " | "tab" | "";
}

/** Breaks after a hyphen before a letter, and after a dash that does not start the text. */
const BREAKS = /(?<=[\p{L}\d][-–])(?=\p{L})|(?<=.—)/u;
const BREAKS_AND_STROKES = /(?<=[\p{L}\d][-–])(?=\p{L})|(?<=.—)|(?<=[\p{L}\d]\/)(?=\p{L})/u;
const RAISED_SIZE = 0.62;
const RAISED_BY = 0.36;

export interface Typing {
  readonly breaksAtStrokes: boolean;
  readonly hasFirmSpaces: boolean;
  readonly hasWideSentences: boolean;
}

export function atomsOf(text: Text, base: Style, fonts: Fonts, typing: Typing): Atom[] {
  const breaks = typing.breaksAtStrokes ? BREAKS_AND_STROKES : BREAKS;
  const typed = typing.hasFirmSpaces ? text.map(withFirmSpaces) : text;
  let last = "";
  return wordsOf(typed, base).flatMap(({ parts, spaceStyle }) => {
    const word = parts.map((part) => part.text).join("");
    const isWide = typing.hasWideSentences && /[a-z][.:]$/.test(last) && /^\p{Lu}/u.test(word);
    last = word;
    const gap = spaceStyle === null ? "" : isWide ? "  " : " ";
    const space = spaceStyle === null ? 0 : fonts.width(" ", spaceStyle) * gap.length;
    return splitWord(parts, breaks).map((atom, at): Atom => {
      const pieces = atom.flatMap((part) => fonts.pieces(part.text, part.style));
      const width = widthOf(pieces);
      return at === 0 ? { pieces, width, space, gap } : { pieces, width, space: 0, gap: "" };
    });
  });
}

function withFirmSpaces(span: Text[number]): Text[number] {
  return { ...span, text: span.text.replace(/(?<=§) (?=\d)/g, "\u00a0") };
}

export function widthOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, piece) => sum + piece.width, 0);
}

interface Part {
  readonly text: string;
  readonly style: Style;
}

interface Word {
  readonly parts: readonly Part[];
  /** Null for the first word. */
  readonly spaceStyle: Style | null;
}

function wordsOf(text: Text, base: Style): Word[] {
  const words: Word[] = [];
  let parts: Part[] = [];
  let spaceStyle: Style | null = null;
  const flush = (next: Style) => {
    if (parts.length > 0) {
      words.push({ parts, spaceStyle: words.length === 0 ? null : spaceStyle });
      spaceStyle = next;
    }
    parts = [];
  };
  for (const span of text) {
    const style = styleOf(span.style, base);
    span.text.split(/ +/).forEach((word, at) => {
      if (at > 0) flush(style.rise > 0 ? base : style);
      if (word !== "") parts.push({ text: word, style });
    });
  }
  flush(base);
  return words;
}

function styleOf(mark: Text[number]["style"], base: Style): Style {
  if (mark === "italic") return { ...base, isItalic: true };
  if (mark === "bold") return { ...base, isBold: true };
  if (mark === "raised")
    return { ...base, size: base.size * RAISED_SIZE, rise: base.size * RAISED_BY };
  return base;
}

function splitWord(parts: readonly Part[], breaks: RegExp): Part[][] {
  const atoms: Part[][] = [[]];
  for (const { text, style } of parts) {
    text.split(breaks).forEach((piece, at) => {
      if (at > 0) atoms.push([]);
      atoms.at(-1)?.push({ text: piece, style });
    });
  }
  return atoms;
}
