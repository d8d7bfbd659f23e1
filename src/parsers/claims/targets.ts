/** Attaches the list and the named object to a clause. */

import { type Clause, countsOnlyAddresses, hasObject } from "./clause.ts";
import type { PhraseCursor } from "./cursor.ts";
import type { Phrase } from "./phrases.ts";

export function takeList(
  clause: Clause,
  { list, preposition }: Extract<Phrase, { kind: "list" }>,
  cursor: PhraseCursor,
): void {
  if (clause.isOfProgram && clause.list === null) return;
  if (list === null) {
    const isAbout = /^(?:to|from|in|on|under|of)$/.test(preposition);
    if (isAbout && clause.list === null) clause.isOfProgram = true;
    return;
  }
  if (clause.operation === "moved" && preposition === "to") clause.target = list;
  else if (clause.list === null) clause.list = list;
  else if (clause.list !== list && cursor.isJoinedToList()) clause.unread.push("two lists");
  clause.isOfList ||= /^(?:to|from|on|onto|off|in)$/.test(preposition);
}

/** `adding Acme Co. to the Entity List`: the object is a name. */
export function takeName(clause: Clause, cursor: PhraseCursor): void {
  if (clause.operation === null) return;
  const before = cursor.before();
  if (countsOnlyAddresses(clause) && /^(?:for|of|with)$/.test(before)) {
    // "adding three addresses for Acme Co."
    clause.addresses = null;
    clause.hasPart = true;
  }
  if (hasObject(clause) || clause.named > 0 || clause.hasPart) return;
  // "adds Costa Rica as a destination"
  if (cursor.afterNames() === "as") return;
  if (before === "<verb>" || before === "<list>") clause.named = 1;
}

/** `three entities to the Entity List, two entities to the Unverified List`. */
export function isOfAnotherList(clause: Clause, cursor: PhraseCursor): boolean {
  if (!hasObject(clause) && !clause.isOfProgram && !clause.hasPart) return false;
  if (!/^(?:,|;|and|<places>|plus)$/.test(cursor.before())) return false;
  const ahead = cursor.listAhead();
  if (ahead === null) return false;
  if (clause.isOfProgram) return ahead.list !== null;
  return clause.list !== null && ahead.list !== clause.list;
}
