/** Types what stands outside the table: headings, paragraphs, instructions. */

import type { Fonts, Style } from "./fonts.ts";
import type { Look } from "./look.ts";
import type { Block, Table, Text } from "./manuscript.ts";
import { markLine } from "./mark-line.ts";
import type { Paper } from "./paper.ts";
import { atomsOf } from "./words.ts";
import { type Line, type Wrapping, wrap } from "./wrap.ts";

export type Prose = Exclude<Block, Table>;

/** Word processors set a single line a seventh higher than its letters. */
export const LEADING = 1.15;

interface ProseLine {
  readonly line: Line;
  /** From the left margin. */
  readonly indent: number;
  readonly isCentred: boolean;
  readonly isJustified: boolean;
  readonly gapBefore: number;
  /** The end of a page must not fall behind it. */
  readonly isKeptWithNext: boolean;
}

interface Shape {
  readonly text: Text;
  readonly isBold?: boolean;
  readonly isCentred?: boolean;
  readonly isHeading?: boolean;
  /** Of the first line and of the others, from the left margin. */
  readonly indents?: readonly [number, number];
  /** In lines, where it is not the look's own. */
  readonly gap?: number;
}

export function typeProse(
  blocks: readonly Prose[],
  look: Look,
  paper: Paper,
  wrapping: Wrapping,
): void {
  const height = look.fontSize * LEADING * look.spacing;
  const lines = blocks
    .flatMap((block) => shapesOf(block, look))
    .flatMap((shape) => linesOf(shape, look, wrapping, height));
  place(separated(lines, look), look, paper, wrapping.fonts, height);
}

function shapesOf(block: Prose, look: Look): Shape[] {
  const { indent, headings, hasBoldLabels, instructions } = look.paragraphs;
  switch (block.kind) {
    case "opening":
      return [
        { text: block.text, isBold: block.isStrong && headings !== "plain", indents: [0, 0] },
      ];
    case "heading":
      return [
        {
          text: block.text,
          isBold: headings !== "plain",
          isCentred: headings === "bold, centred",
          isHeading: true,
          indents: [0, 0],
        },
      ];
    case "labelled": {
      const label = { text: block.label, ...(hasBoldLabels ? { style: "bold" as const } : {}) };
      return [{ text: [label, { text: " " }, ...block.text], indents: [0, 0] }];
    }
    case "paragraph":
      return [{ text: block.text, indents: [indent, 0] }];
    case "bullet":
      return [{ text: [{ text: "• " }, ...block.text], indents: [Math.max(indent, 18), 0] }];
    case "instruction": {
      if (instructions === "indented") return [{ text: block.text, indents: [indent, 0] }];
      const left = 18 * block.depth;
      return [{ text: block.text, indents: [left, left + 24] }];
    }
    case "stars":
      return [
        { text: [{ text: "*     *     *     *     *".replace(/ +/g, " ") }], indents: [indent, 0] },
      ];
    case "lines":
      return block.lines.map((text, at) => ({ text, indents: [0, 0], gap: at === 0 ? 1 : 0 }));
  }
}

function linesOf(shape: Shape, look: Look, wrapping: Wrapping, height: number): ProseLine[] {
  const { page, fontSize, paragraphs } = look;
  const width = page.width - page.left - page.right;
  const [first = 0, rest = 0] = shape.indents ?? [0, 0];
  const style: Style = {
    isBold: shape.isBold === true,
    isItalic: false,
    size: fontSize,
    rise: 0,
  };
  const atoms = atomsOf(shape.text, style, wrapping.fonts, paragraphs.breaksAtStrokes);
  const lines = wrap(atoms, (nth) => width - (nth === 0 ? first : rest), wrapping);
  return lines.map((line, nth) => ({
    line,
    indent: nth === 0 ? first : rest,
    isCentred: shape.isCentred === true,
    isJustified: paragraphs.isJustified && line.end !== "end" && shape.isHeading !== true,
    gapBefore: nth > 0 ? 0 : height * (shape.gap ?? paragraphs.gap),
    isKeptWithNext: shape.isHeading === true,
  }));
}

/**
 * Where only a gap parts paragraphs, the foot of a page hides it. A paragraph whose last line is full then goes on
 * to the next page, so that a reader can tell its end.
 */
function separated(lines: readonly ProseLine[], look: Look): ProseLine[] {
  if (look.paragraphs.indent > 0 && look.paragraphs.instructions === "indented") return [...lines];
  const width = look.page.width - look.page.left - look.page.right;
  return lines.map((one, at) => {
    const next = lines[at + 1]?.line.atoms[0];
    if (one.line.end !== "end" || next === undefined) return one;
    const isShort = one.indent + one.line.width + next.width < width * 0.92;
    return isShort ? one : { ...one, isKeptWithNext: true };
  });
}

function place(
  lines: readonly ProseLine[],
  look: Look,
  paper: Paper,
  fonts: Fonts,
  height: number,
): void {
  const width = look.page.width - look.page.left - look.page.right;
  for (let at = 0; at < lines.length; ) {
    let end = at + 1;
    while (lines[end - 1]?.isKeptWithNext && end < lines.length && end - at < 6) end += 1;
    const group = lines.slice(at, end);
    const wanted = group.reduce((sum, { gapBefore }) => sum + gapBefore + height, 0);
    if (wanted > paper.room() && !paper.isBlank()) paper.turn();
    for (const one of group) {
      if (!paper.isBlank()) paper.advance(one.gapBefore);
      const y = paper.y() + height - look.fontSize * 0.28;
      const shift = one.isCentred ? (width - one.line.width) / 2 : one.indent;
      const mark = {
        x: look.page.left + shift,
        y,
        part: "body" as const,
        column: -1,
        justifiedTo: one.isJustified ? width - one.indent : null,
      };
      paper.sheet().marks.push(...markLine(one.line, mark, look.drawing, fonts));
      paper.sheet().baselines.push(y);
      paper.advance(height);
    }
    at = end;
  }
}
