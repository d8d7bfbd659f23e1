/** Typesets a manuscript as a PDF. */

import PDFDocument from "pdfkit";
import { drawSheet } from "./draw.ts";
import { openFonts } from "./fonts.ts";
import { furnish } from "./furniture.ts";
import type { Look } from "./look.ts";
import type { Manuscript, Table } from "./manuscript.ts";
import { openPaper, type Paper } from "./paper.ts";
import { type Prose, typeProse } from "./prose.ts";
import { typeTable } from "./table.ts";
import type { Wrapping } from "./wrap.ts";

/** A fixed creation date, so that one manuscript always gives the same PDF. */
const CREATED_AT = new Date(0);

/** Returns the PDF bytes, the same at each call. @throws RangeError where the look has no font for a letter, or a row fits on no page */
export async function typeset(manuscript: Manuscript, look: Look): Promise<Uint8Array> {
  const doc = new PDFDocument({
    autoFirstPage: false,
    compress: look.drawing.isCompressed,
    info: { CreationDate: CREATED_AT },
  });
  const fonts = openFonts(doc, look);
  const paper = openPaper(look);
  const wrapping: Wrapping = { fonts, whole: new Set(), hyphen: look.paragraphs.hyphen };
  let prose: Prose[] = [];
  for (const block of manuscript.blocks) {
    if (block.kind !== "table") {
      prose.push(block);
      continue;
    }
    typeProse(prose, look, paper, wrapping);
    prose = [];
    typeTableOnItsPages(block, look, paper, wrapping);
  }
  typeProse(prose, look, paper, wrapping);
  furnish(paper.sheets, manuscript.stamp, look, fonts);
  const bytes = collect(doc);
  for (const sheet of paper.sheets) drawSheet(doc, sheet, look.drawing);
  doc.end();
  return bytes;
}

function typeTableOnItsPages(table: Table, look: Look, paper: Paper, wrapping: Wrapping): void {
  const { page } = look;
  if (!look.table.isLandscape || page.width > page.height) {
    typeTable(table, look, paper, wrapping);
    return;
  }
  const wide = { ...page, width: page.height, height: page.width };
  paper.turn(wide);
  typeTable(table, { ...look, page: wide }, paper, wrapping);
  paper.turn(page);
}

async function collect(doc: PDFKit.PDFDocument): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of doc) chunks.push(chunk as Uint8Array);
  return new Uint8Array(Buffer.concat(chunks));
}
