/** ETags of answers that depend on the event log alone: they change only when the log grows. */

import { eventAt } from "../db/log/log.ts";
import type { Database } from "../db/store/open-store.ts";

/**
 * The tag of what the log says up to the sequence. It names the event: a store restored from a backup has other events at
 * the same sequences. Weak, because a newer release may format the same content differently.
 */
export function sequenceTag(db: Database, sequence: number): string {
  return `W/"${[sequence, ...stampOf(db, sequence)].join("-")}"`;
}

function stampOf(db: Database, sequence: number): string[] {
  const found = eventAt(db, sequence);
  // The same change, emitted again after a restore, has the same id at another time.
  return found === null ? [] : [found.id, String(Date.parse(found.time))];
}

/** The answer may change with the next event, so caches must revalidate it each time. */
export const ASK_EACH_TIME = "private, no-cache";
