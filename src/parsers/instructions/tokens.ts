/** Cuts an instruction into what matters, in printed order: verbs, destinations, quoted names, counts. */

import { countryOfDestination } from "../../model/country.ts";
import type { AmendmentOp } from "../../model/rule.ts";
import { COUNT_PATTERN, readCount } from "../text/number-words.ts";
import { findDestinations } from "./destinations.ts";
import { LIMIT, PART, TIME } from "./limits.ts";
import { NAME_PLACE, type WithoutNames } from "./quoted-names.ts";
import { OF_ENTRY, OF_SOME_ENTRY, readVerb, VERB } from "./verbs.ts";

export type Token =
  /** `op` null: a verb that none of the operations is, as in "replacing the entry". */
  | { readonly kind: "verb"; readonly op: AmendmentOp | null; readonly passive: boolean }
  /** `attached`: it follows what stands under it, "“A” under IRAN"; null where the print leaves it open. */
  | {
      readonly kind: "destination";
      readonly destinations: readonly string[];
      readonly attached: boolean | null;
    }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "count"; readonly count: number; readonly addresses: boolean }
  /** The word "entry" or "entity": what the verb is about. */
  | { readonly kind: "entries" }
  /** "In the entry for “A”": what follows happens inside it. */
  | { readonly kind: "within" }
  /** "The entry for “A” is amended by": so does what follows. */
  | { readonly kind: "amendedBy" }
  /** "to add one alias": what follows says how the entry changes, and names no other. */
  | { readonly kind: "detail" }
  /** "as an entry", "to read": what follows is how it stands afterwards. */
  | { readonly kind: "becomes" }
  /** "Only with respect to its address": less, more or something other is meant than the other tokens say. */
  | { readonly kind: "limit"; readonly of: "time" | "entries" | "part" };

const WITHIN = /\bin the (?:entr(?:y|ies)|listings?) (?:for|of)\s+(?=(?:the \w+ )?⟦)/;
const AMENDED_BY = /\b(?:is|are) (?:further )?(?:amended|revised|modified)(?= (?:by|as follows)\b)/;
const PLACE_WORDS =
  /\b(?:under|(?:in|for) the (?:entry|entries|country|heading|listing|destination) (?:for|of|heading for)|to the (?:entry|entries) (?:for|under)|the (?:destinations?|country|countries|heading)(?: heading)? (?:of|for)|for|from|to|in)\b(?:\s+both)?(?:\s+the)?(?:\s+(?:destinations?|country|countries|heading)(?:\s+heading)?)?(?:\s+(?:of|for|entry for))?/;
/** After these any heading is a destination; after the others only a country that stands alone. */
const STRONG_PLACE = /\b(?:under|destinations?|country|countries|heading)\b/i;
const COUNTED_WORDS =
  "(?!aliases\\b|address(?:es)?\\b|to\\b|of\\b|for\\b|the\\b|and\\b|in\\b|under\\b)";
const COUNTED = new RegExp(
  `\\b(?<count>${COUNT_PATTERN})(?:\\s*\\(\\d+\\))?\\s+(?:${COUNTED_WORDS}[\\p{L}.'’-]+\\s+){0,4}?(?:entit(?:y|ies)|entr(?:y|ies)|persons?|part(?:y|ies)|addresses|address)\\b`,
);
const DETAIL =
  /\b(?:(?<!amended )to (?:add|includ|remov|delet|correct|revis|modif|reflect|chang|updat|clarif|replac|mak|conform|indicat|plac)\w*|so (?:that|as)|which|because)\b/;
const BECOMES =
  /\b(?:as (?:an? )?(?:new )?entr(?:y|ies)|as(?=\s*⟦)|to read(?: as)?(?=\s*⟦)|to\b(?=\s*⟦))/;
const SCAN = new RegExp(
  [
    `(?:${NAME_PLACE.source.replace("(", "(?<name>")})`,
    `(?<ofEntry>${OF_ENTRY.source})`,
    `(?<ofSomeEntry>${OF_SOME_ENTRY.source})`,
    `(?<within>${WITHIN.source})`,
    `(?<amendedBy>${AMENDED_BY.source})`,
    `(?<becomes>${BECOMES.source})`,
    `(?<detail>${DETAIL.source})`,
    `(?<time>${TIME.source})`,
    `(?<limit>${LIMIT.source})`,
    `(?<part>${PART.source})`,
    `(?<verb>${VERB.source})`,
    `(?<counted>${COUNTED.source})`,
    `(?<place>${PLACE_WORDS.source})`,
    "\\b(?<entries>entit(?:y|ies)|entr(?:y|ies))\\b",
  ].join("|"),
  "giu",
);
/** A name says what it is of itself; these do not. */
const COLUMN =
  /^(?:country|entity|license requirements?|license review policy|(?:federal register )?citation|listed person.*|footnote \d+.*)$/i;

export function readInstructionTokens({ text: printed, names }: WithoutNames): Token[] {
  const text = unquoteCommonWords(printed, names);
  const tokens: Token[] = [];
  let end = 0;
  const lead = findDestinations(text, "alone");
  if (lead !== null) {
    tokens.push({ kind: "destination", destinations: lead.destinations, attached: false });
    end = lead.length;
  }
  for (const found of text.matchAll(SCAN)) {
    const { place, ...words } = found.groups ?? {};
    const after = found.index + found[0].length;
    if (place === undefined) {
      tokens.push(...tokensOf(words, names));
      end = after;
      continue;
    }
    const reach = STRONG_PLACE.test(place) ? "anything" : "alone";
    const here = findDestinations(text.slice(after), reach);
    if (here === null || isRepeated(tokens, here.destinations)) continue;
    const attached = isAttached(text.slice(end, found.index));
    tokens.push({ kind: "destination", destinations: here.destinations, attached });
    end = after + here.length;
  }
  return tokens;
}

/** Columns and countries are quoted now and then, and are no names of entries. */
function unquoteCommonWords(text: string, names: readonly string[]): string {
  return text.replace(/⟦(\d+)⟧(\s+columns?\b)?/g, (place, nth, column) => {
    const name = names[Number(nth)] ?? "";
    if (COLUMN.test(name) || column !== undefined) return "column";
    return countryOfDestination(name) === null ? place : name;
  });
}

function tokensOf(words: Partial<Record<string, string>>, names: readonly string[]): Token[] {
  const { name, ofEntry, ofSomeEntry, within, amendedBy, becomes, detail, verb, counted, count } =
    words;
  if (name !== undefined) return [{ kind: "name", name: names[Number(name)] ?? "" }];
  if (ofEntry !== undefined) {
    return [{ kind: "verb", op: "revise", passive: false }, { kind: "entries" }];
  }
  if (ofSomeEntry !== undefined) return [{ kind: "verb", op: null, passive: false }];
  if (within !== undefined) return [{ kind: "within" }];
  if (amendedBy !== undefined) return [{ kind: "amendedBy" }];
  if (becomes !== undefined) return [{ kind: "becomes" }];
  if (detail !== undefined) return [{ kind: "detail" }];
  if (words["time"] !== undefined) return [{ kind: "limit", of: "time" }];
  if (words["limit"] !== undefined) return [{ kind: "limit", of: "entries" }];
  if (words["part"] !== undefined) return [{ kind: "limit", of: "part" }];
  if (verb !== undefined) return [{ kind: "verb", ...readVerb(verb) }];
  if (counted === undefined) return [{ kind: "entries" }];
  const addresses = /address/i.test(counted);
  return [{ kind: "count", count: readCount(count ?? "") ?? 0, addresses }];
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
