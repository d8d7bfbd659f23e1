/** Adds up the counts of a clause and compares its destinations with its totals. */

import type { DestinationCount } from "../../model/reading/rule.ts";
import type { Clause, Group } from "./clause.ts";

/** The claim of one clause about one list. */
export interface Part {
  readonly parties: number | null;
  readonly entries: number | null;
  readonly addresses: number | null;
  readonly destinations: readonly DestinationCount[];
  readonly isMore: boolean;
  readonly isPartial: boolean;
  /** A party that is named instead of counted. */
  readonly named: number;
  readonly unread: readonly string[];
  readonly text: string;
}

type Totals = Pick<Part, "parties" | "entries" | "addresses">;

/** The entries if they are counted, else the parties and the address entries. */
export function totalOf({ entries, parties, addresses }: Totals): number | null {
  if (entries !== null) return entries;
  if (parties === null) return addresses;
  return parties + (addresses ?? 0);
}

export function settleClause(clause: Clause): Part {
  const base = { parties: clause.parties, entries: clause.entries, addresses: clause.addresses };
  const unread = [...clause.unread];
  const groups = withRest(clause.groups, base);
  const listed = groups.map((group, at) =>
    placesOf(group, at === 0 ? totalOf(base) : null, unread),
  );
  const { totals, first } = addGroups(groups, base, clause.isPartial, unread);
  const destinations = listed.flatMap((places, at) =>
    at === 0 && first !== null ? fill(places, first) : places,
  );
  return {
    ...totals,
    destinations: unread.length === 0 ? destinations : destinations.map(uncounted),
    isMore: clause.isMore,
    isPartial: clause.isPartial,
    named: clause.named,
    unread,
    text: clause.text,
    ...(unread.length > 0 && { parties: null, entries: null, addresses: null }),
  };
}

export function uncounted({ destination, country }: DestinationCount): DestinationCount {
  return { destination, country, count: null };
}

/** `the other five`, `the remaining entities`: the total minus the counted groups. */
function withRest(groups: readonly Group[], base: Totals): Group[] {
  const total = totalOf(base);
  return groups.map((group) => {
    if (!group.isRest || group.count !== null || total === null) return group;
    const others = groups.filter((other) => other !== group).map(sumOfGroup);
    const known = others.reduce<number>((sum, count) => sum + (count ?? 0), 0);
    return { ...group, count: total - known };
  });
}

/** Null if the group has no count. */
function sumOfGroup(group: Group): number | null {
  const counts = group.places.map(({ count }) => count);
  if (counts.some((count) => count !== null)) {
    return counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
  }
  if (group.count === null) return null;
  return group.isEach ? group.count * group.places.length : (group.entries ?? group.count);
}

function placesOf(group: Group, total: number | null, unread: string[]): DestinationCount[] {
  const { places, isEach } = group;
  const counts = places.map(({ count }) => count);
  for (const { destination, isUnread } of places) {
    if (isUnread) unread.push(`the count of ${destination}`);
  }
  const isCounted = counts.some((count) => count !== null);
  const each = places.findLast((place) => place.isEach)?.count ?? null;
  if (each !== null) return places.map((place) => ({ ...uncounted(place), count: each }));
  if (isCounted && counts.includes(null)) {
    const bare = places.filter(({ count }) => count === null).map(({ destination }) => destination);
    unread.push(`no count of ${bare.join(", ")}`);
  }
  if (isCounted && group.count !== null && group.count !== sumOfGroup(group)) {
    unread.push(`${group.count}, although the destinations add up to ${sumOfGroup(group)}`);
  }
  const count = group.entries ?? group.count ?? (isEach && places.length > 1 ? total : null);
  const isOwn = !isCounted && (isEach || places.length === 1);
  return places.map((place) => ({ ...uncounted(place), count: isOwn ? count : place.count }));
}

function fill(places: readonly DestinationCount[], total: number): DestinationCount[] {
  return places.map((place) => ({
    ...place,
    count: places.length === 1 ? (place.count ?? total) : place.count,
  }));
}

/** The totals including the groups, and the count of the first group if it prints none. */
function addGroups(
  groups: readonly Group[],
  base: Totals,
  isPartial: boolean,
  unread: string[],
): { totals: Totals; first: number | null } {
  const total = totalOf(base);
  const [head, ...tail] = groups;
  if (head === undefined || total === null) return { totals: base, first: null };
  const headSum = sumOfGroup(head);
  if (headSum === null && head.isEach && head.places.length > 1) return eachOf(head, base, unread);
  const tailSums = tail.map(sumOfGroup);
  const isCounted = tailSums.some((sum) => sum !== null);
  if (headSum === null && !isCounted) return { totals: base, first: total };
  const isAdded = isCounted && (headSum === null || headSum === total);
  if (isAdded)
    return { totals: addAll(base, tail, unread), first: headSum === null ? total : null };
  const sum = [headSum, ...tailSums].reduce<number>((all, one) => all + (one ?? 0), 0);
  checkSum(sum, base, isPartial, unread);
  return { totals: base, first: null };
}

/** `one entry under each of France and Iran`: entries add up; for entities the number by destination stays unknown. */
function eachOf(head: Group, base: Totals, unread: string[]): { totals: Totals; first: null } {
  if (base.parties !== null) unread.push("the number of entities under each destination");
  const entries = base.entries === null ? null : base.entries * head.places.length;
  return { totals: { ...base, entries }, first: null };
}

/** `ten entities under China and five under Iran`. */
function addAll(base: Totals, groups: readonly Group[], unread: string[]): Totals {
  let totals = base;
  for (const group of groups) {
    const sum = sumOfGroup(group);
    if (sum === null) continue;
    const noun = group.noun ?? (base.parties === null ? "entry" : "party");
    const isWhole = base.entries === null || base.parties === null || group.entries !== null;
    if (!isWhole && noun !== "address") unread.push("a second count");
    totals = addGroup(totals, group, noun, sum);
  }
  return totals;
}

function addGroup(totals: Totals, group: Group, noun: Group["noun"], sum: number): Totals {
  const { parties, entries, addresses } = totals;
  const counted = group.entries === null ? sum : (group.count ?? 0);
  if (noun === "address") return { ...totals, addresses: plus(addresses, counted) };
  if (noun === "entry") return { ...totals, entries: plus(entries, counted) };
  const more = group.entries === null ? entries : plus(entries, group.entries);
  return { ...totals, parties: plus(parties, counted), entries: more };
}

function plus(a: number | null, b: number): number {
  return (a ?? 0) + b;
}

function checkSum(sum: number, base: Totals, isPartial: boolean, unread: string[]): void {
  const { entries, parties, addresses } = base;
  const total = totalOf(base) ?? 0;
  const fits = [entries, parties, parties === null ? null : parties + (addresses ?? 0)].includes(
    sum,
  );
  // Entities may have entries under several destinations, so those counts may be higher.
  const isOfEntries = entries === null && parties !== null && sum > total;
  if (fits || isOfEntries || (isPartial && sum < total)) return;
  unread.push(`the counts by destination, which add up to ${sum} instead of ${total}`);
}
