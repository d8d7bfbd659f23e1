/** Limits for one PDF. A rule of 33 pages has about 100 kB and takes about a second and 100 MB. */

import type { ThreadLimits } from "../threads/ask-worker.ts";

export interface PdfLimits extends ThreadLimits {
  readonly maxBytes: number;
  /** Length of the extracted text as JSON; the main thread parses it. */
  readonly maxPrintCharacters: number;
  /** A thread that is idle for this long ends. */
  readonly idleMs: number;
}

export const PDF_LIMITS: PdfLimits = {
  maxBytes: 32 * 1024 ** 2,
  maxMemoryMb: 768,
  timeoutMs: 60_000,
  maxPrintCharacters: 8_000_000,
  idleMs: 5 * 60_000,
};
