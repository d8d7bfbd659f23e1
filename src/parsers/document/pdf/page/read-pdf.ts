/** Reads the pages of a PDF with pdfjs: https://mozilla.github.io/pdf.js/ */

import { getDocument, type PDFDocumentProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import { PipelineError } from "../../../../model/errors.ts";
import type { PagePrint } from "./page-print.ts";
import { readPage } from "./read-page.ts";

/** The longest BIS rule would fill some 600 manuscript pages. */
const MOST_PAGES = 1500;
/** Fewer glyphs are only a stamp: the pages are scans. */
const FEWEST_GLYPHS = 200;

/** The pages as printed. Throws `parse/pdf-damaged`, `parse/pdf-encrypted`, `parse/pdf-no-text` or `parse/pdf-too-large`. */
export async function readPdf(bytes: Uint8Array): Promise<PagePrint[]> {
  const task = getDocument({
    // A copy: pdfjs transfers the bytes and rejects a Buffer.
    data: new Uint8Array(bytes),
    // pdfjs must not run, fetch or draw any part of the document.
    useSystemFonts: false,
    disableFontFace: true,
    enableXfa: false,
    useWasm: false,
    useWorkerFetch: false,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    // Do not set `maxImageSize`: at a larger image pdfjs silently drops the rest of the page.
    // Stop at errors: half a page that looks whole would silently lose entries.
    stopAtErrors: true,
    verbosity: 0,
  });
  try {
    return await readPages(await task.promise);
  } catch (cause) {
    throw asPipelineError(cause);
  } finally {
    await task.destroy();
  }
}

async function readPages(document: PDFDocumentProxy): Promise<PagePrint[]> {
  if (document.numPages > MOST_PAGES) {
    throw new PipelineError(
      "parse/pdf-too-large",
      `the PDF has ${document.numPages} pages; at most ${MOST_PAGES} are read`,
      {
        hint: "check that this is a rule; otherwise the published text will be read when it appears",
      },
    );
  }
  const layers = await document.getOptionalContentConfig();
  const pages: PagePrint[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    pages.push(await readPage(page, (layer) => layers.isVisible(layer as never)));
    page.cleanup();
  }
  const printed = pages.reduce((sum, { glyphs }) => sum + glyphs.length, 0);
  if (printed < FEWEST_GLYPHS) {
    throw new PipelineError(
      "parse/pdf-no-text",
      `the PDF prints ${printed} characters on ${pages.length} pages: it may be a scan`,
      { hint: "read the document yourself; the published text will be read when it appears" },
    );
  }
  return pages;
}

function asPipelineError(cause: unknown): PipelineError {
  if (cause instanceof PipelineError) return cause;
  const { name, message } = cause instanceof Error ? cause : new Error(String(cause));
  if (name === "PasswordException") {
    return new PipelineError("parse/pdf-encrypted", "the PDF is encrypted and needs a password", {
      cause,
      hint: "the published text will be read when it appears",
    });
  }
  return new PipelineError(
    "parse/pdf-damaged",
    `the PDF cannot be read: ${message.replace(/\.$/, "")}`,
    {
      cause,
      hint: "fetch it again; otherwise the published text will be read when it appears",
    },
  );
}
