/** Reads the pages of a PDF with pdfjs: https://mozilla.github.io/pdf.js/ */

import { getDocument, type PDFDocumentProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import { PipelineError } from "../../../../model/errors.ts";
import type { PagePrint } from "./page-print.ts";
import { readPage } from "./read-page.ts";

/** The longest rule that BIS has printed would fill some 600 pages of a manuscript. */
const MOST_PAGES = 1500;
/** Nothing but a stamp is no print of a rule. */
const FEWEST_GLYPHS = 200;

/** Throws `parse/pdf-damaged`, `parse/pdf-encrypted`, `parse/pdf-no-text` or `parse/pdf-too-large`. */
export async function readPdf(bytes: Uint8Array): Promise<PagePrint[]> {
  const task = getDocument({
    // A copy: pdfjs takes the bytes away, and takes no Buffer.
    data: new Uint8Array(bytes),
    // Nothing of the document runs, and nothing is fetched or drawn.
    useSystemFonts: false,
    disableFontFace: true,
    enableXfa: false,
    useWasm: false,
    useWorkerFetch: false,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    // Not `maxImageSize`: a picture above it is an error, with which pdfjs gives up the rest of its page in silence.
    // Half a page that reads like a whole one would lose entries in silence.
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
      { hint: "check that this is a rule; its published text is read when it comes" },
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
      { hint: "read the document by eye; its published text is read when it comes" },
    );
  }
  return pages;
}

function asPipelineError(cause: unknown): PipelineError {
  if (cause instanceof PipelineError) return cause;
  const { name, message } = cause instanceof Error ? cause : new Error(String(cause));
  if (name === "PasswordException") {
    return new PipelineError("parse/pdf-encrypted", "the PDF is encrypted and wants a password", {
      cause,
      hint: "its published text is read when it comes",
    });
  }
  return new PipelineError(
    "parse/pdf-damaged",
    `the PDF cannot be read: ${message.replace(/\.$/, "")}`,
    {
      cause,
      hint: "fetch it again; its published text is read when it comes",
    },
  );
}
