/** Cuts an instruction into what matters, in printed order: verbs, destinations, quoted names, counts. */

import type { AmendmentOp } from "../../model/rule.ts";
import { readCount } from "../text/number-words.ts";
import { findDestinations, knownDestination } from "./destinations.ts";
import { isFiller } from "./filler.ts";
import type { WithoutNames } from "./quoted-names.ts";
import { DESTINATION_PLACE, placeQuotedWords } from "./quoted-words.ts";
import { SCAN } from "./token-patterns.ts";
import { readVerb } from "./verbs.ts";

export type Token =
  | VerbToken
  | DestinationToken
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "count"; readonly count: number; readonly addresses: boolean }
  /** The word "entry" or "entity": what the verb is about. `people`: "the Pakistani entity". */
  | { readonly kind: "entries"; readonly people: string | null }
  /** "Adding it": the names before it. */
  | { readonly kind: "same" }
  /** "in its place" */
  | { readonly kind: "replaces" }
  /** "In the entry for “A”": what follows happens inside it. */
  | { readonly kind: "within" }
  /** "The entry for “A” is amended by": so does what follows. */
  | { readonly kind: "amendedBy" }
  /** "to add one alias": what follows says how the entry changes, and names no other. */
  | { readonly kind: "detail" }
  /** "as an entry", "to read": what follows is how it stands afterwards. */
  | { readonly kind: "becomes" }
  /** "Only with respect to its address": less, more or something other is meant than the other tokens say. */
  | { readonly kind: "limit"; readonly of: "time" | "entries" | "part" }
  /** A word that nobody here knows. */
  | { readonly kind: "unknown"; readonly word: string };

export interface VerbToken {
  readonly kind: "verb";
  /** Null: a verb that none of the operations is, as in "replacing the entry". */
  readonly op: AmendmentOp | null;
  readonly passive: boolean;
  /** "revising “A” by adding": it says how; behind a comma it may be another operation. */
  readonly by: "how" | "comma" | null;
  /** It changes a part of an entry: "removing two aliases from the entry for". */
  readonly part: boolean;
}

export interface DestinationToken {
  readonly kind: "destination";
  readonly destinations: readonly string[];
  /** It follows what stands under it, "“A” under IRAN"; null where the print leaves it open. */
  readonly attached: boolean | null;
  /** The heading itself is meant: "the heading for IRAN", "adding IRAN in alphabetical order". */
  readonly heading: boolean;
}

