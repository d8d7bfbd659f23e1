/** Opens a PDF of a manuscript on display as a PrintedDocument. */

import { outlineDocument, type TextBlock } from "../outline.ts";
import type { PrintedDocument } from "../printed-document.ts";
import { withoutFurniture } from "./furniture.ts";
import { gridsOf } from "./grid.ts";
import { createHyphenation, type Hyphenation } from "./hyphenation.ts";
import { type Line, linesOf } from "./lines.ts";
import { openTableOf } from "./open-columns.ts";
import { isInside, type PagePrint } from "./page-print.ts";
import { paragraphsOf } from "./paragraphs.ts";
import { readPdf } from "./read-pdf.ts";
import { columnWithin, pieceOfGrid, setLines, type TablePiece, usualLeading } from "./table-piece.ts";
import { rowsOfPieces } from "./table-rows.ts";
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
    if (pieces.length > 0) blocks.push({ kind: "table", rows: rowsOfPieces(pieces, hyphenation) });
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
    closeLines();
    if (pieces.length > 0 && pieces[0]?.columns !== item.piece.columns) closeTable();
    pieces.push(item.piece);
  }
  closeTable();
  closeLines();
  return blocks;
}

function pageItems(pages: readonly PagePrint[]): PageItem[] {
  const laid = withoutFurniture(
    pages.map((page) => {
      const grids = gridsOf(page);
      const beside = page.glyphs.filter((glyph) => !grids.some((grid) => isInside(glyph, grid)));
      return { ...page, grids, lines: linesOf(beside) };
    }),
  );
  const leading = usualLeading(laid.map(({ lines }) => lines));
  const limits = bodyLimits(laid);
  let gutters: readonly { from: number; to: number }[] | null = null;
  return laid.flatMap((page) => {
    const tables: { top: number; piece: TablePiece }[] = page.grids.map((grid) => ({
      top: grid.top,
      piece: pieceOfGrid(grid, page.glyphs),
    }));
    let lines = page.lines;
    const open = openTableOf(lines, page.horizontal, gutters);
    gutters = open !== null && open.end === lines.length ? open.gutters : null;
    if (open !== null) {
      tables.push({ top: lines[open.start]?.baseline ?? 0, piece: open.piece });
      lines = [...lines.slice(0, open.start), ...lines.slice(open.end)];
    }
    const column = limits.get(Math.round(page.width)) ?? { left: 0, right: page.width };
    const set = setLines(lines, column, leading).map((line, at) => ({
      ...line,
      startsPage: at === 0,
    }));
    const items = [
      ...set.map((line) => ({ top: line.baseline, item: { kind: "line", line } as const })),
      ...tables.map(({ top, piece }) => ({ top, item: { kind: "table", piece } as const })),
    ];
    return items.toSorted((one, other) => one.top - other.top).map(({ item }) => item);
  });
}

/** Between which edges running text stands, by the width of the page. */
function bodyLimits(pages: readonly { width: number; lines: readonly Line[] }[]) {
  const byWidth = Map.groupBy(pages, ({ width }) => Math.round(width));
  return new Map(
    [...byWidth].map(([width, alike]) => {
      const lines = alike.map((page) => page.lines);
      return [width, columnWithin({ left: 0, right: width }, lines)] as const;
    }),
  );
}

/** The words at the ends of lines may be divided, and prove nothing. */
function hyphenationOf(items: readonly PageItem[]): Hyphenation {
  const lines = items.flatMap((item) =>
    item.kind === "line" ? [item.line] : item.piece.rows.flat(2),
  );
  return createHyphenation(
    lines.flatMap(({ words }) => words.slice(1, -1).map(({ text }) => text)),
  );
}
