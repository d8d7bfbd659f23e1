/** Reads the content of a page and verifies that it was read to the end. */

import type { PDFPageProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import { PipelineError } from "../../../../model/errors.ts";
import { toMatrix } from "./matrix.ts";
import type { DrawnGlyph, PagePrint } from "./page-print.ts";
import { type Font, lettersOf, PageWalk } from "./page-walk.ts";
import { upright } from "./upright.ts";

const NO_BREAK = "\u00a0";
/** Share of the letters that must be drawn: the two counts treat ligatures differently. */
const DRAWN_SHARE = 0.95;

/** `isVisible`: whether a layer is shown. Throws `parse/pdf-damaged` if the page breaks off. */
export async function readPage(
  page: PDFPageProxy,
  isVisible: (layer: unknown) => boolean,
): Promise<PagePrint> {
  const operators = await page.getOperatorList();
  const { transform, width, height } = page.getViewport({ scale: 1 });
  const walk = new PageWalk(toMatrix(transform), isVisible, (name) => fontOf(page, name));
  for (const [at, operator] of operators.fnArray.entries()) {
    walk.take(operator, operators.argsArray[at] as readonly unknown[] | null);
  }
  await refuseCutOff(page, walk.letters);
  const { glyphs, horizontal, vertical } = walk;
  return upright({ width, height, glyphs: withSpaces(glyphs), horizontal, vertical });
}

/** At an error pdfjs silently ends the operators of a page. Its text content then has more letters, or throws. */
async function refuseCutOff(page: PDFPageProxy, drawn: number): Promise<void> {
  const { items } = await page.getTextContent({ disableNormalization: true });
  const text = items.map((item) => ("str" in item ? item.str : "")).join("");
  if (drawn >= DRAWN_SHARE * lettersOf(text)) return;
  throw new PipelineError(
    "parse/pdf-damaged",
    `page ${page.pageNumber} of the PDF breaks off after ${drawn} of ${lettersOf(text)} letters`,
    { hint: "fetch it again; otherwise the published text will be read when it appears" },
  );
}

/** Some fonts have only the no-break space. */
function withSpaces(glyphs: readonly DrawnGlyph[]): readonly DrawnGlyph[] {
  if (glyphs.some(({ text }) => text === " ")) return glyphs;
  return glyphs.map((glyph) => (glyph.text === NO_BREAK ? { ...glyph, text: " " } : glyph));
}

function fontOf({ commonObjs }: PDFPageProxy, name: string): Font | null {
  return commonObjs.has(name) ? (commonObjs.get(name) as Font) : null;
}
