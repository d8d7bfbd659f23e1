/** Opens a PDF of a manuscript on display as a PrintedDocument. */

import { outlineDocument, type TextBlock } from "../outline.ts";
import type { PrintedDocument } from "../printed-document.ts";
import { withoutFurniture } from "./furniture.ts";
import { gridsOf, joinPieces } from "./grid.ts";
import { createHyphenation, type Hyphenation } from "./hyphenation.ts";
import { withoutLineNumbers } from "./line-numbers.ts";
import { type Line, linesOf } from "./lines.ts";
import type { Gutter } from "./open-cells.ts";
import { openTableOf } from "./open-columns.ts";
import { partNotes, usualSize } from "./page-notes.ts";
import { isInside, type PagePrint } from "./page-print.ts";
import { paragraphsOf } from "./paragraphs.ts";
import { readPdf } from "./read-pdf.ts";
import { columnWithin, pieceOfGrid, setLines, type TablePiece } from "./table-piece.ts";
import { isOfList, rowsOfPieces } from "./table-rows.ts";
import type { SetLine } from "./wrapping.ts";

/** What a page prints, from the top: lines, and parts of tables. */
type PageItem =
  | { readonly kind: "line"; readonly line: SetLine }
  | { readonly kind: "table"; readonly piece: TablePiece };

/**
 * Reads the print of a PDF by its geometry: lines, paragraphs, headings, and tables with or without rules.
 *
 * Throws `parse/pdf-damaged`, `parse/pdf-encrypted`, `parse/pdf-no-text` or `parse/pdf-too-large`. The caller bounds its
 * time and memory, and checks whose document it is.
 */
export async function openPdfDocument(bytes: Uint8Array): Promise<PrintedDocument> {
  return outlineDocument("pdf", blocksOf(await readPdf(bytes)));
}

export function blocksOf(pages: readonly PagePrint[]): TextBlock[] {
  const items = pageItems(pages);
  const hyphenation = hyphenationOf(items);
  const blocks: TextBlock[] = [];
  let lines: SetLine[] = [];
  let pieces: TablePiece[] = [];
  const closeTable = () => {
    if (pieces.length > 0) {
      const loose = pieces.flatMap(({ doubts }) => doubts);
      blocks.push({ kind: "table", rows: rowsOfPieces(pieces, hyphenation), loose });
    }
    pieces = [];
  };
  const closeLines = () => {
    blocks.push(...paragraphsOf(lines, hyphenation));
    lines = [];
  };
  for (const item of items) {
    if (item.kind === "line") {
      closeTable();
      lines.push(item.line);
      continue;
    }
    const isNext = pieces[0]?.columns === item.piece.columns && lines.length === 0;
    if (!isNext) closeTable();
    if (!isNext && !isOfList(item.piece)) {
      // A box, or a table of something else: its cells are paragraphs.
      lines.push(...item.piece.rows.flat(2));
      continue;
    }
    closeLines();
    pieces.push(item.piece);
  }
  closeTable();
  closeLines();
  return blocks;
}

interface LaidPage {
  readonly width: number;
  /** Beside the tables. */
  readonly lines: readonly Line[];
  readonly tables: readonly { readonly top: number; readonly piece: TablePiece }[];
}

function pageItems(pages: readonly PagePrint[]): PageItem[] {
  const laid = layOut(pages);
  const limits = new Map(
    [...Map.groupBy(laid, ({ width }) => Math.round(width))].map(([width, alike]) => {
      const lines = alike.map((page) => page.lines);
      return [width, columnWithin({ left: 0, right: width }, lines)] as const;
    }),
  );
  const size = usualSize(laid.flatMap(({ lines }) => lines)) ?? 0;
  const notes: PageItem[] = [];
  const text = laid.flatMap(({ width, lines: printed, tables }) => {
    const { text: lines, notes: own } = partNotes(printed, size);
    const column = limits.get(Math.round(width)) ?? { left: 0, right: width, edge: width };
    const set = setLines(lines, column);
    notes.push(...setLines(own, column).map((line) => ({ kind: "line", line }) as const));
    const items = [
      ...set.map((line, at) => ({
        top: line.baseline,
        item: { kind: "line", line: { ...line, startsPage: at === 0 } } as const,
      })),
      ...tables.map(({ top, piece }) => ({ top, item: { kind: "table", piece } as const })),
    ];
    return items.toSorted((one, other) => one.top - other.top).map(({ item }) => item);
  });
  return [...text, ...notes];
}

/** Tells the tables of each page from the lines beside them. */
function layOut(pages: readonly PagePrint[]): LaidPage[] {
  const unnumbered = withoutLineNumbers(pages.map(({ glyphs }) => glyphs));
  const ruled = withoutFurniture(
    pages.map((page, at) => {
      const glyphs = unnumbered[at] ?? [];
      const grids = gridsOf(page);
      const beside = glyphs.filter((glyph) => !grids.some((grid) => isInside(glyph, grid)));
      return { ...page, glyphs, grids, lines: linesOf(beside) };
    }),
  );
  let gutters: readonly Gutter[] | null = null;
  return ruled.map(({ width, glyphs, grids, lines, horizontal }) => {
    const tables = grids.map((grid) => ({ top: grid.top, piece: pieceOfGrid(grid, glyphs) }));
    const open = openTableOf(lines, joinPieces(horizontal), gutters);
    gutters = open !== null && open.end === lines.length ? open.gutters : null;
    if (open === null) return { width, lines, tables };
    const { start, end, piece } = open;
    return {
      width,
      lines: [...lines.slice(0, start), ...lines.slice(end)],
      tables: [...tables, { top: lines[start]?.baseline ?? 0, piece }],
    };
  });
}

/** The words at the ends of lines may be divided, and prove nothing. */
function hyphenationOf(items: readonly PageItem[]): Hyphenation {
  const regions = items.flatMap((item) => (item.kind === "line" ? [] : item.piece.rows.flat()));
  regions.push(items.flatMap((item) => (item.kind === "line" ? [item.line] : [])));
  const words = regions.flat().flatMap((line) => line.words.slice(0, -1).map(({ text }) => text));
  const divisions = regions.flatMap((lines) =>
    lines.flatMap(({ words: own }, at) => {
      const end = own.at(-1)?.text ?? "";
      const start = lines[at + 1]?.words[0]?.text;
      return start !== undefined && /[-\u2010]$/.test(end) ? [{ end, start }] : [];
    }),
  );
  return createHyphenation(words, divisions);
}
