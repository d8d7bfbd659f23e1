/** ETags of answers that depend on the event log alone: they change only when the log grows. */

/** Weak, because a newer release may format the same content differently. */
export function sequenceTag(sequence: number): string {
  return `W/"${sequence}"`;
}

/** The answer may change with the next event, so caches must revalidate it each time. */
export const ASK_EACH_TIME = "private, no-cache";
