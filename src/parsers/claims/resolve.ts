/** Resolves the list and the operation of each clause of a summary, and references such as `these entities`. */

import type { ListCode } from "../../model/entry.ts";
import type { Clause } from "./clause.ts";
import { totalOf } from "./totals.ts";

export interface ClaimedClause extends Clause {
  operation: "added" | "revised" | "removed";
  list: ListCode;
}

export interface Resolved {
  readonly claimed: readonly ClaimedClause[];
  readonly unread: readonly { readonly what: string; readonly text: string }[];
}

/** `named` is the list that the title or the summary names first. */
export function resolveClauses(clauses: readonly Clause[], named: ListCode): Resolved {
  const claimed: ClaimedClause[] = [];
  const unread: { what: string; text: string }[] = [];
  let before: Clause | null = null;
  for (const clause of clauses) {
    if (clause.isOthers || (clause.isOfProgram && clause.list === null)) continue;
    const list = clause.list ?? claimed.at(-1)?.list ?? named;
    if (clause.isBack && !isNewByPronoun(clause, claimed, list)) {
      const what = referBack(clause, claimed);
      if (what !== null) unread.push({ what, text: clause.text });
      continue;
    }
    const whole: Clause = clause.isBack && before !== null ? likeBefore(clause, before) : clause;
    if (!claims(whole)) continue;
    before = whole;
    const operations = operationsOf(whole, list);
    if (typeof operations === "string") unread.push({ what: operations, text: whole.text });
    else claimed.push(...operations);
  }
  return { claimed: withoutNamed(withoutNominal(claimed)), unread };
}

/** A move becomes a removal and an addition. Returns a description if the operation is not understood. */
function operationsOf(clause: Clause, list: ListCode): ClaimedClause[] | string {
  const { operation, target } = clause;
  if (operation === null || operation === "unknown") return "the operation on the entries";
  if (operation !== "moved") return [{ ...clause, operation, list }];
  // From one destination to another of the same list.
  if (target === null && clause.groups.length > 0) {
    return [{ ...clause, operation: "revised", list, groups: [] }];
  }
  if (target === null || clause.list === null || target === clause.list) {
    return "the source or the target list of a move";
  }
  return [
    { ...clause, operation: "removed", list: clause.list },
    { ...clause, operation: "added", list: target },
  ];
}

/** `them` takes the counts of the clause before, and its destinations unless the clause names others. */
function likeBefore(clause: Clause, { parties, entries, addresses, groups }: Clause): Clause {
  const known = clause.groups.length > 0 ? clause.groups : [...groups];
  return { ...clause, parties, entries, addresses, groups: known };
}

/** `removing nine persons from the UVL and adding them to the Entity List`: `them` makes a new claim of an addition. */
function isNewByPronoun(
  clause: Clause,
  claimed: readonly ClaimedClause[],
  list: ListCode,
): boolean {
  if (clause.operation === null || clause.operation === "unknown" || clause.operation === "moved")
    return false;
  if (clause.repeated !== null && clause.list === null) return false;
  return (
    !claimed.some((known) => known.operation === clause.operation && known.list === list) &&
    claimed.at(-1)?.text === clause.text
  );
}

/** Whether the clause counts something of a list. */
function claims(clause: Clause): boolean {
  const { operation, isWeak, list, isListed } = clause;
  if (operation === null) return false;
  if (isWeak && list === null && !isListed) return false;
  if (operation === "unknown" && list === null && !isListed) return false;
  const isCounted = totalOf(clause) !== null;
  if (operation === "unknown" || operation === "moved") return isCounted;
  if (clause.countsOther && clause.isOfList && operation !== "revised" && !isCounted) {
    clause.unread.push("a count of things that are not entries");
    return true;
  }
  if (clause.hasUnplacedCount && clause.isOfList && !isWeak && !isCounted) {
    clause.unread.push("a count that may be the number of entries");
    return true;
  }
  const isCountedByPlace = clause.groups.some(({ places }) =>
    places.some(({ count }) => count !== null),
  );
  if (isCountedByPlace && !isCounted && !clause.hasPart) {
    clause.unread.push("counts by destination without a total");
    return true;
  }
  const isNamed = clause.named > 0 && (clause.hasPart || (clause.isOfList && !isWeak));
  return isCounted || isNamed || (clause.unread.length > 0 && !clause.hasPart);
}

