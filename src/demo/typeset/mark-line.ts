/** Splits a line into marks: one per run, per word, or per few letters. */

import type { Fonts, Piece } from "./fonts.ts";
import type { Drawing } from "./look.ts";
import type { TextMark } from "./sheet.ts";
import type { Atom } from "./words.ts";
import type { Line } from "./wrap.ts";

export interface Place {
  readonly x: number;
  /** The baseline. */
  readonly y: number;
  readonly part: TextMark["part"];
  readonly column: number;
  /** Widens the spaces to this line width; null leaves the line ragged. */
  readonly justifiedTo: number | null;
}

export function markLine(line: Line, place: Place, drawing: Drawing, fonts: Fonts): TextMark[] {
  const spaces = line.atoms.filter(({ gap }) => gap === " ").length;
  const left = (place.justifiedTo ?? line.width) - line.width;
  const extra = spaces === 0 ? 0 : left / spaces;
  const shown: Shown[] = [];
  let x = place.x;
  for (const { pieces, space, gap } of line.atoms) {
    x += gap === " " ? space + extra : space;
    for (const [at, piece] of pieces.entries()) {
      shown.push({ piece, x, gap: at === 0 ? gap : "" });
      x += piece.width;
    }
  }
  if (drawing.runs === "lines") return markRuns(shown, place, extra);
  return shown.flatMap((one, at) => {
    const next = shown[at + 1]?.gap ?? "";
    const end = drawing.spaces === "glyphs" && next !== "tab" ? next : "";
    if (drawing.runs === "letters") return markLetters(one, place, end, fonts);
    return [markText(one.piece.text + end, one, place)];
  });
}

interface Shown {
  readonly piece: Piece;
  readonly x: number;
  readonly gap: Atom["gap"];
}

function markText(text: string, { x, piece }: Shown, place: Place, wordSpacing = 0): TextMark {
  const { part, column } = place;
  const { font, style } = piece;
  const y = place.y - style.rise;
  return { kind: "text", x, y, text, font, size: style.size, wordSpacing, part, column };
}

/** A run continues while font, size and height stay the same. */
function markRuns(shown: readonly Shown[], place: Place, extra: number): TextMark[] {
  const runs: { first: Shown; text: string }[] = [];
  for (const one of shown) {
    const run = runs.at(-1);
    // Word spacing would also widen a non-breaking space, which justified print does not.
    const isFirm = extra !== 0 && /\u00a0/.test(`${run?.text}${one.piece.text}`);
    if (run !== undefined && one.gap !== "tab" && !isFirm && look(run.first) === look(one)) {
      run.text += one.gap + one.piece.text;
    } else runs.push({ first: one, text: one.piece.text });
  }
  return runs.map(({ first, text }) =>
    markText(text, first, place, text.includes(" ") ? extra : 0),
  );
}

function look({ piece: { font, style } }: Shown): string {
  return `${font} ${style.size} ${style.rise}`;
}

/** Numbers of letters per mark, repeated. */
const CHUNKS = [2, 1, 4, 1, 3, 3, 1, 2, 5];

function markLetters(one: Shown, place: Place, end: string, fonts: Fonts): TextMark[] {
  const chunks: string[] = [];
  for (let at = 0; at < one.piece.text.length; ) {
    const size = CHUNKS[(chunks.length + one.piece.text.length) % CHUNKS.length] ?? 1;
    chunks.push(one.piece.text.slice(at, at + size));
    at += size;
  }
  const widths = chunks.map((chunk) => fonts.width(chunk, one.piece.style));
  // The kerning between chunks is distributed over the chunks.
  const scale = one.piece.width / widths.reduce((sum, width) => sum + width, 0);
  let { x } = one;
  return chunks.map((chunk, at) => {
    const text = at === chunks.length - 1 ? chunk + end : chunk;
    const mark = markText(text, { ...one, x }, place);
    x += (widths[at] ?? 0) * scale;
    return mark;
  });
}
