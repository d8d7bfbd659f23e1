/** Holds a snapshot against the list as known: confirms what rules did, finds what no rule explains. */

import type { Entry } from "./entry.ts";
import { destinationKey } from "./identity.ts";
import { addEntry, type ListChange, modifyEntry, removeEntry } from "./list-change.ts";
import type { KnownEntry, ListIndex, PendingChange } from "./list-index.ts";
import { nameKey } from "./name-key.ts";
import type { ListReading } from "./reading.ts";

/** A rule's change that the snapshot now shows; `change` holds what the codified text makes of the entry, if anything. */
export interface Codified {
  readonly pending: PendingChange;
  readonly known: KnownEntry;
  readonly change: ListChange | null;
}

export interface ComparedSnapshot {
  /** What no known rule explains. */
  readonly changes: readonly ListChange[];
  readonly codified: readonly Codified[];
}

/** A list that loses more than this with no rule to explain it is a fault first (law 7). */
export function lossLimit(listed: number): number {
  return Math.max(Math.floor(listed / 100), 5);
}

/** `index` is changed to what the snapshot shows. */
export function compareSnapshot(
  reading: ListReading,
  origin: string,
  index: ListIndex,
): ComparedSnapshot {
  const changes: ListChange[] = [];
  const codified: Codified[] = [];
  const rowOf = (at: number) => reading.rows[at]?.[0] ?? 0;
  const { pairs, unknown, missing } = pair(reading.entries, index);

  for (const { known, entry, at } of pairs) {
    const shown = known.pending.filter((pending) => shows(entry, pending));
    // The eCFR is about two business days behind: it does not contradict what it has not reached.
    if (known.pending.length > shown.length) continue;
    const change = modifyEntry(index, origin, known, entry, rowOf(at));
    if (shown.length === 0 && change !== null) changes.push(change);
    shown.forEach((pending, nth) => {
      codified.push({ pending, known, change: nth === 0 ? change : null });
    });
  }
  const removedByRule = index.removed().flatMap((known) => {
    const pending = known.pending.find(({ op }) => op === "removed");
    return pending === undefined ? [] : [{ known, pending, text: textKey(known.entry) }];
  });
  const awaited = new Set(removedByRule.map(({ text }) => text));
  for (const { entry, at } of unknown) {
    if (!awaited.has(textKey(entry))) changes.push(addEntry(index, origin, entry, rowOf(at)));
  }
  for (const known of missing) {
    if (known.pending.length === 0) changes.push(removeEntry(index, origin, known));
  }
  const printed = new Set(reading.entries.map(textKey));
  for (const { known, pending, text } of removedByRule) {
    if (!printed.has(text)) codified.push({ pending, known, change: null });
  }
  return { changes, codified };
}

interface Paired {
  readonly known: KnownEntry;
  readonly entry: Entry;
  readonly at: number;
}

/** Pairs by destination and name; twins by text, then by first citation, then in order; the rest by a shared alias. */
function pair(entries: readonly Entry[], index: ListIndex) {
  const pairs: Paired[] = [];
  const taken = new Set<string>();
  let open = entries.map((entry, at) => ({ entry, at }));
  const matchers: ((known: KnownEntry, entry: Entry) => boolean)[] = [
    (known, entry) => known.entry.raw === entry.raw,
    (known, entry) => firstCitation(known.entry) === firstCitation(entry),
    () => true,
  ];
  for (const matches of matchers) {
    open = open.filter(({ entry, at }) => {
      const known = index
        .named(entry.name, entry)
        .find((candidate) => !taken.has(candidate.entryId) && matches(candidate, entry));
      if (known === undefined) return true;
      taken.add(known.entryId);
      pairs.push({ known, entry, at });
      return false;
    });
  }
  let missing = index.listed().filter((known) => !taken.has(known.entryId));
  const unknown = open.filter(({ entry, at }) => {
    const renamed = missing.filter((known) => isRenamed(known.entry, entry));
    const [known] = renamed;
    if (renamed.length !== 1 || known === undefined) return true;
    missing = missing.filter((other) => other !== known);
    pairs.push({ known, entry, at });
    return false;
  });
  pairs.sort((a, b) => a.at - b.at);
  return { pairs, unknown, missing };
}

function isRenamed(before: Entry, after: Entry): boolean {
  if (destinationKey(before) !== destinationKey(after)) return false;
  if (firstCitation(before) !== firstCitation(after)) return false;
  return knownAs(before, after.name) || knownAs(after, before.name) || sharesAddress(before, after);
}

function knownAs(entry: Entry, name: string): boolean {
  return entry.aliases.some((alias) => nameKey(alias.name) === nameKey(name));
}

function sharesAddress(a: Entry, b: Entry): boolean {
  const keys = new Set(a.addresses.map((address) => nameKey(address.text)));
  return b.addresses.some((address) => keys.has(nameKey(address.text)));
}

function firstCitation(entry: Entry): string {
  const first = entry.citations[0];
  return first === undefined ? "" : `${first.volume} ${first.date}`;
}

function shows(entry: Entry, pending: PendingChange): boolean {
  if (pending.publicationDate === null) return false;
  return entry.citations.some((citation) => citation.date === pending.publicationDate);
}

function textKey(entry: Entry): string {
  return `${destinationKey(entry)}|${nameKey(entry.raw)}`;
}