/** Adds the destinations to the earlier claim that is meant; returns a description if it cannot be resolved. */
function referBack(clause: Clause, claimed: readonly ClaimedClause[]): string | null {
  const { operation, repeated, groups } = clause;
  if (claimed.length === 0) {
    const isCounted = groups.some(({ count }) => count !== null) && operation !== null;
    return isCounted ? "a number without a noun" : null;
  }
  const possible = findMeant(clause, claimed);
  const target = possible.at(-1);
  if (target === undefined) {
    return repeated === null || sums(claimed).includes(repeated)
      ? null
      : `${repeated}, a number not given before`;
  }
  target.unread.push(...clause.unread);
  if (groups.length === 0) return null;
  const open = possible.filter((one) => one.text === target.text && one.groups.length === 0);
  if (new Set(open.map((one) => one.operation)).size > 1)
    return "destinations of one of several claims";
  target.isPartial ||= clause.isPartial;
  const isCounted = groups.some(({ count, places }) =>
    [count, ...places.map((place) => place.count)].some((some) => some !== null),
  );
  if (target.groups.length > 0)
    return isCounted ? "further destinations of an earlier claim" : null;
  target.groups.push(...groups);
  return null;
}

/** The claims that `these entities` may refer to, by operation, list, number and noun; a criterion that no claim fits is ignored. */
function findMeant(clause: Clause, claimed: readonly ClaimedClause[]): readonly ClaimedClause[] {
  const { operation, list, repeated, repeatedNoun, isListing } = clause;
  const narrow = (some: readonly ClaimedClause[], fits: (one: ClaimedClause) => boolean) => {
    const fitting = some.filter(fits);
    return fitting.length > 0 ? fitting : some;
  };
  let some = narrow(claimed, (one) => {
    return (
      (operation === null || one.operation === operation) && (list === null || one.list === list)
    );
  });
  some = some.filter((one) => repeated === null || claimsNumber(one, repeated));
  // The last sentence is the nearest.
  some = some.filter(({ text }) => text === some.at(-1)?.text);
  if (isListing) some = narrow(some, (one) => one.operation !== "removed");
  if (repeatedNoun === "party") some = narrow(some, ({ parties }) => parties !== null);
  if (repeatedNoun === "entry") some = narrow(some, ({ entries }) => entries !== null);
  return some;
}

function claimsNumber({ parties, entries, addresses }: Clause, number: number): boolean {
  const total = totalOf({ parties, entries, addresses });
  return parties === number || entries === number || total === number;
}

function sums(claimed: readonly ClaimedClause[]): number[] {
  const of = (some: readonly ClaimedClause[]) => [
    some.reduce((sum, { parties }) => sum + (parties ?? 0), 0),
    some.reduce((sum, { entries }) => sum + (entries ?? 0), 0),
  ];
  const groups = [...Map.groupBy(claimed, ({ operation }) => operation).values(), claimed];
  return groups.flatMap(of);
}

/** `the addition of one entity` counts only if no verb claims additions. */
function withoutNominal(claimed: readonly ClaimedClause[]): ClaimedClause[] {
  return claimed.filter(({ isNominal, operation }) => {
    return (
      !isNominal || !claimed.some((other) => !other.isNominal && other.operation === operation)
    );
  });
}

/** `adding Acme Co. to the Entity List` has no count, so it is kept only with a counted claim. */
function withoutNamed(claimed: readonly ClaimedClause[]): ClaimedClause[] {
  const isCounted = (clause: ClaimedClause) => totalOf(clause) !== null || clause.unread.length > 0;
  return claimed.filter((clause) => {
    const { operation, list } = clause;
    return (
      isCounted(clause) ||
      claimed.some(
        (other) => other.operation === operation && other.list === list && isCounted(other),
      )
    );
  });
}
