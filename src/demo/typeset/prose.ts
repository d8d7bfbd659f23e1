/** Typesets the text outside tables: headings, paragraphs, instructions. */

import type { Fonts, Style } from "./fonts.ts";
import type { Look } from "./look.ts";
import type { Block, Table, Text } from "./manuscript.ts";
import { markLine } from "./mark-line.ts";
import type { Paper } from "./paper.ts";
import type { RuleMark } from "./sheet.ts";
import { type Atom, atomsOf } from "./words.ts";
import { type Line, type Wrapping, wrap } from "./wrap.ts";

export type Prose = Exclude<Block, Table>;

/** Word processors make a single-spaced line about a seventh higher than the font size. */
export const LEADING = 1.15;

interface ProseLine {
  readonly line: Line;
  /** Distance from the left margin. */
  readonly indent: number;
  readonly isCentred: boolean;
  readonly isJustified: boolean;
  readonly isUnderlined: boolean;
  readonly gapBefore: number;
  /** The page must not end after this line. */
  readonly isKeptWithNext: boolean;
}

interface Shape {
  readonly text: Text;
  readonly isBold?: boolean;
  readonly isCentred?: boolean;
  readonly isHeading?: boolean;
  /** The first word is a label; the text starts at the second indent. */
  readonly hasTab?: boolean;
  /** Indents of the first line and of the others, from the left margin. */
  readonly indents?: readonly [number, number];
  /** Gap in lines, if it differs from the look's. */
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
        {
          text: block.text,
          isBold: block.isStrong && headings.startsWith("bold"),
          isCentred: look.paragraphs.hasCentredOpening,
          indents: [0, 0],
        },
      ];
    case "heading":
      return [
        {
          text: block.text,
          isBold: headings.startsWith("bold"),
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
      return [{ text: block.text, indents: [left, left + HANG], hasTab: true }];
    }
    case "stars":
      return [
        { text: [{ text: "*     *     *     *     *".replace(/ +/g, " ") }], indents: [indent, 0] },
      ];
    case "lines":
      return block.lines.map((text, at) => ({ text, indents: [0, 0], gap: at === 0 ? 1 : 0 }));
  }
}

/** Distance from the label of an instruction to its text. */
const HANG = 27;

function withTab([label, first, ...others]: readonly Atom[]): Atom[] {
  if (label === undefined || first === undefined) return label === undefined ? [] : [label];
  const space = Math.max(first.space, HANG - label.width);
  return [label, { ...first, space, gap: "tab" }, ...others];
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
  const set = atomsOf(shape.text, style, wrapping.fonts, paragraphs);
  const atoms = shape.hasTab === true ? withTab(set) : set;
  const lines = wrap(atoms, (nth) => width - (nth === 0 ? first : rest), wrapping);
  return lines.map((line, nth) => ({
    line,
    indent: nth === 0 ? first : rest,
    isCentred: shape.isCentred === true,
    isUnderlined: shape.isHeading === true && paragraphs.headings === "underlined",
    isJustified:
      paragraphs.isJustified &&
      line.end !== "end" &&
      shape.isHeading !== true &&
      shape.isCentred !== true,
    gapBefore: nth > 0 ? 0 : height * (shape.gap ?? paragraphs.gap),
    isKeptWithNext: shape.isHeading === true,
  }));
}

/**
 * If only a gap separates paragraphs, the end of a page hides it. A paragraph with a full last line then continues on the next
 * page, so that a parser can detect its end.
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
  for (let at = 0; at < lines.length; ) {
    const group = keptGroup(lines, at);
    const wanted = group.reduce((sum, { gapBefore }) => sum + gapBefore + height, 0);
    if (wanted > paper.room() && !paper.isBlank()) paper.turn();
    for (const one of group) {
      if (!paper.isBlank()) paper.advance(one.gapBefore);
      placeLine(one, paper.y() + height - look.fontSize * 0.28, look, paper, fonts);
      paper.advance(height);
    }
    at += group.length;
  }
}

const LONGEST_GROUP = 6;

/** The line and the following lines that must be on the same page. */
function keptGroup(lines: readonly ProseLine[], from: number): readonly ProseLine[] {
  const rest = lines.slice(from, from + LONGEST_GROUP);
  const end = rest.findIndex(({ isKeptWithNext }) => !isKeptWithNext);
  return end < 0 ? rest : rest.slice(0, end + 1);
}

function placeLine(one: ProseLine, y: number, look: Look, paper: Paper, fonts: Fonts): void {
  const width = look.page.width - look.page.left - look.page.right;
  const shift = one.isCentred ? (width - one.line.width) / 2 : one.indent;
  const x = look.page.left + shift;
  const justifiedTo = one.isJustified ? width - one.indent : null;
  const at = { x, y, part: "body" as const, column: -1, justifiedTo };
  const { marks, baselines } = paper.sheet();
  marks.push(...markLine(one.line, at, look.drawing, fonts));
  if (one.isUnderlined) marks.push(underline(x, y, one.line.width));
  baselines.push(y);
}

function underline(x: number, baseline: number, width: number): RuleMark {
  return { kind: "rule", x, y: baseline + 1.5, width, height: 0, thickness: 0.6 };
}
