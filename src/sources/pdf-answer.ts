/** Whether a body is a whole PDF, by its first and last bytes (ISO 32000-1, 7.5.2 and 7.5.5). What it prints, only its reader can say. */

import { untrusted } from "./http-errors.ts";

/**
 * The largest PDF that is read. Of a hundred real documents on display the largest, of 1,353 pages, is 3.3 MB; a manuscript of
 * 33 pages is well under 1 MB, and a scan of it some 10 MB. Its bytes are kept for good, so that more is refused.
 */
export const MAX_PDF_BYTES = 32_000_000;

/** Readers accept a header that stands within this. */
const HEAD_BYTES = 1_024;
/** A server or a proxy may append a line or a comment behind the end. */
const TAIL_BYTES = 4_096;
/** A linearized PDF states its own length at its head (ISO 32000-1, F.2). */
const LINEARIZED = /\/Linearized\b[^>]*?\/L\s+(\d+)/;

export function startsAsPdf(body: Uint8Array): boolean {
  return latin1(body.subarray(0, 8)).startsWith("%PDF-");
}

/** @throws PipelineError fetch/untrusted where it is no PDF, or is cut off */
export function refuseOtherThanPdf(url: string, body: Uint8Array): void {
  const head = latin1(body.subarray(0, HEAD_BYTES));
  if (!head.includes("%PDF-")) {
    throw untrusted(url, "it answered with something that is no PDF", body);
  }
  if (!latin1(body.subarray(-TAIL_BYTES)).includes("%%EOF")) {
    throw untrusted(url, "its body is cut off: no %%EOF is at its end", body);
  }
  const length = Number(LINEARIZED.exec(head)?.[1] ?? 0);
  if (body.length < length) {
    const why = `its body is cut off: it says that it has ${length} bytes, and has ${body.length}`;
    throw untrusted(url, why, body);
  }
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("latin1");
}
