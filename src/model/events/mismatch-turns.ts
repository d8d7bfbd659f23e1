/** When the sources began to disagree about something, and when they agreed again. */

import type { EventDraft, MismatchEventData, Provenance } from "./event.ts";
import type { Mismatch } from "./mismatch.ts";

/** A snapshot that begins to disagree with the rules, or agrees again. */
export interface Turn {
  /** The snapshot's date. */
  readonly asOf: string;
  readonly isOpen: boolean;
  readonly mismatch: Mismatch;
  /** Number of events emitted for this mismatch and date; the last one counts. */
  readonly emitted: number;
  readonly provenance: Provenance;
  /** The disagreement predates the first check. */
  readonly historical: boolean;
}

/** The turns of each mismatch id, in date order. `events`: in log order. */
export function turnsOf(events: readonly EventDraft[]): Map<string, Turn[]> {
  const turns = new Map<string, Turn[]>();
  for (const { type, data } of events) {
    const { asOf, mismatch, provenance, historical } = data as MismatchEventData;
    const known = turns.get(mismatch.id) ?? [];
    const emitted = (known.find((turn) => turn.asOf === asOf)?.emitted ?? 0) + 1;
    const isOpen = type === "reconciliation.mismatch";
    const others = known.filter((turn) => turn.asOf !== asOf);
    const next = [...others, { asOf, isOpen, mismatch, emitted, provenance, historical }];
    turns.set(
      mismatch.id,
      next.sort((a, b) => (a.asOf < b.asOf ? -1 : 1)),
    );
  }
  return turns;
}

/** The turn that left the mismatch open, if any. `before`: consider only snapshots before this day. */
export function openTurn(turns: readonly Turn[], before?: string): Turn | null {
  const last = turns.findLast(({ asOf }) => before === undefined || asOf < before);
  return last?.isOpen ? last : null;
}

/**
 * The turns to emit so that the stored turns match the replayed ones, both of one mismatch; replayed turns begin with `day`.
 * A turn that does not change the current state is historical.
 */
export function alignTurns(
  stored: readonly Turn[],
  replayed: readonly Turn[],
  day: string,
): Turn[] {
  const isSince = ({ asOf }: Turn) => asOf >= day;
  const dates = [...stored, ...replayed].filter(isSince).map(({ asOf }) => asOf);
  const before = openTurn(stored, day) !== null;
  let [held, said] = [before, before];
  const missing: Turn[] = [];
  for (const asOf of [...new Set(dates)].sort()) {
    const isOfDate = (turn: Turn) => turn.asOf === asOf;
    const [was, is] = [stored.find(isOfDate), replayed.find(isOfDate)];
    held = was?.isOpen ?? held;
    said = is?.isOpen ?? said;
    const known = is ?? was;
    if (held === said || known === undefined) continue;
    const historical = is?.historical ?? false;
    missing.push({ ...known, isOpen: said, emitted: was?.emitted ?? 0, historical });
    held = said;
  }
  const isChanged = (openTurn(stored) !== null) !== said;
  return missing.map((turn, at) => ({
    ...turn,
    historical: turn.historical || !isChanged || at < missing.length - 1,
  }));
}
