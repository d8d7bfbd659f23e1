/** Completes clauses from their neighbours in the sentence: a noun, a list, an operation. */

import { type Clause, countsOnlyAddresses } from "./clause.ts";

export function linkClauses(clauses: readonly Clause[]): void {
  for (const clause of clauses) closeTentative(clause);
  borrowNouns(clauses);
  dropMeans(clauses);
  shareLists(clauses);
}

/** `42 entities are located in China`: no verb claims them, so the count belongs to the destinations. */
function closeTentative(clause: Clause): void {
  if (!clause.isTentative) return;
  const [group, ...others] = clause.groups;
  const count = clause.entries ?? clause.parties ?? clause.addresses;
  if (group !== undefined) clause.groups = [{ ...group, count: group.count ?? count }, ...others];
  clause.parties = null;
  clause.entries = null;
  clause.addresses = null;
}

/** `revises one and adds one entity`, `adding five entries and removing two`. */
function borrowNouns(clauses: readonly Clause[]): void {
  for (const [at, clause] of clauses.entries()) {
    if (clause.bare === null) continue;
    const [lender] = [clauses[at + 1], clauses[at - 1]].filter(
      (other) => other !== undefined && (other.parties ?? other.entries) !== null,
    );
    if (lender === undefined) clause.unread.push("a number without a noun");
    else if (lender.parties === null) clause.entries = clause.bare;
    else clause.parties = clause.bare;
    clause.bare = null;
  }
}

/** `revises one entry to add three addresses` says how an entry is revised; it adds no entry. */
function dropMeans(clauses: readonly Clause[]): void {
  let isRevising = false;
  for (const clause of clauses) {
    const { operation, isMeans, isOfList } = clause;
    const isPart = !isOfList && (isMeans || (isRevising && countsOnlyAddresses(clause)));
    if (isPart) clause.isOthers = true;
    else isRevising = operation === "revised";
  }
}

/** `adding two persons to, and removing one person from, the Entity List`: the list applies to both. */
function shareLists(clauses: readonly Clause[]): void {
  const own = clauses.filter(({ operation }) => operation !== null);
  for (const [at, clause] of own.entries()) {
    if (clause.list !== null || clause.isOfProgram) continue;
    const before = own.slice(0, at).findLast(({ list }) => list !== null);
    const after = own.slice(at + 1).find(({ list }) => list !== null);
    clause.list = before?.target ?? before?.list ?? after?.list ?? null;
  }
}
