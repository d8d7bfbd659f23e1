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
    const antecedent: Clause | null = before;
    const list = clause.list ?? claimed.at(-1)?.list ?? named;
    if (clause.isBack && !isNewByPronoun(clause, claimed, list)) {
      const problem = referBack(clause, claimed);
      if (problem !== null) unread.push({ what: problem, text: clause.text });
      continue;
    }
    const whole: Clause =
      clause.isBack && antecedent !== null
        ? {
            ...clause,
            ...countsOf(antecedent),
            groups: clause.groups.length > 0 ? clause.groups : antecedent.groups,
          }
        : clause;
    if (!claims(whole)) continue;
    before = whole;
    if (whole.operation === "moved") {
      const target = whole.target;
      if (target === null || whole.list === null || target === whole.list) {
        unread.push({ what: "from which list to which entries move", text: whole.text });
        continue;
      }
      claimed.push({ ...whole, operation: "removed", list: whole.list });
      claimed.push({ ...whole, operation: "added", list: target });
    } else if (whole.operation === "unknown" || whole.operation === null) {
      unread.push({ what: "what is done to the entries", text: whole.text });
    } else claimed.push({ ...whole, operation: whole.operation, list });
  }
  return { claimed: withoutNamed(withoutNominal(claimed)), unread };
}

function countsOf({ parties, entries, addresses }: Clause) {
  return { parties, entries, addresses };
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
  const isNamed = clause.named > 0 && (clause.hasPart || (clause.isOfList && !isWeak));
  return isCounted || isNamed || (clause.unread.length > 0 && !clause.hasPart);
}

/** Gives the claim that is meant the destinations; a problem in words where it is not found. */
function referBack(clause: Clause, claimed: readonly ClaimedClause[]): string | null {
  const { operation, list, said, groups } = clause;
  const possible = claimed.filter((known) => {
    return (
      (operation === null || known.operation === operation) &&
      (list === null || known.list === list)
    );
  });
  const meant = (possible.length > 0 ? possible : claimed).filter(
    (known) => said === null || says(known, said),
  );
  const target = meant.at(-1) ?? null;
  if (target === null) {
    if (said === null || claimed.length === 0) return null;
    return sums(claimed).includes(said) ? null : `${said}, which was not said before`;
  }
  target.unread.push(...clause.unread);
  if (groups.length === 0) return null;
  target.isPartial ||= clause.isPartial;
  if (target.groups.length === 0) target.groups.push(...groups);
  else if (
    groups.some(
      ({ count, places }) => count !== null || places.some((place) => place.count !== null),
    )
  ) {
    return "destinations of what was said before";
  }
  return null;
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
