/**
 * Limits for one document in the list thread. The largest snapshot is read in about two seconds and compared in about
 * three; a PDF within it has a limit of its own of one minute.
 */

import type { ThreadLimits } from "../threads/ask-worker.ts";

export const LIST_LIMITS: ThreadLimits = { timeoutMs: 2 * 60_000, maxMemoryMb: 2048 };
