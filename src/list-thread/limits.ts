/**
 * Limits for one document in the list thread. The largest snapshot is read in about two seconds and compared in about
 * three; a PDF within it has a limit of its own of one minute.
 */

import type { ThreadLimits } from "../threads/ask-worker.ts";

export interface ListLimits extends ThreadLimits {
  /** A document that takes longer is marked, so that a process that ends meanwhile does not start with it again. */
  readonly slowAfterMs: number;
}

export const LIST_LIMITS: ListLimits = {
  timeoutMs: 2 * 60_000,
  maxMemoryMb: 2048,
  slowAfterMs: 10_000,
};
