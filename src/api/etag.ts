/** The tag of what follows from the log alone: the same until the log goes on. */

/** Weak, because a newer program may write the same otherwise. */
export function sequenceTag(sequence: number): string {
  return `W/"${sequence}"`;
}

/** It may change with the next event: ask each time whether it did. */
export const ASK_EACH_TIME = "private, no-cache";