/** After these any heading is a destination; after the others only a country that stands alone. */
const STRONG_PLACE = /\b(?:under|destinations?|country|countries|heading)\b/i;
const HEADING_WORDS = /\b(?:destinations?|countr(?:y|ies)|headings?)\b|^for\b/i;
const OF_HEADING = /^\s+(?:country\s+)?(?:headings?|destinations?)\b/i;
const OF_PARTY = /^\s+(?:entr(?:y|ies)|entit(?:y|ies)|listings?|compan(?:y|ies))\b/i;
const PEOPLE =
  /^(?:\p{Lu}[\p{L}\p{M}.'’-]*\s+){1,4}(?=(?:entit(?:y|ies)|entr(?:y|ies)|part(?:y|ies)|compan(?:y|ies))\b)/u;
const IN_ORDER = /^[\s,]*(?:in (?:proper )?alphabetical order)?[\s,]*(?:the\s+)?$/i;

export function readInstructionTokens({ text: printed, names }: WithoutNames): Token[] {
  const text = withoutReserved(placeQuotedWords({ text: printed, names, unpaired: false }));
  const tokens: Token[] = [];
  let end = 0;
  const push = (here: readonly Token[], to: number) => {
    tokens.push(...here);
    end = to;
  };
  const lead = findDestinations(text, "alone", names);
  if (lead !== null) {
    const { destinations, length } = lead;
    push([{ kind: "destination", destinations, attached: false, heading: false }], length);
  }
  let from = end;
  for (const found of text.matchAll(SCAN)) {
    if (found.index < from) continue;
    const { place, word, ...words } = found.groups ?? {};
    const after = found.index + found[0].length;
    const between = text.slice(end, found.index);
    if (word !== undefined) {
      const { token, length } = readWord(text, found.index, names, tokens.at(-1), between);
      if (token === null) continue;
      from = found.index + length;
      if (token.kind === "unknown") tokens.push(token);
      else if (token.kind !== "destination") push([token], from);
      else if (!isRepeated(tokens, token.destinations)) push([token], from);
      continue;
    }
    if (place === undefined) {
      push(tokensOf(words, names, text.slice(0, found.index)), after);
      continue;
    }
    const reach = STRONG_PLACE.test(place) ? "anything" : "alone";
    const here = findDestinations(text.slice(after), reach, names);
    if (here === null) continue;
    from = after + here.length;
    if (isRepeated(tokens, here.destinations)) continue;
    const heading = isHeading(place, text.slice(from), tokens.at(-1), between);
    // "an entry for IRAN" is no entry of its own.
    if (heading && /^for/i.test(place)) tokens.pop();
    const { destinations } = here;
    push([{ kind: "destination", destinations, attached: isAttached(between), heading }], from);
  }
  return tokens;
}

function isHeading(place: string, rest: string, last: Token | undefined, between: string): boolean {
  if (/^for\b/i.test(place)) return last?.kind === "entries" && between.trim() === "";
  return (!/\bunder\b/i.test(place) && HEADING_WORDS.test(place)) || OF_HEADING.test(rest);
}

/** A heading without a word that says so, the people of an entity, or a word that is not understood. */
function readWord(
  text: string,
  index: number,
  names: readonly string[],
  last: Token | undefined,
  between: string,
): { token: Token | null; length: number } {
  const here = text.slice(index);
  const word = /^\S+/.exec(here)?.[0] ?? "";
  const known = knownDestination(here);
  if (known !== null || DESTINATION_PLACE.test(word)) {
    const found = findDestinations(here, "anything", names);
    const name = found?.destinations[0] ?? "";
    const rest = here.slice(found?.length ?? 0);
    const followsVerb = last?.kind === "verb" && IN_ORDER.test(between);
    const isOne =
      known === null || name === name.toUpperCase() || OF_HEADING.test(rest) || OF_PARTY.test(rest);
    if (found !== null && (isOne || followsVerb)) {
      const heading = followsVerb || OF_HEADING.test(rest) || /heading/i.test(between);
      const attached = isAttached(between);
      const { destinations, length } = found;
      return { token: { kind: "destination", destinations, attached, heading }, length };
    }
  }
  const people = PEOPLE.exec(here)?.[0].trim();
  if (people !== undefined && !isFiller(people.split(" ")[0] ?? "")) {
    return { token: { kind: "entries", people }, length: people.length };
  }
  const plain = /^\p{L}[\p{L}\p{M}'’.&-]*/u.exec(word)?.[0] ?? "";
  if (plain === "" || isFiller(plain)) return { token: null, length: 0 };
  return { token: { kind: "unknown", word: plain }, length: plain.length };
}

/** "Removing and reserving", "adding “[Reserved]” in its place": the row that is left is no entry. */
function withoutReserved(text: string): string {
  return text
    .replace(
      /,?\s*\b(?:and|by)\s+(?:add|insert|plac)(?:ing|e)?\s+(?:in (?:its|their) place,?\s+)?(?:the words? )?\[reserved\](?:\s+in (?:its|their) place)?/gi,
      " ",
    )
    .replace(
      /(\b(?:remov|delet)\w*\b[^;]*?),?\s+and\s+reserv(?:ing|ed|e)\b(?: (?:it|them|(?:its|their) places?|the (?:entry|row)s?)(?=[,.;]|$))?/gi,
      "$1",
    );
}

function tokensOf(
  words: Partial<Record<string, string>>,
  names: readonly string[],
  before: string,
): Token[] {
  const { name, verb, counted, count } = words;
  const plain = { passive: false, part: false, by: byOf(before) } as const;
  if (name !== undefined) return [{ kind: "name", name: names[Number(name)] ?? "" }];
  if (words["position"] !== undefined) return [];
  if (words["either"] !== undefined) return [{ kind: "limit", of: "entries" }];
  if (words["ofEntry"] !== undefined) {
    return [
      { kind: "verb", op: "revise", ...plain, part: true },
      { kind: "entries", people: null },
    ];
  }
  if (words["ofSomeEntry"] !== undefined) return [{ kind: "verb", op: null, ...plain, part: true }];
  if (words["within"] !== undefined) return [{ kind: "within" }];
  if (words["amendedBy"] !== undefined) return [{ kind: "amendedBy" }];
  if (words["replaces"] !== undefined) return [{ kind: "replaces" }];
  if (words["becomes"] !== undefined) return [{ kind: "becomes" }];
  if (words["detail"] !== undefined) return [{ kind: "detail" }];
  if (words["time"] !== undefined) return [{ kind: "limit", of: "time" }];
  if (words["limit"] !== undefined) return [{ kind: "limit", of: "entries" }];
  if (words["part"] !== undefined) return [{ kind: "limit", of: "part" }];
  if (verb !== undefined) return [{ kind: "verb", ...plain, ...readVerb(verb) }];
  if (words["same"] !== undefined) return [{ kind: "same" }];
  if (counted === undefined) return [{ kind: "entries", people: null }];
  const addresses = /address/i.test(counted);
  return [{ kind: "count", count: readCount(count ?? "") ?? 0, addresses }];
}

function byOf(before: string): VerbToken["by"] {
  const lead = /(\S+)\s+by\s+(?:\w+ly\s+)?$/i.exec(before)?.[1];
  if (lead === undefined || /^(?:and|or|then|[;:—])$|[;:—]$/i.test(lead)) return null;
  return lead.endsWith(",") ? "comma" : "how";
}

/** "“A” under IRAN" against "“A”, and under IRAN"; a comma alone says nothing. */
function isAttached(between: string): boolean | null {
  if (/[;:—]|\b(?:and|by|or)\b/i.test(between)) return false;
  return between.includes(",") ? null : true;
}

/** `In the entry for CHINA, under the destination of CHINA`. */
function isRepeated(tokens: readonly Token[], destinations: readonly string[]): boolean {
  const last = tokens.at(-1);
  return last?.kind === "destination" && last.destinations.join() === destinations.join();
}
