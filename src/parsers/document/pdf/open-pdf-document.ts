/** Opens a PDF of a manuscript on display as a PrintedDocument. */

import { PipelineError } from "../../../model/errors.ts";
import type { PrintedDocument } from "../printed-document.ts";

/**
 * Reads the print of a PDF: lines, paragraphs, headings, labels and tables, by their geometry.
 *
 * Throws `parse/pdf-damaged`, `parse/pdf-encrypted`, `parse/pdf-no-text` or `parse/pdf-too-large`, and `parse/wrong-kind`
 * where the print is no Federal Register document. The caller bounds its time and memory.
 */
export async function openPdfDocument(bytes: Uint8Array): Promise<PrintedDocument> {
  throw new PipelineError("parse/pdf-damaged", `the PDF of ${bytes.length} bytes is not read yet`);
}
