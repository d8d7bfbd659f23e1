/** Breaks atoms into lines like a word processor: as many per line as fit. */

import type { Fonts, Piece } from "./fonts.ts";
import { type Atom, widthOf } from "./words.ts";

export interface Line {
  readonly atoms: readonly Atom[];
  readonly width: number;
  /** Where the line was broken; `end` where the typist ended it. */
  readonly end: "space" | "hyphen" | "inside a word" | "end";
}

export interface Wrapping {
  readonly fonts: Fonts;
  /** Words that appeared unbroken before. Only these are hyphenated, so that a parser can recognise the hyphen. */
  readonly whole: ReadonlySet<string> & { add(word: string): unknown };
  /** Null without hyphenation. */
  readonly hyphen: string | null;
}

/** `widthOfLine` gives the maximum width of the nth line. */
export function wrap(
  atoms: readonly Atom[],
  widthOfLine: (nth: number) => number,
  wrapping: Wrapping,
): Line[] {
  const lines: Line[] = [];
  let line: Atom[] = [];
  let width = 0;
  const end = (how: Line["end"]) => {
    lines.push({ atoms: line, width, end: how });
    line = [];
    width = 0;
  };
  const put = (atom: Atom) => {
    const space = line.length === 0 ? 0 : atom.space;
    line.push(space === atom.space ? atom : { ...atom, space, gap: "" });
    width += space + atom.width;
  };
  const roomFor = ({ space }: Atom) =>
    widthOfLine(lines.length) - width - (line.length === 0 ? 0 : space);
  /** Places the part of a too long word that fits, and returns the rest. */
  const putPart = (atom: Atom, mayHyphenate: boolean): Atom | null => {
    const parts = mayHyphenate ? hyphenate(atom, roomFor(atom), wrapping) : null;
    if (parts === null && line.length > 0) {
      end(atom.space > 0 ? "space" : "hyphen");
      return atom;
    }
    const [head, tail] = parts ?? splitInside(atom, roomFor(atom), wrapping.fonts);
    put(head);
    if (tail !== null) end(parts === null ? "inside a word" : "hyphen");
    return tail;
  };
  for (const [at, atom] of atoms.entries()) {
    const isWord = (at === 0 || atom.space > 0) && (atoms[at + 1]?.space ?? 1) > 0;
    let rest: Atom | null = atom;
    while (rest !== null && rest.width > roomFor(rest))
      rest = putPart(rest, isWord && rest === atom);
    if (rest === null) continue;
    if (rest === atom && isWord) wrapping.whole.add(coreOf(rest));
    put(rest);
  }
  end("end");
  return lines;
}

const NATURAL_WORD = /^([“(]?)(\p{Lu}?\p{Ll}{6,})([.,;:)”]*)$/u;
/** After a vowel, before a consonant and a vowel: `Electro-nics`. */
const SYLLABLE = /(?<=\p{L}{3})(?<=[aeiou])(?=[bcdfglmnprst][aeiou]\p{L})/gu;

function textOf(atom: Atom): string {
  return atom.pieces.map(({ text }) => text).join("");
}

function coreOf(atom: Atom): string {
  return NATURAL_WORD.exec(textOf(atom))?.[2] ?? "";
}

/** The longest part that fits with its hyphen, and the rest. */
function hyphenate(
  atom: Atom,
  room: number,
  { fonts, whole, hyphen }: Wrapping,
): [Atom, Atom] | null {
  const style = atom.pieces[0]?.style;
  if (hyphen === null || style === undefined || !whole.has(coreOf(atom))) return null;
  if (atom.pieces.some((piece) => piece.style !== style)) return null;
  const text = textOf(atom);
  const places = [...text.matchAll(SYLLABLE)].map(({ index }) => index);
  for (const at of places.reverse()) {
    const pieces = fonts.pieces(`${text.slice(0, at)}${hyphen}`, style);
    if (widthOf(pieces) > room) continue;
    const tail = fonts.pieces(text.slice(at), style);
    return [
      { pieces, width: widthOf(pieces), space: atom.space, gap: atom.gap },
      { pieces: tail, width: widthOf(tail), space: 0, gap: "" },
    ];
  }
  return null;
}

/** Splits after as many letters as fit, at least one. */
function splitInside(atom: Atom, room: number, fonts: Fonts): [Atom, Atom | null] {
  const letters = atom.pieces.flatMap((piece) =>
    [...piece.text].map((text) => ({ text, style: piece.style })),
  );
  const join = (part: typeof letters): Piece[] =>
    atom.pieces
      .map(({ style }) => style)
      .filter((style, at, all) => all.indexOf(style) === at)
      .flatMap((style) => {
        const text = part.filter((one) => one.style === style).map((one) => one.text);
        return text.length === 0 ? [] : fonts.pieces(text.join(""), style);
      });
  let count = 1;
  while (count < letters.length && widthOf(join(letters.slice(0, count + 1))) <= room) count += 1;
  const make = (part: typeof letters, space: number, gap: Atom["gap"]): Atom => {
    const pieces = join(part);
    return { pieces, width: widthOf(pieces), space, gap };
  };
  const head = make(letters.slice(0, count), atom.space, atom.gap);
  return [head, count === letters.length ? null : make(letters.slice(count), 0, "")];
}
