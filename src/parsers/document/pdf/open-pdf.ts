/** The port through which the program reads a PDF. It hides the thread that does the work. */

import type { PrintedDocument } from "../printed-document.ts";

/**
 * Rejects with a PipelineError `parse/pdf-*` if the PDF cannot be read, and with the signal's reason if it is aborted.
 */
export type OpenPdf = (bytes: Uint8Array, signal?: AbortSignal) => Promise<PrintedDocument>;
