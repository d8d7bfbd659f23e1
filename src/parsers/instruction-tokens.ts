/** Cuts an instruction into what matters, in printed order: verbs, destinations, quoted names, counts. */

import { countryOfDestination } from "../model/country.ts";
import type { AmendmentOp } from "../model/rule.ts";
import { COUNT_PATTERN, readCount } from "./number-words.ts";
import { NAME_PLACE, takeQuotedNames } from "./quoted-names.ts";

export type Token =
  | { readonly kind: "verb"; readonly op: AmendmentOp }
  | { readonly kind: "destination"; readonly destination: string }
  | { readonly kind: "names"; readonly name: string }
  | { readonly kind: "count"; readonly count: number }
  /** The word "entry" or "entity": what the verb is about. */
  | { readonly kind: "entries" };

const VERBS: readonly (readonly [RegExp, AmendmentOp])[] = [
  [/^add/i, "add"],
  [/^(?:revis|modif|amending)/i, "revise"],
  [/^(?:remov|delet)/i, "remove"],
  [/^redesignat/i, "redesignate"],
  [/^correct/i, "correct"],
];
const VERB =
  /\b(?:add(?:ing|s)?|revis(?:ing|es|e)|modif(?:ying|ies|y)|amending|remov(?:ing|es|e)|delet(?:ing|es|e)|redesignat(?:ing|es|e)|correct(?:ing|s)?)\b/;
const PLACE_WORDS =
  /\b(?:under|(?:in|for) the (?:entry|entries|country|heading|listing) (?:for|of)|to the (?:entry|entries) (?:for|under)|the (?:destination|country)(?: heading)? of|for)\b(?:\s+the)?(?:\s+(?:destination|country)(?:\s+heading)?)?(?:\s+(?:of|for))?/;
/** `a. CANADA:` has no word before the destination. */
const LABELLED = /^\s*\(?\w{1,4}[.)]\s+/;
const COUNTED = new RegExp(
  `\\b(${COUNT_PATTERN})\\s+(?:(?:new|existing|additional|[A-Z][a-z]+(?:ian|ese|ish|i|n)?)\\s+){0,3}(?:entit(?:y|ies)|entr(?:y|ies)|persons?|addresses|address)\\b`,
);
const SCAN = new RegExp(
  `${NAME_PLACE.source}|(${VERB.source})|(${COUNTED.source})|(${PLACE_WORDS.source})|\\b(entit(?:y|ies)|entr(?:y|ies))\\b`,
  "gi",
);
const MAX_DESTINATION_LENGTH = 60;

export function readInstructionTokens(printed: string): Token[] {
  const { text, names } = takeQuotedNames(printed);
  const tokens: Token[] = [];
  const label = LABELLED.exec(text);
  if (label !== null) pushDestination(tokens, text.slice(label[0].length), "alone");
  for (const found of text.matchAll(SCAN)) {
    const [whole, name, verb, counted, count, place] = found;
    if (name !== undefined) tokens.push({ kind: "names", name: names[Number(name)] ?? "" });
    else if (verb !== undefined) pushVerb(tokens, verb);
    else if (counted !== undefined)
      tokens.push({ kind: "count", count: readCount(count ?? "") ?? 0 });
    else if (place !== undefined) {
      const after = text.slice(found.index + whole.length);
      pushDestination(tokens, after, /^(?:under|the)/i.test(place) ? "anything" : "alone");
    } else tokens.push({ kind: "entries" });
  }
  return tokens;
}

function pushVerb(tokens: Token[], verb: string): void {
  const op = VERBS.find(([pattern]) => pattern.test(verb))?.[1];
  if (op !== undefined) tokens.push({ kind: "verb", op });
}

/** `followedBy`: after "for" a country counts only where it stands alone; "for Iran Electronics …" is a name. */
function pushDestination(tokens: Token[], text: string, followedBy: "anything" | "alone"): void {
  const start = text.trimStart().replace(/^the /, "");
  const destination =
    knownDestination(start) ?? (followedBy === "anything" ? capitalDestination(start) : null);
  if (destination === null) return;
  if (followedBy === "alone" && !/^\s*(?:[,:;.—]|$)/.test(start.slice(destination.length))) return;
  const last = tokens.at(-1);
  if (last?.kind === "destination" && last.destination === destination) return;
  tokens.push({ kind: "destination", destination });
}

/** The longest run of words at the start that is a destination: `CHINA, PEOPLE'S REPUBLIC OF by revising …`. */
function knownDestination(text: string): string | null {
  const ends = [...text.slice(0, MAX_DESTINATION_LENGTH).matchAll(/(?<=\S)(?=\s|[,:;.—]|$)/g)];
  for (const { index } of ends.reverse()) {
    const candidate = text.slice(0, index);
    if (countryOfDestination(candidate) !== null) return candidate.replace(/[,:;.]+$/, "");
  }
  return null;
}

/** A heading that is no country we know is told by its capitals. */
function capitalDestination(text: string): string | null {
  const capitals = /^\p{Lu}[\p{Lu}'’,()-]+(?:\s+[\p{Lu}'’,()-]{2,})*/u.exec(text)?.[0];
  const bare = capitals?.replace(/[,\s]+$/, "") ?? "";
  return bare.length > 3 ? bare : null;
}
