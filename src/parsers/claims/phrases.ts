/** Turns the tokens of a sentence into phrases, the units of the grammar of claims. */

import type { ListCode } from "../../model/entry.ts";
import { type CountPhrase, readCountAt } from "./counts.ts";
import { readLead } from "./lead.ts";
import { type PlaceList, readPlaces } from "./places.ts";
import { type Source, sourceAt } from "./sources.ts";
import type { Sentence, Token } from "./tokens.ts";
import { isSimplePast, operationAt, type Verb } from "./verbs.ts";

/**
 * `reason` introduces a reason, `partial` introduces some of the counted parties, `explains` says why two counts differ,
 * and `spreads` may explain it: parties have entries under several destinations.
 */
export type Cue =
  | "reason"
  | "listed"
  | "partial"
  | "whole"
  | "explains"
  | "spreads"
  | "more"
  | "respectively"
  | "follows";

export type Phrase =
  | { readonly kind: "verb"; readonly verb: Verb; readonly at: number }
  | { readonly kind: "count"; readonly count: CountPhrase }
  | {
      readonly kind: "places";
      readonly list: PlaceList;
      /** The words contain `destination` or `country`. */
      readonly isNamed: boolean;
      /** `one each under`, `under each of`. */
      readonly isEach: boolean;
      /** `all under`: applies to everything counted before. */
      readonly isOfAll: boolean;
      /** The number in `twenty-six destinations: …`. */
      readonly announced: number | null;
    }
  | { readonly kind: "list"; readonly list: ListCode | null; readonly preposition: string }
  | { readonly kind: "source"; readonly source: Source }
  | { readonly kind: "past" }
  | { readonly kind: "cue"; readonly cue: Cue }
  | { readonly kind: "unread"; readonly text: string }
  | { readonly kind: "name"; readonly text: string }
  | { readonly kind: "word"; readonly key: string };

const CUES: readonly (readonly [string, Cue])[] = [
  ["including", "partial"],
  ["of which", "partial"],
  ["of whom", "partial"],
  ["among them", "partial"],
  ["consisting of", "whole"],
  ["comprising", "whole"],
  ["comprised of", "whole"],
  ["specifically", "whole"],
  ["namely", "whole"],
  ["as follows", "whole"],
  ["accounting for the difference", "explains"],
  ["accounts for the difference", "explains"],
  ["account for the difference", "explains"],
  ["multiple entries", "spreads"],
  ["multiple destinations", "spreads"],
  ["more than one destination", "spreads"],
  ["more than one entry", "spreads"],
  ["several destinations", "spreads"],
  ["also", "more"],
  ["in addition", "more"],
  ["additionally", "more"],
  ["furthermore", "more"],
  ["further", "more"],
  ["lastly", "more"],
  ["finally", "more"],
  ["moreover", "more"],
  ["respectively", "respectively"],
  ["follows the", "follows"],
  ["following the", "follows"],
  ["as a result of the", "follows"],
  ["in connection with", "follows"],
  ["conforming change to", "follows"],
];

/** By first word. */
const CUES_OF = Map.groupBy(
  CUES.map(([words, cue]) => ({ words: words.split(" "), cue })),
  ({ words }) => words[0] ?? "",
);

const TAKES_BACK =
  /^(?:suspend|delay|stay|withdraw|rescind|revers|defer|postpon)(?:e|s|es|ed|red|al|ing|ring)?$/;
const PREPOSITION = /^(?:to|from|on|in|of|for|into|onto|by|with|under|off)$/;

export function readPhrases(sentence: Sentence): Phrase[] {
  const phrases: Phrase[] = [];
  for (let at = 0; at < sentence.tokens.length; ) {
    const [phrase, end] = phraseAt(sentence, at, isBehindCount(phrases));
    phrases.push(phrase);
    at = Math.max(end, at + 1);
  }
  return phrases;
}

/** `five in China`, `five are in China`. */
function isBehindCount(phrases: readonly Phrase[]): boolean {
  const last = phrases.at(-1);
  const isCopula = last?.kind === "word" && /^(?:is|are)$/.test(last.key);
  return (isCopula ? phrases.at(-2) : last)?.kind === "count";
}

