/** Checks that a body is a complete PDF by its first and last bytes (ISO 32000-1, 7.5.2 and 7.5.5). Its content is checked by the parser. */

import { untrusted } from "./http-errors.ts";

/**
 * The largest PDF that is accepted. Among a hundred displayed documents the largest has 1,353 pages and 3.3 MB. A manuscript of
 * 33 pages has well under 1 MB, a scan of it about 10 MB. The limit exists because the bytes are kept forever.
 */
export const MAX_PDF_BYTES = 32_000_000;

/** Readers accept a header within the first bytes. */
const HEAD_BYTES = 1_024;
/** A server or proxy may append a line or comment after the end. */
const TAIL_BYTES = 4_096;
/** A linearized PDF states its length at the start (ISO 32000-1, F.2). */
const LINEARIZED = /\/Linearized\b(?:(?!\/Linearized\b)[^>])*?\/L\s+(\d+)/;

export function startsAsPdf(body: Uint8Array): boolean {
  return latin1(body.subarray(0, 8)).startsWith("%PDF-");
}

/** @throws PipelineError fetch/untrusted where the body is not a PDF or is truncated */
export function refuseOtherThanPdf(url: string, body: Uint8Array): void {
  const head = latin1(body.subarray(0, HEAD_BYTES));
  if (!head.includes("%PDF-")) {
    throw untrusted(url, "it answered with something that is not a PDF", body);
  }
  if (!latin1(body.subarray(-TAIL_BYTES)).includes("%%EOF")) {
    throw untrusted(url, "its body is truncated: it does not end with %%EOF", body);
  }
  const length = Number(LINEARIZED.exec(head)?.[1] ?? 0);
  if (body.length < length) {
    const why = `its body is truncated: it has ${body.length} of ${length} bytes`;
    throw untrusted(url, why, body);
  }
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("latin1");
}
