/** From which version each field says what it says: the last run of versions with one text of it. */

import type { Entry } from "../../model/entry.ts";
import type { HistoryVersion } from "../../model/events/event.ts";
import { FIELDS } from "../field-text.ts";

/** `versions` in the order of law. Empty where there are none. */
export function fieldProofs(
  versions: readonly HistoryVersion[],
): ReadonlyMap<keyof Entry, HistoryVersion> {
  const proofs = new Map<keyof Entry, HistoryVersion>();
  for (const { key, text } of FIELDS) {
    let said: string | null = null;
    for (const version of versions) {
      const says = text(version.entry);
      if (says !== said) proofs.set(key, version);
      said = says;
    }
  }
  return proofs;
}
