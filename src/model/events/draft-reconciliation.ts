/** Drafts events for a snapshot's notes and for disagreements between snapshots and rules. */

import { mintChangeId } from "../identity.ts";
import type { ListNote } from "../reading/list-note.ts";
import type { ListReading } from "../reading/reading.ts";
import type { DocumentContext } from "./draft-events.ts";
import { idOf } from "./draft-events.ts";
import type { EventDraft } from "./event.ts";
import type { Turn } from "./mismatch-turns.ts";

/** Null where the notes equal those emitted last. */
export function draftNoted(
  { list, notes }: ListReading,
  emitted: readonly ListNote[],
  asOf: string,
  from: DocumentContext,
): EventDraft | null {
  const without = (these: readonly ListNote[], those: readonly ListNote[]) =>
    these.map(({ text }) => text).filter((text) => !those.some((note) => note.text === text));
  const [added, removed] = [without(notes, emitted), without(emitted, notes)];
  if (added.length === 0 && removed.length === 0) return null;
  const data = {
    changeId: mintChangeId(`snapshot@${asOf}`, list, "noted"),
    ...{ historical: from.historical, list, asOf, notes, added, removed },
    knownFrom: from.knownFrom,
    provenance: { ...from.provenance, row: null },
  };
  return { id: idOf("list.noted", data), type: "list.noted", subject: list, data };
}

/** `emitted`: number of events emitted for this date so far. Late documents may open and close a mismatch several times. */
export function draftTurn(
  { asOf, isOpen, mismatch, emitted }: Pick<Turn, "asOf" | "isOpen" | "mismatch" | "emitted">,
  from: DocumentContext,
): EventDraft {
  const type = isOpen ? "reconciliation.mismatch" : "reconciliation.resolved";
  const data = {
    // The same sources may disagree about the same thing again.
    changeId: mintChangeId(
      `snapshot@${asOf}`,
      mismatch.id,
      emitted === 0 ? type : `${type} ${emitted + 1}`,
    ),
    ...{ historical: from.historical, list: mismatch.list, asOf, mismatch },
    knownFrom: from.knownFrom,
    provenance: { ...from.provenance, row: null },
  };
  return { id: idOf(type, data), type, subject: mismatch.id, data };
}
