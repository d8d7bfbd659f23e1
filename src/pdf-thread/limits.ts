/** What one PDF may cost. A rule of 33 pages is some 100 kB, and is read in about a second with 100 MB. */

export interface PdfLimits {
  readonly maxBytes: number;
  /** Of the thread's heap and its buffers together. */
  readonly maxMemoryMb: number;
  /** Wall time of one PDF. */
  readonly timeoutMs: number;
  /** Of the print as JSON: the main thread parses it. */
  readonly maxPrintCharacters: number;
  /** A thread that nobody has asked for so long ends. */
  readonly idleMs: number;
}

export const PDF_LIMITS: PdfLimits = {
  maxBytes: 32 * 1024 ** 2,
  maxMemoryMb: 768,
  timeoutMs: 60_000,
  maxPrintCharacters: 8_000_000,
  idleMs: 5 * 60_000,
};
