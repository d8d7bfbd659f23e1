/** Decides the meaning of a verb or a destination after the names of a clause. */

import { type Clause, type Draft, isFilled } from "./clause.ts";
import type { DestinationToken, Token, VerbToken } from "./tokens.ts";

/**
 * Whether the verb says how the entries of a revision change: "revising the entry for “A” by removing “B”". Null if it
 * begins a new operation, `unclear` if both are possible.
 */
export function howItChanges(
  { op, names, hasVerb, changesPart }: Draft,
  token: VerbToken,
  saysHow: boolean,
  next: readonly Token[],
): "all that follows" | "this" | "unclear" | null {
  if (names.length === 0 || !hasVerb || (op !== "revise" && op !== "correct")) return null;
  const object = next.find(({ kind }) => kind !== "unknown");
  const isName = object?.kind === "name" || object?.kind === "same";
  const isOfPart = (token.part && token.op === null) || object?.kind === "limit";
  const isCounted = token.by === "comma" && object?.kind === "count" && object.addresses;
  if (saysHow || isCounted) return "all that follows";
  // "removing the text “B” from the entry for “A” and adding in its place “C”"
  if (isOfPart || (changesPart && replaces(next))) return "this";
  // "revising “A”, by removing “B”": B may be a part of A, or another entry.
  return (token.by === "comma" || changesPart) && isName ? "unclear" : null;
}

/** Whether "in its place" stands before the next verb. */
function replaces(next: readonly Token[]): boolean {
  const verb = next.findIndex(({ kind }) => kind === "verb");
  return next.slice(0, verb === -1 ? next.length : verb).some(({ kind }) => kind === "replaces");
}

/** Whether the destination is the new one: "Redesignating the entry for “A” under IRAN as an entry under IRAQ". */
export function isWhereTo(
  clause: Draft,
  { destinations, to }: DestinationToken,
  next: readonly Token[],
): boolean {
  if (clause.op !== "redesignate" || !isFilled(clause) || destinations.length !== 1) return false;
  if (clause.becomes || to) return true;
  const [after] = next.filter(({ kind }) => kind !== "unknown");
  return clause.complete && (clause.own || after?.kind !== "destination");
}

/** "Adding the destination of IRAN and, under IRAQ, “A”": the first addition is a heading, not an entry. */
export function isAdditionOfHeading({ op, heading }: Clause): boolean {
  return op === "add" && heading;
}

/** False for "“A” and “B” (two entries)"; true for "“A” and three entities" and "“A” and one Iranian entity, “B”". */
export function countsOthers(names: readonly string[], token: Token): boolean {
  if (token.kind !== "count" || names.length === 0) return false;
  return !token.aside || token.count !== names.length;
}
