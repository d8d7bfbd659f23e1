/** Compares a snapshot with the known list: confirms changes by rules, and finds changes that no rule explains. */

import type { Entry } from "../entry.ts";
import type { ListReading } from "../reading/reading.ts";
import { standsAgainst } from "./codification.ts";
import { firstCitation } from "./likeness.ts";
import { addEntry, type ListChange, modifyEntry, removeEntry } from "./list-change.ts";
import {
  type KnownEntry,
  type ListIndex,
  type PendingChange,
  placeKey,
  textKey,
} from "./list-index.ts";
import type { Doubt } from "./match.ts";
import { matchEntries } from "./match-entries.ts";
import { nameAsQuoted } from "./name-as-quoted.ts";
import { keepReading } from "./same-letters.ts";

/** A rule's change that the snapshot now shows; `change` is the difference of the codified text, if there is one. */
export interface Codified {
  readonly pending: PendingChange;
  readonly known: KnownEntry;
  readonly change: ListChange | null;
}

export interface ComparedSnapshot {
  /** Changes that no known rule explains. */
  readonly changes: readonly ListChange[];
  readonly codified: readonly Codified[];
  /** Listed entries that the snapshot lacks without a rule to explain it ("A shrunken list is a fault first"). */
  readonly missing: readonly KnownEntry[];
  /** Rule changes that the snapshot does not show yet. The entry stays as the rule left it, because the rule is the law. */
  readonly waiting: readonly Waiting[];
  /** Rule changes so old that the snapshot is the better source; they are no longer awaited. */
  readonly lapsed: readonly Waiting[];
  /** Entries that may be one; they stay separate until a person decides. */
  readonly doubts: readonly Doubt[];
}

export interface Waiting {
  readonly pending: PendingChange;
  readonly known: KnownEntry;
}

/** A list that loses more entries than this without a rule is treated as faulty ("A shrunken list is a fault first"). */
export function lossLimit(listed: number): number {
  return Math.max(Math.floor(listed / 100), 5);
}

/** `asOf`: the snapshot's date. `index` is updated to the snapshot. */
export function compareSnapshot(
  reading: ListReading,
  asOf: string,
  index: ListIndex,
): ComparedSnapshot {
  const origin = `snapshot@${asOf}`;
  const changes: ListChange[] = [];
  const codified: Codified[] = [];
  const waiting: Waiting[] = [];
  const lapsed: Waiting[] = [];
  /** Whether the rule's change, and the entry with it, still holds. */
  const awaits = (known: KnownEntry, pending: PendingChange) => {
    const isAwaited = standsAgainst(pending, asOf, index.asOf);
    (isAwaited ? waiting : lapsed).push({ pending, known });
    return isAwaited;
  };
  const rowOf = (at: number) => reading.rows[at]?.[0] ?? 0;
  const { pairs, unknown, missing, doubts } = matchEntries(
    nameAsQuoted(reading.entries, index),
    index,
    reading.terms,
  );

  for (const { known, entry: shownAs, at, match } of pairs) {
    const entry = keepReading(known.entry, shownAs, reading.terms?.[at] ?? null);
    const unshown = known.pending.filter((pending) => !shows(entry, pending));
    const awaited = unshown.filter((pending) => awaits(known, pending));
    // A snapshot that lags behind the rule does not contradict it, unless the entry cites a later rule.
    if (!awaited.every((pending) => isPast(entry, pending))) continue;
    const shown = known.pending.filter((pending) => shows(entry, pending));
    const change = modifyEntry(index, origin, known, entry, rowOf(at), match);
    if (shown.length === 0 && change !== null) changes.push(change);
    shown.forEach((pending, nth) => {
      codified.push({ pending, known, change: nth === 0 ? change : null });
    });
  }

  // An unreadable row may be any entry, so nothing follows from a missing one.
  const isWhole = reading.tally.quarantined === 0;
  const printed = keysOf(unknown.map(({ entry }) => entry));
  const going = index.removed().filter((known) => {
    const pending = known.pending.find(({ op }) => op === "removed");
    if (pending === undefined) return false;
    const isGone = isWhole && !isAmong(printed, known.entry);
    if (isGone) codified.push({ pending, known, change: null });
    return isGone || awaits(known, pending);
  });
  const goes = keysOf(going.map(({ entry }) => entry));
  for (const { entry, at } of unknown) {
    if (!isAmong(goes, entry)) changes.push(addEntry(index, origin, entry, rowOf(at)));
  }
  const unexplained = missing.filter(
    (known) => known.pending.filter((pending) => awaits(known, pending)).length === 0,
  );
  if (isWhole) changes.push(...unexplained.map((known) => removeEntry(index, origin, known)));
  return { changes, codified, missing: unexplained, waiting, lapsed, doubts };
}

function shows(entry: Entry, { publicationDate }: PendingChange): boolean {
  return publicationDate !== null && entry.citations.some(({ date }) => date === publicationDate);
}

/** Whether the entry cites a later rule than the pending one. */
function isPast(entry: Entry, { publicationDate }: PendingChange): boolean {
  const isLater = (date: string | null) =>
    date !== null && publicationDate !== null && date > publicationDate;
  return entry.citations.some(({ date }) => isLater(date));
}

/** Keys of one listing, whatever revision or reading: a revision appends its citation, so the first stays. */
function listingKeys(entry: Entry): string[] {
  return [placeKey(entry), textKey(entry)].map((key) => `${key}|${firstCitation(entry)}`);
}

function keysOf(entries: readonly Entry[]): ReadonlySet<string> {
  return new Set(entries.flatMap(listingKeys));
}

function isAmong(keys: ReadonlySet<string>, entry: Entry): boolean {
  return listingKeys(entry).some((key) => keys.has(key));
}
