/** Splits an instruction into tokens, in printed order: verbs, destinations, quoted names, counts. */

import type { AmendmentOp } from "../../model/reading/rule.ts";
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
  /** `aside`: it stands in brackets, after the counted names. */
  | {
      readonly kind: "count";
      readonly count: number;
      readonly addresses: boolean;
      readonly aside: boolean;
    }
  /** The word "entry" or "entity", the object of the verb. `people`: the nationality in "the Pakistani entity". */
  | { readonly kind: "entries"; readonly people: string | null }
  /** "Adding it": a pronoun for the names before it. */
  | { readonly kind: "same" }
  /** "in its place" */
  | { readonly kind: "replaces" }
  /** "In the entry for “A”": the following words change this entry. */
  | { readonly kind: "within" }
  /** "The entry for “A” is amended by": the following words change this entry, too. */
  | { readonly kind: "amendedBy" }
  /** "to add one alias": the following words say how the entry changes; they name no other entry. */
  | { readonly kind: "detail" }
  /** "as an entry", "to read": the new state follows. */
  | { readonly kind: "becomes" }
  /** "Under IRAN and IRAQ, “A” and “B”, respectively" */
  | { readonly kind: "paired" }
  /** "Only with respect to its address": narrows, widens or changes the meaning of the other tokens. */
  | { readonly kind: "limit"; readonly of: "time" | "entries" | "part" }
  /** A footnote, a column or words: the object of the verb in place of an entry. */
  | { readonly kind: "thing" }
  /** An unknown word. */
  | { readonly kind: "unknown"; readonly word: string };

export interface VerbToken {
  readonly kind: "verb";
  /** Null: a verb that is not one of the operations, as in "replacing the entry". */
  readonly op: AmendmentOp | null;
  readonly passive: boolean;
  /** "revising “A” by adding": it says how; after a comma it may be another operation. */
  readonly by: "how" | "comma" | null;
  /** It changes a part of an entry: "removing two aliases from the entry for". */
  readonly part: boolean;
}

export interface DestinationToken {
  readonly kind: "destination";
  readonly destinations: readonly string[];
  /** It follows the names under it, "“A” under IRAN"; null if the print leaves that open. */
  readonly attached: boolean | null;
  /** "to CHINA": the destination of a move. */
  readonly to: boolean;
  /** The heading itself is the object: "the heading for IRAN", "adding IRAN in alphabetical order". */
  readonly heading: boolean;
}

