/** Since when witnesses disagree about something, and when they no longer did. */

import type { EventDraft, MismatchEventData, Provenance } from "./event.ts";
import type { Mismatch } from "./mismatch.ts";

/** A snapshot that came to disagree with the rules, or no longer does. */
export interface Turn {
  /** Its date. */
  readonly asOf: string;
  readonly isOpen: boolean;
  readonly mismatch: Mismatch;
  /** How often a turn of this mismatch was told for this date: of several the last one holds. */
  readonly told: number;
  readonly provenance: Provenance;
  /** It stood before anybody looked. */
  readonly historical: boolean;
}

/** Of each mismatch by its id, in the order of dates. `events`: as told. */
export function turnsOf(events: readonly EventDraft[]): Map<string, Turn[]> {
  const turns = new Map<string, Turn[]>();
  for (const { type, data } of events) {
    const { asOf, mismatch, provenance, historical } = data as MismatchEventData;
    const known = turns.get(mismatch.id) ?? [];
    const told = (known.find((turn) => turn.asOf === asOf)?.told ?? 0) + 1;
    const isOpen = type === "reconciliation.mismatch";
    const others = known.filter((turn) => turn.asOf !== asOf);
    const next = [...others, { asOf, isOpen, mismatch, told, provenance, historical }];
    turns.set(
      mismatch.id,
      next.sort((a, b) => (a.asOf < b.asOf ? -1 : 1)),
    );
  }
  return turns;
}

/** The turn that left it open, if one did. `before`: only what snapshots of earlier days say. */
export function openTurn(turns: readonly Turn[], before?: string): Turn | null {
  const last = turns.findLast(({ asOf }) => before === undefined || asOf < before);
  return last?.isOpen ? last : null;
}

/**
 * What is to be told for those stored to come to what those replayed say, both of one mismatch; the latter begin with `day`.
 * What leaves today as it was is history.
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
    missing.push({ ...known, isOpen: said, told: was?.told ?? 0, historical });
    held = said;
  }
  const isChanged = (openTurn(stored) !== null) !== said;
  return missing.map((turn, at) => ({
    ...turn,
    historical: turn.historical || !isChanged || at < missing.length - 1,
  }));
}
