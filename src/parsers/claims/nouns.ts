/** The nouns that a summary counts: parties, entries, addresses, changes, parts of entries, destinations. */

import type { Token } from "./tokens.ts";

/** `party` counts as an entity, `change` is a counted addition or removal, `part` is a part of an entry. */
export type Noun = "party" | "entry" | "address" | "change" | "part" | "place";

const NOUNS: readonly (readonly [Noun, RegExp])[] = [
  [
    "party",
    /^(?:entity|entities|persons?|part(?:y|ies)|compan(?:y|ies)|firms?|organi[sz]ations?|individuals?|affiliates?|subsidiar(?:y|ies)|institut(?:es?|ions?)|universit(?:y|ies)|businesses|corporations?|enterprises?|end-users?|people)$/,
  ],
  ["entry", /^(?:entry|entries)$/],
  ["address", /^(?:address|addresses)$/],
  [
    "change",
    /^(?:additions?|removals?|deletions?|revisions?|modifications?|corrections?|amendments?|changes?)$/,
  ],
  ["place", /^(?:destinations?|countr(?:y|ies)|jurisdictions?|headings?)$/],
  ["part", /^(?:alias(?:es)?|names?|footnotes?|designations?|errors?|locations?|references?)$/],
];
/** A noun before one of these only modifies it: `entity addresses`, `entry rules`. */
const HEADS =
  /^(?:address(?:es)?|alias(?:es)?|names?|rules?|controls?|requirements?|provisions?|restrictions?|polic(?:y|ies)|information|exclusions?|designations?|based|facilit(?:y|ies)|clearance)$/;

export function nounOf(token: Token | undefined): Noun | null {
  if (token?.kind !== "word") return null;
  const key = token.key.replace(/'s$|s'$/, "");
  if (key !== token.key && !/^(?:entit|person|part)/.test(key)) return null;
  return NOUNS.find(([, pattern]) => pattern.test(key))?.[0] ?? null;
}

/** Whether the last noun of the phrase is a plural. */
export function isPlural(tokens: readonly Token[]): boolean {
  const noun = tokens.findLast((token) => nounOf(token) !== null)?.key ?? "";
  return /s$/.test(noun) && !/^(?:address|alias|business)$/.test(noun);
}

/** Whether the token is a possessive or modifies the next noun, so that it is not counted itself. */
export function isDescribing(token: Token | undefined, next: Token | undefined): boolean {
  if (token === undefined) return false;
  if (/'s$|s'$/.test(token.key)) return true;
  return next?.kind === "word" && next.start === token.end + 1 && HEADS.test(next.key);
}