/** After these words any heading is a destination; after other words only a country that stands alone. */
const STRONG_PLACE = /\b(?:under|destinations?|country|countries|headings?)\b/i;
const HEADING_WORDS = /\b(?:destinations?|countr(?:y|ies)|headings?)\b/i;
const OF_HEADING = /^\s+(?:country\s+)?(?:headings?|destinations?)\b/i;
const OF_PARTY = /^\s+(?:entr(?:y|ies)|entit(?:y|ies)|listings?|compan(?:y|ies))\b/i;
const PEOPLE =
  /^(?:\p{Lu}[\p{L}\p{M}.'’-]*\s+){1,4}(?=(?:entit(?:y|ies)|entr(?:y|ies)|part(?:y|ies)|compan(?:y|ies))\b)/u;
const QUOTED_DESTINATION = new RegExp(`^${DESTINATION_PLACE.source}`);
const WORD = /^\p{L}[\p{L}\p{M}'’.&-]*/u;
const IN_ORDER = /^[\s,]*(?:in (?:proper )?alphabetical order[\s,]*)?(?:the\s+)?$/i;

/** In characters: the words before a token that tell its meaning. */
const LOOK_BACK = 100;

export function readInstructionTokens(printed: WithoutNames): Token[] {
  const text = withoutReserved(placeQuotedWords(printed));
  return new TokenReader(text, printed).read();
}

class TokenReader {
  readonly #text: string;
  readonly #names: readonly string[];
  readonly #separators: readonly string[];
  readonly #tokens: Token[] = [];
  /** The end of the last token, unknown words aside. */
  #end = 0;
  /** The comma inside the quotation marks of the last token, if that is a name. */
  #separator = "";
  /** The text before this offset is read. */
  #from = 0;
  /** The end of the last destinations that are no heading. Those behind their first one end here, too. */
  #endOfRefused = 0;

  constructor(text: string, { names, separators }: WithoutNames) {
    this.#text = text;
    this.#names = names;
    this.#separators = separators;
  }

  read(): Token[] {
    const lead = findDestinations(this.#text, "alone", this.#names);
    if (lead !== null) {
      const { destinations, length } = lead;
      this.#push(
        { kind: "destination", destinations, attached: false, to: false, heading: false },
        length,
      );
    }
    for (const found of this.#text.matchAll(SCAN)) {
      if (found.index < this.#from) continue;
      const { place, word, ...words } = found.groups ?? {};
      const after = found.index + found[0].length;
      if (word !== undefined) this.#readWord(found.index);
      else if (place !== undefined) this.#readPlace(place, found.index, after);
      else {
        for (const token of tokensOf(
          words,
          this.#names,
          this.#text.slice(Math.max(0, found.index - LOOK_BACK), found.index),
        )) {
          this.#push(token, after);
        }
        if (words["name"] !== undefined) {
          this.#separator = this.#separators[Number(words["name"])] ?? "";
        }
      }
    }
    return this.#tokens;
  }

  #push(token: Token, end: number): void {
    this.#from = end;
    if (token.kind === "destination" && this.#isRepeated(token.destinations)) return;
    this.#tokens.push(token);
    if (token.kind === "unknown") return;
    this.#end = end;
    this.#separator = "";
  }

  /** `In the entry for CHINA, under the destination of CHINA`. */
  #isRepeated(destinations: readonly string[]): boolean {
    const last = this.#tokens.at(-1);
    return last?.kind === "destination" && last.destinations.join() === destinations.join();
  }

  #readPlace(place: string, index: number, after: number): void {
    const reach = STRONG_PLACE.test(place) ? "anything" : "alone";
    const here = findDestinations(this.#text.slice(after), reach, this.#names);
    if (here === null) return;
    const between = this.#before(index);
    const end = after + here.length;
    const isOfEntries =
      /^for\b/i.test(place) && this.#tokens.at(-1)?.kind === "entries" && between.trim() === "";
    // "an entry for IRAN" is a heading, not an entry.
    if (isOfEntries) this.#tokens.pop();
    const heading =
      isOfEntries ||
      (!/^for\b|\bunder\b/i.test(place) && HEADING_WORDS.test(place)) ||
      OF_HEADING.test(this.#text.slice(end));
    const { destinations } = here;
    const to =
      /^to\b/i.test(place) ||
      /\bto\s+$/i.test(this.#text.slice(Math.max(0, index - LOOK_BACK), index));
    const attached = isAttached(between);
    this.#push({ kind: "destination", destinations, attached, to, heading }, end);
  }

  /** The text between the last token and `index`. */
  #before(index: number): string {
    return this.#separator + this.#text.slice(this.#end, index);
  }

  /** A heading without a word that announces it, the nationality of an entity, or an unknown word. */
  #readWord(index: number): void {
    const here = this.#text.slice(index);
    const heading = this.#findHeading(here, index);
    if (heading !== null) {
      this.#push(heading.token, index + heading.length);
      return;
    }
    const people = PEOPLE.exec(here)?.[0].trim();
    if (people !== undefined && !isFiller(people.split(" ")[0] ?? "")) {
      this.#push({ kind: "entries", people }, index + people.length);
      return;
    }
    const word = WORD.exec(here)?.[0] ?? "";
    if (word !== "" && !isFiller(word)) this.#push({ kind: "unknown", word }, index + word.length);
  }

  #findHeading(here: string, index: number): { token: DestinationToken; length: number } | null {
    const isQuoted = QUOTED_DESTINATION.test(here);
    const known = isQuoted ? null : knownDestination(here);
    if (!isQuoted && known === null) return null;
    if (index < this.#endOfRefused && known !== null && !isInCapitals(known)) return null;
    const found = findDestinations(here, "anything", this.#names);
    if (found === null) return null;
    const { destinations, length } = found;
    const rest = here.slice(length);
    const between = this.#before(index);
    const followsVerb = this.#tokens.at(-1)?.kind === "verb" && IN_ORDER.test(between);
    const [name = ""] = destinations;
    const isOne = isQuoted || isInCapitals(name) || OF_HEADING.test(rest) || OF_PARTY.test(rest);
    if (!isOne && !followsVerb) {
      this.#endOfRefused = index + length;
      return null;
    }
    const heading = followsVerb || OF_HEADING.test(rest) || /heading/i.test(between);
    const attached = isAttached(between);
    return { token: { kind: "destination", destinations, attached, to: false, heading }, length };
  }
}

function isInCapitals(name: string): boolean {
  return name === name.toUpperCase();
}

/** "Removing and reserving", "adding “[Reserved]” in its place": a reserved row is not an entry. */
function withoutReserved(text: string): string {
  return text
    .replace(
      /(?:,\s*|(?<!\s)\s+)?\b(?:and|by)\s+(?:add|insert|plac)(?:ing|e)?\s+(?:in (?:its|their) place,?\s+)?(?:the words? )?\[reserved\](?:\s+in (?:its|their) place)?/gi,
      " ",
    )
    .replace(
      /(\b(?:remov|delet)\w*\b(?:(?!\b(?:remov|delet))[^;])*?)(?:,\s+|(?<!\s)\s+)and\s+reserv(?:ing|ed|e)\b(?: (?:it|them|(?:its|their) places?|the (?:entry|row)s?)(?=[,.;]|$))?/gi,
      "$1",
    );
}

/** Tokens that carry nothing but their position. */
const BARE = [
  "within",
  "amendedBy",
  "replaces",
  "becomes",
  "detail",
  "thing",
  "same",
  "paired",
] as const;

function tokensOf(
  words: Partial<Record<string, string>>,
  names: readonly string[],
  before: string,
): Token[] {
  const { name, verb, counted, count } = words;
  const plain = { passive: false, part: false, by: byOf(before) } as const;
  const bare = BARE.find((kind) => words[kind] !== undefined);
  if (bare !== undefined) return [{ kind: bare }];
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
  if (words["time"] !== undefined) return [{ kind: "limit", of: "time" }];
  if (words["limit"] !== undefined) return [{ kind: "limit", of: "entries" }];
  if (words["part"] !== undefined) return [{ kind: "limit", of: "part" }];
  if (verb !== undefined) return [{ kind: "verb", ...plain, ...readVerb(verb) }];
  if (counted === undefined) return [{ kind: "entries", people: null }];
  const addresses = /address/i.test(counted);
  const aside = /\($/.test(before);
  return [{ kind: "count", count: readCount(count ?? "") ?? 0, addresses, aside }];
}

function byOf(before: string): VerbToken["by"] {
  const lead = /(?<!\S)(\S+)\s+by\s+(?:\w+ly\s+)?$/i.exec(before)?.[1];
  if (lead === undefined || /^(?:and|or|then|[;:—])$|[;:—]$/i.test(lead)) return null;
  return lead.endsWith(",") ? "comma" : "how";
}

/** True for "“A” under IRAN", false for "“A”, and under IRAN", null for a comma alone. */
function isAttached(between: string): boolean | null {
  if (/[;:—]|\b(?:and|by|or)\b/i.test(between)) return false;
  return between.includes(",") ? null : true;
}
