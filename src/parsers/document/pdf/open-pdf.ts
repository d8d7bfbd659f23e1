/** How the rest of the program asks for the print of a PDF: it does not know in which thread the PDF is read. */

import type { PrintedDocument } from "../printed-document.ts";

/**
 * Rejects with a PipelineError `parse/pdf-*` where the PDF cannot be read, and with the signal's reason where it is
 * aborted.
 */
export type OpenPdf = (bytes: Uint8Array, signal?: AbortSignal) => Promise<PrintedDocument>;