function phraseAt(sentence: Sentence, at: number, behindCount: boolean): [Phrase, number] {
  const { tokens } = sentence;
  const token = tokens[at];
  if (token === undefined) return [{ kind: "word", key: "" }, at + 1];
  const source = sourceAt(tokens, at);
  if (source !== null) return [{ kind: "source", source: source.source }, source.end];
  const places = placesAt(sentence, at, behindCount);
  if (places !== null) return places;
  // "suspends the addition of five entities" adds none.
  if (token.kind === "word" && TAKES_BACK.test(token.key)) {
    return [{ kind: "cue", cue: "follows" }, at + 1];
  }
  if (token.key === "listed") return [{ kind: "cue", cue: "listed" }, at + 1];
  const cue = CUES_OF.get(token.key)?.find(({ words }) => startsWith(tokens, at, words));
  if (cue !== undefined) return [{ kind: "cue", cue: cue.cue }, at + cue.words.length];
  if (token.kind === "list" || token.kind === "program") {
    return [{ kind: "list", list: token.list, preposition: prepositionBefore(tokens, at) }, at + 1];
  }
  if (isReason(tokens, at)) return [{ kind: "cue", cue: "reason" }, at + 1];
  const count = readCountAt(tokens, at);
  if (count !== null) return countPhrase(count);
  if (isSimplePast(tokens, at)) return [{ kind: "past" }, at + 1];
  const verb = operationAt(tokens, at);
  if (verb !== null) return [{ kind: "verb", verb, at }, at + 1];
  if (token.kind === "name" || isProperName(tokens, at))
    return [{ kind: "name", text: token.text }, at + 1];
  return [{ kind: "word", key: token.key }, at + 1];
}

function countPhrase(count: CountPhrase): [Phrase, number] {
  // "added under two destinations" explains why there are more entries than entities.
  const isOfPlaces = count.noun === "place";
  return [isOfPlaces ? { kind: "cue", cue: "spreads" } : { kind: "count", count }, count.end];
}

function isProperName(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  // "the List" refers to the list named before.
  if (token?.key === "list") return false;
  return token?.kind === "word" && at > 0 && /^\p{Lu}\p{Ll}/u.test(token.text);
}

/** `because`, `due to`, `for acquiring`, `for their role in`. */
function isReason(tokens: readonly Token[], at: number): boolean {
  const [key = "", next = ""] = [tokens[at]?.key, tokens[at + 1]?.key];
  if (/^(?:because|whereas)$/.test(key) || (key === "due" && next === "to")) return true;
  return (
    key === "for" &&
    (/^[a-z]+ing$/.test(next) || /^(?:their|its|activities|actions|having)$/.test(next))
  );
}

function startsWith(tokens: readonly Token[], at: number, words: readonly string[]): boolean {
  return words.every((word, nth) => tokens[at + nth]?.key === word);
}

/** `to`, in `to the Entity List`, `to BIS's Entity List`. */
function prepositionBefore(tokens: readonly Token[], at: number): string {
  for (let before = at - 1; before >= Math.max(0, at - 4); before -= 1) {
    const key = tokens[before]?.key ?? "";
    if (PREPOSITION.test(key)) return key;
    if (!/^(?:the|its|their|bis's|existing|said|"|“|‘|')$/.test(key)) return "";
  }
  return "";
}

/** `under each of the following destinations:`, `located in the countries of`, `under`, `five in`. */
function placesAt(sentence: Sentence, at: number, behindCount: boolean): [Phrase, number] | null {
  const { tokens } = sentence;
  const lead = readLead(tokens, at, behindCount);
  if (lead === null) return null;
  const list = readPlaces(sentence, lead.end);
  const isCounted = list.places.some(({ count }) => count !== null);
  if (lead.isLoose && !isCounted) return null;
  if (list.places.length === 0) {
    if (lead.announced !== null) return [{ kind: "cue", cue: "spreads" }, lead.end];
    if (!lead.isNamed) return null;
    const text = tokens.slice(at, lead.end + 2).map((token) => token.text);
    const isUnread = /^[\p{Lu}“"]/u.test(tokens[lead.end]?.text ?? "");
    return isUnread ? [{ kind: "unread", text: text.join(" ") }, lead.end] : null;
  }
  const isEach = lead.isEach || tokens[at - 1]?.key === "each";
  const isOfAll = tokens[at - 1]?.key === "all";
  return [
    { kind: "places", list, isNamed: lead.isNamed, isEach, isOfAll, announced: lead.announced },
    list.end,
  ];
}
