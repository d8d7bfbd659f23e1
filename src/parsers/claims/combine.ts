/** Combines the claims of a summary's clauses for one list and one operation. */

import { destinationKey } from "../../model/identity.ts";
import type { ClaimCounts, DestinationCount } from "../../model/reading/rule.ts";
import { NAMED_BESIDE } from "./clause.ts";
import { type Part, totalOf, uncounted } from "./totals.ts";

export interface Combined {
  readonly counts: ClaimCounts;
  /** Descriptions of what was not understood. */
  readonly unread: readonly string[];
}

export function combineParts(parts: readonly Part[]): Combined {
  const counted = withoutRestated(
    parts.filter((part) => part.named === 0 || totalOf(part) !== null),
  );
  const unread = parts.flatMap((part) => part.unread);
  const summed = wholeOf(counted) ?? sumParts(counted);
  if (summed.isMixed) unread.push("some counts are of entities, others of entries");
  const named = parts.filter((part) => part.named > 0 && totalOf(part) === null);
  const isNamedToo = named.length > 0 && counted.length > 0;
  const isAdded = named.length === 1 && [...named, ...counted].some(({ isMore }) => isMore);
  if (isNamedToo && !isAdded) unread.push(NAMED_BESIDE);
  const destinations = mergeDestinations(counted.flatMap((part) => part.destinations));
  if (unread.length > 0) {
    const counts = { entities: null, entries: null, addresses: null };
    return { counts: { ...counts, destinations: destinations.map(uncounted) }, unread };
  }
  const { parties, entries, addresses } = summed;
  const one = isNamedToo ? 1 : 0;
  const counts = {
    entities: parties === null ? null : parties + one,
    entries:
      entries === null ? null : parties === null ? entries + one : one === 1 ? null : entries,
    addresses,
    destinations,
  };
  return { counts, unread };
}

/** "…by modifying one entity. This rule modifies one entity under Russia." makes the same claim twice. */
function withoutRestated(parts: readonly Part[]): Part[] {
  const kept: Part[] = [];
  for (const part of parts) {
    const at = kept.findIndex((known) => isRestated(known, part));
    const known = kept[at];
    if (known === undefined) kept.push(part);
    else kept[at] = richer(known, part);
  }
  return kept;
}

function isRestated(known: Part, part: Part): boolean {
  if (part.isMore || known.unread.length + part.unread.length > 0) return false;
  const isEqual = (a: number | null, b: number | null) => a === null || b === null || a === b;
  if (!isEqual(known.parties, part.parties) || !isEqual(known.entries, part.entries)) return false;
  const isShared =
    (known.parties !== null && part.parties !== null) ||
    (known.entries !== null && part.entries !== null);
  if (!isShared) return false;
  const places = [known, part].map(({ destinations }) =>
    destinations.map(destinationKey).sort().join(),
  );
  return places.includes("") || places[0] === places[1];
}

function richer(known: Part, part: Part): Part {
  const destinations = part.destinations.length > 0 ? part.destinations : known.destinations;
  return {
    ...known,
    parties: known.parties ?? part.parties,
    entries: known.entries ?? part.entries,
    addresses: known.addresses ?? part.addresses,
    destinations,
  };
}

/** The first part, if the others are its components: "35 persons, … two of them under Russia"; null otherwise. */
function wholeOf(parts: readonly Part[]): Summed | null {
  const [first, ...others] = parts;
  if (first === undefined || others.length === 0) return null;
  const total = totalOf(first);
  const rest = others.reduce<number | null>((sum, part) => add(sum, totalOf(part)), 0);
  if (total === null || rest === null || rest === 0) return null;
  const counted = first.destinations.map(({ count }) => count);
  const known = counted.reduce<number | null>((sum, count) => add(sum, count), 0);
  const isOpen = first.destinations.length > 0 && known !== null && known < total;
  const isWhole = isOpen
    ? known + rest === total
    : first.destinations.length === 0 && rest === total && others.length > 1;
  return isWhole ? { ...first, isMixed: false } : null;
}

interface Summed extends Pick<Part, "parties" | "entries" | "addresses"> {
  readonly isMixed: boolean;
}

function sumParts(parts: readonly Part[]): Summed {
  const counted = parts.filter((part) => totalOf(part) !== null);
  const sum = (of: (part: Part) => number | null) =>
    counted.map(of).reduce<number | null>((all, one) => add(all, one), 0);
  const isEmpty = counted.length === 0;
  const parties = isEmpty ? null : sum((part) => part.parties);
  const entries = isEmpty ? null : sum((part) => part.entries);
  const addresses = counted.flatMap((part) => part.addresses ?? []);
  const isOnlyAddresses = counted.every((part) => part.parties === null && part.entries === null);
  return {
    parties,
    entries,
    addresses: addresses.length === 0 ? null : addresses.reduce((all, one) => all + one, 0),
    isMixed: !isEmpty && parties === null && entries === null && !isOnlyAddresses,
  };
}

function add(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b;
}

/** A destination that is named twice becomes one, with the sum of the counts. */
function mergeDestinations(destinations: readonly DestinationCount[]): DestinationCount[] {
  const groups = Map.groupBy(destinations, destinationKey);
  return [...groups.values()].flatMap(([first, ...others]): DestinationCount[] => {
    if (first === undefined) return [];
    const counts = [first, ...others].flatMap(({ count }) => count ?? []);
    return [
      {
        ...uncounted(first),
        count: counts.length === 0 ? null : counts.reduce((sum, one) => sum + one, 0),
      },
    ];
  });
}
