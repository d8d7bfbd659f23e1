/** Settles what each clause of a summary is about: its list, its operation, and what `these entities` are. */

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

/** `named`: the list that the title or the summary names first. */
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
    const told = operationsOf(whole, list);
    if (typeof told === "string") unread.push({ what: told, text: whole.text });
    else claimed.push(...told);
  }
  return { claimed: withoutNamed(withoutNominal(claimed)), unread };
}

/** A move is a removal and an addition. In words, what is not understood. */
function operationsOf(clause: Clause, list: ListCode): ClaimedClause[] | string {
  const { operation, target } = clause;
  if (operation === null || operation === "unknown") return "what is done to the entries";
  if (operation !== "moved") return [{ ...clause, operation, list }];
  // From one destination to another of the same list.
  if (target === null && clause.groups.length > 0) {
    return [{ ...clause, operation: "revised", list, groups: [] }];
  }
  if (target === null || clause.list === null || target === clause.list) {
    return "from which list to which entries move";
  }
  return [
    { ...clause, operation: "removed", list: clause.list },
    { ...clause, operation: "added", list: target },
  ];
}

/** `them` are as many as before, and stand where they stand, unless it is said. */
function likeBefore(clause: Clause, { parties, entries, addresses, groups }: Clause): Clause {
  const known = clause.groups.length > 0 ? clause.groups : [...groups];
  return { ...clause, parties, entries, addresses, groups: known };
}

/** `removing nine persons from the UVL and adding them to the Entity List`: no addition was claimed before. */
function isNewByPronoun(
  clause: Clause,
  claimed: readonly ClaimedClause[],
  list: ListCode,
): boolean {
  if (clause.operation === null || clause.operation === "unknown" || clause.operation === "moved")
    return false;
  if (clause.said !== null && clause.list === null) return false;
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
  if (clause.isOfOther && clause.isOfList && operation !== "revised" && !isCounted) {
    clause.unread.push("things that are no entries");
    return true;
  }
  if (clause.hasLost && clause.isOfList && !isWeak && !isCounted) {
    clause.unread.push("a count that may be that of the entries");
    return true;
  }
  const isCountedByPlace = clause.groups.some(({ places }) =>
    places.some(({ count }) => count !== null),
  );
  if (isCountedByPlace && !isCounted && !clause.hasPart) {
    clause.unread.push("the number of which the destinations give the parts");
    return true;
  }
  const isNamed = clause.named > 0 && (clause.hasPart || (clause.isOfList && !isWeak));
  return isCounted || isNamed || (clause.unread.length > 0 && !clause.hasPart);
}

/** Gives the claim that is meant the destinations; a problem in words where it is not found. */
function referBack(clause: Clause, claimed: readonly ClaimedClause[]): string | null {
  const { operation, said, groups } = clause;
  if (claimed.length === 0) {
    const isCounted = groups.some(({ count }) => count !== null) && operation !== null;
    return isCounted ? "a number without a noun" : null;
  }
  const possible = findMeant(clause, claimed);
  const target = possible.at(-1);
  if (target === undefined) {
    return said === null || sums(claimed).includes(said)
      ? null
      : `${said}, which was not said before`;
  }
  target.unread.push(...clause.unread);
  if (groups.length === 0) return null;
  const open = possible.filter((one) => one.text === target.text && one.groups.length === 0);
  if (new Set(open.map((one) => one.operation)).size > 1) return "destinations of one of several";
  target.isPartial ||= clause.isPartial;
  const isCounted = groups.some(({ count, places }) =>
    [count, ...places.map((place) => place.count)].some((some) => some !== null),
  );
  if (target.groups.length > 0) return isCounted ? "destinations of what was said before" : null;
  target.groups.push(...groups);
  return null;
}

/** What `these entities` may be, by operation, list, number and noun; each only counts where it leaves something. */
function findMeant(clause: Clause, claimed: readonly ClaimedClause[]): readonly ClaimedClause[] {
  const { operation, list, said, saidNoun, isListing } = clause;
  const narrow = (some: readonly ClaimedClause[], fits: (one: ClaimedClause) => boolean) => {
    const fitting = some.filter(fits);
    return fitting.length > 0 ? fitting : some;
  };
  let some = narrow(claimed, (one) => {
    return (
      (operation === null || one.operation === operation) && (list === null || one.list === list)
    );
  });
  some = some.filter((one) => said === null || says(one, said));
  // The sentence before is nearest.
  some = some.filter(({ text }) => text === some.at(-1)?.text);
  if (isListing) some = narrow(some, (one) => one.operation !== "removed");
  if (saidNoun === "party") some = narrow(some, ({ parties }) => parties !== null);
  if (saidNoun === "entry") some = narrow(some, ({ entries }) => entries !== null);
  return some;
}

function says({ parties, entries, addresses }: Clause, said: number): boolean {
  return parties === said || entries === said || totalOf({ parties, entries, addresses }) === said;
}

function sums(claimed: readonly ClaimedClause[]): number[] {
  const of = (some: readonly ClaimedClause[]) => [
    some.reduce((sum, { parties }) => sum + (parties ?? 0), 0),
    some.reduce((sum, { entries }) => sum + (entries ?? 0), 0),
  ];
  const groups = [...Map.groupBy(claimed, ({ operation }) => operation).values(), claimed];
  return groups.flatMap(of);
}

/** `the addition of one entity` counts where no verb does. */
function withoutNominal(claimed: readonly ClaimedClause[]): ClaimedClause[] {
  return claimed.filter(({ isNominal, operation }) => {
    return (
      !isNominal || !claimed.some((other) => !other.isNominal && other.operation === operation)
    );
  });
}

/** `adding Acme Co. to the Entity List` counts nothing by itself. */
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
