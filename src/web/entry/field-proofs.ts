/** The version that set each field's current value. */

import type { Entry } from "../../model/entry.ts";
import type { HistoryVersion } from "../../model/events/event.ts";
import { FIELDS } from "../field-text.ts";

/** `versions` are ordered by valid time. Empty without versions. */
export function fieldProofs(
  versions: readonly HistoryVersion[],
): ReadonlyMap<keyof Entry, HistoryVersion> {
  const proofs = new Map<keyof Entry, HistoryVersion>();
  for (const { key, text } of FIELDS) {
    let previous: string | null = null;
    for (const version of versions) {
      const current = text(version.entry);
      if (current !== previous) proofs.set(key, version);
      previous = current;
    }
  }
  return proofs;
}
