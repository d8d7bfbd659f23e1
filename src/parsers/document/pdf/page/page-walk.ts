/** Interprets the drawing operators of a page and records glyphs and rules. Operators: ISO 32000-1, annex A. */

import { OPS } from "pdfjs-dist/legacy/build/pdf.mjs";
import { apply, concat, IDENTITY, type Matrix, toMatrix } from "./matrix.ts";
import type { DrawnGlyph, Rule } from "./page-print.ts";
import { rulesOfPath } from "./path-rules.ts";

/** A character code as pdfjs decodes it. */
interface FontGlyph {
  readonly unicode: string;
  /** In thousandths of the font size. */
  readonly width: number;
  readonly isSpace: boolean;
}

export interface Font {
  readonly bold?: boolean;
  readonly black?: boolean;
  readonly vertical?: boolean;
  readonly name?: string;
  readonly fontMatrix?: readonly number[] | null;
}

interface State {
  transform: Matrix;
  font: Font | null;
  fontSize: number;
  characterSpacing: number;
  wordSpacing: number;
  horizontalScale: number;
  leading: number;
  rise: number;
  renderingMode: number;
}

/** Text rendering modes of invisible glyphs: without color, or as clipping paths. */
const INVISIBLE_MODES = new Set([3, 7]);
const FONT_UNITS = 0.001;
/** In points. Larger text is a watermark. */
const LARGEST_SIZE = 40;
const PAINTS: ReadonlySet<number> = new Set([
  OPS.stroke,
  OPS.closeStroke,
  OPS.fill,
  OPS.eoFill,
  OPS.fillStroke,
  OPS.eoFillStroke,
  OPS.closeFillStroke,
  OPS.closeEOFillStroke,
]);

export class PageWalk {
  readonly glyphs: DrawnGlyph[] = [];
  /** The number of letters that the page draws, including invisible ones. */
  letters = 0;
  readonly horizontal: Rule[] = [];
  readonly vertical: Rule[] = [];
  readonly #isVisible: (layer: unknown) => boolean;
  readonly #font: (name: string) => Font | null;
  readonly #saved: State[] = [];
  /** Whether each open marked-content sequence is visible. */
  readonly #shown: boolean[] = [];
  #state: State;
  #textMatrix = IDENTITY;
  #x = 0;
  #y = 0;
  #lineX = 0;
  #lineY = 0;

  constructor(
    transform: Matrix,
    isVisible: (layer: unknown) => boolean,
    font: (name: string) => Font | null,
  ) {
    this.#isVisible = isVisible;
    this.#font = font;
    this.#state = {
      transform,
      font: null,
      fontSize: 0,
      characterSpacing: 0,
      wordSpacing: 0,
      horizontalScale: 1,
      leading: 0,
      rise: 0,
      renderingMode: 0,
    };
  }

  /** Interprets one operator of pdfjs with its arguments. */
  take(operator: number, given: readonly unknown[] | null): void {
    const state = this.#state;
    const args = given ?? [];
    const [first] = args;
    switch (operator) {
      case OPS.save:
        this.#saved.push({ ...state });
        break;
      case OPS.restore:
      case OPS.paintFormXObjectEnd:
        this.#state = this.#saved.pop() ?? state;
        break;
      case OPS.transform:
        state.transform = concat(state.transform, toMatrix(args));
        break;
      case OPS.paintFormXObjectBegin:
        this.#saved.push({ ...state });
        if (first) state.transform = concat(state.transform, toMatrix(first));
        break;
      case OPS.beginMarkedContent:
        this.#shown.push(true);
        break;
      case OPS.beginMarkedContentProps:
        this.#shown.push(first !== "OC" || this.#isVisible(args[1]));
        break;
      case OPS.endMarkedContent:
        this.#shown.pop();
        break;
      case OPS.constructPath:
        if (PAINTS.has(Number(first)) && this.#isShown()) this.#takePath(args[1]);
        break;
      default:
        this.#takeText(operator, args);
    }
  }

  #takeText(operator: number, args: readonly unknown[]): void {
    const state = this.#state;
    const [first, second] = args;
    switch (operator) {
      case OPS.beginText:
        this.#setTextMatrix(IDENTITY);
        break;
      case OPS.setTextMatrix:
        this.#setTextMatrix(toMatrix(args.length === 1 ? first : args));
        break;
      case OPS.setFont:
        state.font = this.#font(String(first));
        state.fontSize = Number(second);
        break;
      case OPS.setCharSpacing:
        state.characterSpacing = Number(first);
        break;
      case OPS.setWordSpacing:
        state.wordSpacing = Number(first);
        break;
      case OPS.setHScale:
        state.horizontalScale = Number(first) / 100;
        break;
      case OPS.setLeading:
        state.leading = -Number(first);
        break;
      case OPS.setTextRise:
        state.rise = Number(first);
        break;
      case OPS.setTextRenderingMode:
        state.renderingMode = Number(first);
        break;
      case OPS.moveText:
        this.#moveText(Number(first), Number(second));
        break;
      case OPS.setLeadingMoveText:
        state.leading = Number(second);
        this.#moveText(Number(first), Number(second));
        break;
      case OPS.nextLine:
        this.#moveText(0, state.leading);
        break;
      case OPS.showText:
        this.#showText(first as readonly (FontGlyph | number)[]);
        break;
    }
  }

  #isShown(): boolean {
    return this.#shown.every(Boolean);
  }

  #takePath(data: unknown): void {
    const path = (Array.isArray(data) ? data[0] : data) as ArrayLike<number> | null;
    if (path === null || path === undefined) return;
    const { horizontal, vertical } = rulesOfPath(path, this.#state.transform);
    this.horizontal.push(...horizontal);
    this.vertical.push(...vertical);
  }

  #setTextMatrix(matrix: Matrix): void {
    this.#textMatrix = matrix;
    this.#x = this.#lineX = 0;
    this.#y = this.#lineY = 0;
  }

  #moveText(x: number, y: number): void {
    this.#x = this.#lineX += x;
    this.#y = this.#lineY += y;
  }

  #showText(glyphs: readonly (FontGlyph | number)[]): void {
    const { font, fontSize, characterSpacing, wordSpacing, horizontalScale, rise } = this.#state;
    const units = Number(font?.fontMatrix?.[0] ?? FONT_UNITS) || FONT_UNITS;
    const matrix = concat(this.#state.transform, this.#textMatrix);
    const size = Math.hypot(matrix[2], matrix[3]) * Math.abs(fontSize);
    const isBold =
      font?.bold === true || font?.black === true || /bold|black/i.test(font?.name ?? "");
    const isPrinted =
      this.#isShown() &&
      !INVISIBLE_MODES.has(this.#state.renderingMode) &&
      font?.vertical !== true &&
      size > 0 &&
      size <= LARGEST_SIZE;
    for (const glyph of glyphs) {
      if (typeof glyph === "number") {
        this.#x -= (glyph / 1000) * fontSize * horizontalScale;
        continue;
      }
      this.letters += lettersOf(glyph.unicode);
      const width = glyph.width * units * fontSize * horizontalScale;
      if (isPrinted && glyph.unicode !== "") {
        this.glyphs.push({
          text: glyph.unicode,
          from: apply(matrix, this.#x, this.#y + rise),
          to: apply(matrix, this.#x + width, this.#y + rise),
          size,
          isBold,
        });
      }
      const spacing = characterSpacing + (glyph.isSpace ? wordSpacing : 0);
      this.#x += width + spacing * horizontalScale;
    }
  }
}

export function lettersOf(text: string): number {
  return text.replace(/\s+/g, "").length;
}
