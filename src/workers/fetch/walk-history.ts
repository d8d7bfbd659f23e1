/** Walks the eCFR's history, oldest day first: fetches every day that is not stored. */

import { getDocument, holdsBytes, putDocument } from "../../db/documents/documents.ts";
import { heldTexts, putHistoryDay } from "../../db/documents/walked-days.ts";
import { PipelineError } from "../../model/errors.ts";
import type { Deps, Job } from "../step.ts";
import { askPatiently, type Patience } from "./ask-patiently.ts";

/** This many rejected days in a row are the source's fault, not the days'. */
const MAX_REFUSED_IN_A_ROW = 3;

export interface WalkedDay {
  readonly day: string;
  /** `refused`: the answer was rejected; the next walk asks again. */
  readonly outcome: "new" | "unchanged" | "refused";
  /** To be run before the next day is fetched. */
  readonly job: Job | null;
  /** Why it was refused; otherwise null. */
  readonly why: string | null;
}

/**
 * `days` ascend and may include stored ones. A day's text and its record are stored in one transaction, so a stopped walk
 * repeats at most one day.
 * @throws PipelineError if the eCFR cannot be reached or its answers are wrong
 */
export async function* walkHistory(
  deps: Deps,
  days: readonly string[],
  patience: Patience,
): AsyncGenerator<WalkedDay> {
  const held = new Map(heldTexts(deps.store.db));
  let refusedInARow = 0;
  for (const day of days) {
    if (held.has(day)) continue;
    const ask = (signal: AbortSignal) => deps.ecfr.part744(day, signal);
    try {
      const bytes = await askPatiently(deps, "ecfr", ask, patience);
      const before =
        [...held.keys(), ...days]
          .filter((one) => one < day)
          .sort()
          .at(-1) ?? "";
      const { documentId, outcome, job } = await keep(deps, day, bytes, held.get(before) ?? null);
      held.set(day, documentId);
      refusedInARow = 0;
      yield { day, outcome, job, why: null };
    } catch (error) {
      refusedInARow += 1;
      const isOfTheDay = error instanceof PipelineError && error.code === "fetch/untrusted";
      if (!isOfTheDay || refusedInARow === MAX_REFUSED_IN_A_ROW) throw error;
      yield { day, outcome: "refused", job: null, why: error.message };
    }
  }
}

/** `before` has the text of the previous day; null if that day is not stored, and then nothing can be called unchanged. */
async function keep(
  { store, now, onBoundary }: Deps,
  day: string,
  bytes: Uint8Array,
  before: string | null,
): Promise<Pick<WalkedDay, "outcome" | "job"> & { documentId: string }> {
  const kept = await store.write((tx) => {
    if (before !== null && holdsBytes(getDocument(tx, before), bytes)) {
      putHistoryDay(tx, day, before, now());
      return { documentId: before, outcome: "unchanged", job: null } as const;
    }
    const snapshot = { kind: "snapshot", bytes, source: "ecfr", url: null, asOf: day } as const;
    const { id, generation, isNew } = putDocument(tx, snapshot, now());
    putHistoryDay(tx, day, id, now());
    const job = { step: "parse", documentId: id, generation } as const;
    return { documentId: id, outcome: isNew ? "new" : "unchanged", job } as const;
  });
  onBoundary?.(`walked ${day}`);
  return kept;
}
