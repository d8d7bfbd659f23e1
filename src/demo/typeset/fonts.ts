/** Measures text in the fonts of a look, and selects a font for each letter. */

import type { Look, Typeface } from "./look.ts";

export interface Style {
  readonly isBold: boolean;
  readonly isItalic: boolean;
  readonly size: number;
  /** Height above the baseline; positive for a footnote mark. */
  readonly rise: number;
}

/** Text in one font. */
export interface Piece {
  readonly text: string;
  readonly font: string;
  readonly style: Style;
  readonly width: number;
}

export interface Fonts {
  readonly pieces: (text: string, style: Style) => Piece[];
  readonly width: (text: string, style: Style) => number;
}

/** Letters of WinAnsi, the encoding of the standard fonts. */
const WIN_ANSI = /^[\x20-\x7e\xa0-\xff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]*$/u;
const STANDARD = /^(Times|Helvetica|Courier)\b/;
/** An embedded font prints these letters as one glyph unless they are drawn separately. */
const LIGATURES = /(?<=f)(?=[fil])/;

/** `doc` is used only for measuring. */
export function openFonts(doc: PDFKit.PDFDocument, look: Look): Fonts {
  const widths = new Map<string, number>();
  const measure = (text: string, font: string, size: number) => {
    const key = `${font}\0${text}`;
    const known = widths.get(key);
    const width = known ?? doc.font(font).fontSize(1000).widthOfString(text) / 1000;
    widths.set(key, width);
    return width * size + text.length * look.drawing.letterSpacing;
  };
  const pieces = (text: string, style: Style): Piece[] =>
    splitByFont(text, look, style).map(([part, font]) => {
      return { text: part, font, style, width: measure(part, font, style.size) };
    });
  const width = (text: string, style: Style) =>
    pieces(text, style).reduce((sum, piece) => sum + piece.width, 0);
  return { pieces, width };
}

function splitByFont(text: string, look: Look, style: Style): [string, string][] {
  const font = member(look.typeface, style);
  if (!STANDARD.test(font)) {
    const parts = look.drawing.hasLigatures ? [text] : text.split(LIGATURES);
    return parts.map((part) => [part, font]);
  }
  if (WIN_ANSI.test(text)) return [[text, font]];
  const parts: [string, string][] = [];
  for (const letter of text) {
    const own = WIN_ANSI.test(letter) ? font : fallbackFor(letter, look, style);
    const last = parts.at(-1);
    if (last?.[1] === own) last[0] += letter;
    else parts.push([letter, own]);
  }
  return parts;
}

function fallbackFor(letter: string, { fallback }: Look, style: Style): string {
  if (fallback !== null) return member(fallback, style);
  throw new RangeError(`The standard fonts have no ${letter}, and the look names no other font.`);
}

function member(face: Typeface, { isBold, isItalic }: Style): string {
  if (isBold) return isItalic ? face.boldItalic : face.bold;
  return isItalic ? face.italic : face.regular;
}
