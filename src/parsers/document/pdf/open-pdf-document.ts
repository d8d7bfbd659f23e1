/** Opens the PDF of a manuscript on display as a PrintedDocument. */

import { outlineDocument, type TextBlock } from "../outline.ts";
import type { PrintedDocument } from "../printed-document.ts";
import { withoutFurniture } from "./page/furniture.ts";
import { withoutLineNumbers } from "./page/line-numbers.ts";
import { type Line, linesOf, type Word } from "./page/lines.ts";
import { splitNotes, usualSize } from "./page/page-notes.ts";
import { isInside, type PagePrint } from "./page/page-print.ts";
import { readPdf } from "./page/read-pdf.ts";
import { readStamp } from "./stamp.ts";
import { gridsOf, joinPieces } from "./table/grid.ts";
import { areRuled, guttersOfLast } from "./table/grid-gutters.ts";
import { isHeadAlone, pieceOfGrid } from "./table/grid-piece.ts";
import type { Gutter } from "./table/open-cells.ts";
import { openTableOf } from "./table/open-columns.ts";
import { setLines, type TablePiece } from "./table/table-piece.ts";
import { isOfList, textOfPieces } from "./table/table-rows.ts";
import { bodyColumns } from "./text/body-columns.ts";
import { createHyphenation, type Hyphenation } from "./text/hyphenation.ts";
import { paragraphsOf } from "./text/paragraphs.ts";
import type { SetLine } from "./text/wrapping.ts";

/** An item of a page, from the top: a line, or a part of a table. */
type PageItem =
  | { readonly kind: "line"; readonly line: SetLine }
  | { readonly kind: "table"; readonly piece: TablePiece };

/**
 * Reads a PDF by its geometry: lines, paragraphs, headings, and tables with or without ruling lines.
 *
 * Throws `parse/pdf-damaged`, `parse/pdf-encrypted`, `parse/pdf-no-text` or `parse/pdf-too-large`. The caller limits time
 * and memory, and checks the document number.
 */
export async function openPdfDocument(bytes: Uint8Array): Promise<PrintedDocument> {
  const pages = withoutLineNumbers(await readPdf(bytes));
  const printed = outlineDocument("pdf", blocksOf(pages));
  return { ...printed, stampedNumber: readStamp(pages) };
}

/** Headings, paragraphs and tables of all pages, in printed order; footnotes come last. */
export function blocksOf(pages: readonly PagePrint[]): TextBlock[] {
  const items = pageItems(pages);
  const hyphenation = hyphenationOf(items);
  const blocks: TextBlock[] = [];
  let lines: SetLine[] = [];
  let pieces: TablePiece[] = [];
  const closeTable = () => {
    if (pieces.length > 0) {
      const { rows, doubts } = textOfPieces(pieces, hyphenation);
      blocks.push({ kind: "table", rows, loose: doubts });
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
    const continues = pieces[0]?.columns === item.piece.columns && lines.length === 0;
    if (!continues) closeTable();
    if (!continues && !isOfList(item.piece)) {
      // A box, or a table of another kind: its cells become paragraphs.
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
  /** The lines outside the tables. */
  readonly lines: readonly Line[];
  readonly tables: readonly { readonly top: number; readonly piece: TablePiece }[];
}

function pageItems(pages: readonly PagePrint[]): PageItem[] {
  const laid = layOut(pages);
  const columnOf = bodyColumns(laid);
  const size = usualSize(laid.flatMap(({ lines }) => lines)) ?? 0;
  const notes: PageItem[] = [];
  const text = laid.flatMap((page) => {
    const { text: lines, notes: own } = splitNotes(page.lines, size);
    const set = setLines(lines, (line) => columnOf(page, line));
    const ownSet = setLines(own, (line) => columnOf(page, line));
    notes.push(...ownSet.map((line) => ({ kind: "line", line }) as const));
    const items = [
      ...set.map((line, at) => ({
        top: line.baseline,
        item: { kind: "line", line: { ...line, startsPage: at === 0 } } as const,
      })),
      ...page.tables.map(({ top, piece }) => ({ top, item: { kind: "table", piece } as const })),
    ];
    return items.toSorted((one, other) => one.top - other.top).map(({ item }) => item);
  });
  return [...text, ...notes];
}

/** Separates the tables of each page from the other lines. */
function layOut(pages: readonly PagePrint[]): LaidPage[] {
  const ruled = withoutFurniture(
    pages.map((page) => {
      const { glyphs } = page;
      const grids = gridsOf(page).filter((grid, _, all) => !isHeadAlone(grid, all, glyphs));
      const beside = glyphs.filter((glyph) => !grids.some((grid) => isInside(glyph, grid)));
      return { ...page, glyphs, grids, lines: linesOf(beside) };
    }),
  );
  let gutters: readonly Gutter[] | null = null;
  let ruledGutters: readonly Gutter[] = [];
  return ruled.map(({ width, glyphs, grids, lines, horizontal, vertical }) => {
    const rules = joinPieces(horizontal);
    const tables = grids.map((grid) => ({
      top: grid.top,
      piece: pieceOfGrid(grid, glyphs, rules),
    }));
    const continues = grids.length === 0 && areRuled(ruledGutters, vertical);
    const open = openTableOf(lines, rules, continues ? ruledGutters : gutters);
    gutters = open !== null && open.end === lines.length ? open.gutters : null;
    if (grids.length > 0) ruledGutters = guttersOfLast(grids, tables, lines);
    else if (!continues) ruledGutters = [];
    if (open === null) return { width, lines, tables };
    const { start, end, piece } = open;
    return {
      width,
      lines: [...lines.slice(0, start), ...lines.slice(end)],
      tables: [...tables, { top: lines[start]?.baseline ?? 0, piece }],
    };
  });
}

/** Known words exclude the parts of words that line ends may divide. */
function hyphenationOf(items: readonly PageItem[]): Hyphenation {
  const regions = items.flatMap((item) => (item.kind === "line" ? [] : item.piece.rows.flat()));
  regions.push(items.flatMap((item) => (item.kind === "line" ? [item.line] : [])));
  const words = regions.flatMap((lines) =>
    lines.flatMap((line, at) => wholeWords(line, lines[at - 1]).map(({ text }) => text)),
  );
  const divisions = regions.flatMap((lines) =>
    lines.flatMap(({ words: own }, at) => {
      const end = own.at(-1)?.text ?? "";
      const start = lines[at + 1]?.words[0]?.text;
      return start !== undefined && /[-\u2010]$/.test(end) ? [{ end, start }] : [];
    }),
  );
  return createHyphenation(words, divisions);
}

/** The words of a line except those that the ends of this line and of the line above may divide. */
function wholeWords({ words }: SetLine, above: SetLine | undefined): readonly Word[] {
  const isFirstWhole = above === undefined || !mayDivide(above.words);
  return words.slice(isFirstWhole ? 0 : 1, mayDivide(words) ? -1 : undefined);
}

/** Without a hyphen, only a word alone on its line may be divided. */
function mayDivide(words: readonly Word[]): boolean {
  return words.length === 1 || /[-\u2010\u00ad]$/.test(words.at(-1)?.text ?? "");
}
