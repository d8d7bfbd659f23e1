/** What a snapshot says beside its entries: notes, and where it and the rules disagree. */

import { mintChangeId } from "../identity.ts";
import type { ListNote } from "../reading/list-note.ts";
import type { ListReading } from "../reading/reading.ts";
import type { DocumentContext } from "./draft-events.ts";
import { idOf } from "./draft-events.ts";
import type { EventDraft } from "./event.ts";
import type { Turn } from "./mismatch-turns.ts";

/** Null where the notes are those told last. */
export function draftNoted(
  { list, notes }: ListReading,
  told: readonly ListNote[],
  asOf: string,
  from: DocumentContext,
): EventDraft | null {
  const without = (these: readonly ListNote[], those: readonly ListNote[]) =>
    these.map(({ text }) => text).filter((text) => !those.some((note) => note.text === text));
  const [added, removed] = [without(notes, told), without(told, notes)];
  if (added.length === 0 && removed.length === 0) return null;
  const data = {
    changeId: mintChangeId(`snapshot@${asOf}`, list, "noted"),
    ...{ historical: from.historical, list, asOf, notes, added, removed },
    knownFrom: from.knownFrom,
    provenance: { ...from.provenance, row: null },
  };
  return { id: idOf("list.noted", data), type: "list.noted", subject: list, data };
}

/** `told`: how often it was told for this date already. Documents that come late may turn it more than once. */
export function draftTurn(
  { asOf, isOpen, mismatch, told }: Pick<Turn, "asOf" | "isOpen" | "mismatch" | "told">,
  from: DocumentContext,
): EventDraft {
  const type = isOpen ? "reconciliation.mismatch" : "reconciliation.resolved";
  const data = {
    // Witnesses may come to disagree anew about the same.
    changeId: mintChangeId(
      `snapshot@${asOf}`,
      mismatch.id,
      told === 0 ? type : `${type} ${told + 1}`,
    ),
    ...{ historical: from.historical, list: mismatch.list, asOf, mismatch },
    knownFrom: from.knownFrom,
    provenance: { ...from.provenance, row: null },
  };
  return { id: idOf(type, data), type, subject: mismatch.id, data };
}
