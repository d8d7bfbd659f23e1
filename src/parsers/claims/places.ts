/** Reads a list of destinations with their printed counts: `China (42); Iran (2); and the UAE (4)`. */

import { countryOfDestination } from "../../model/country.ts";
import type { DestinationCount } from "../../model/reading/rule.ts";
import { trimEndOf } from "../text/trim-end.ts";
import { nounOf } from "./nouns.ts";
import type { Sentence, Token } from "./tokens.ts";
import { operationAt } from "./verbs.ts";

export interface Place extends DestinationCount {
  /** Its count is not understood. */
  readonly isUnread: boolean;
  /** `China (two each)` applies to all places before it. */
  readonly isEach: boolean;
}

export interface PlaceList {
  readonly places: readonly Place[];
  /** The token after it. */
  readonly end: number;
  /** Words that may be one destination or two: `Hong Kong, China`. */
  readonly unclear: readonly string[];
}

/** No destination's name has more tokens: `the Democratic People's Republic of Korea (North Korea)`. */
const MAX_TOKENS = 12;
const SEPARATORS = /^(?:,|;|and|&|or|plus|the|also)$/;
const SEPARATING_WORDS = ["as well as", "along with", "together with", "as well"];
const DASH = /^(?::|=|-|–|—)$/;
/** Words that may follow a destination; any other word makes it part of something else: `Russia sanctions`. */
const AFTER_NAME =
  /^(?:and|or|because|for|as|to|on|from|in|with|who|which|that|have|has|are|is|were|was|will|would|under|due|respectively|each|based|by|at|of|since|while|but|where|pursuant|consistent|accounting|following|all|both|bis|plus|also|effective|the|this|these|also|being|if|when|after|before|upon|through|is|making|bringing|adds|adding|revises|revising|modifies|modifying|removes|removing|corrects|correcting|amends|amending|one|it|they|along|together|including)$/;

/** Reads destinations from a token on; empty if no destination begins there. */
export function readPlaces({ text, tokens }: Sentence, from: number): PlaceList {
  const places: Place[] = [];
  const unclear: string[] = [];
  let end = from;
  for (let at = skipThe(tokens, from); ; ) {
    const named = nameAt(text, tokens, at) ?? unknownNameAt(text, tokens, at);
    if (named === null) break;
    const counted = countAt(tokens, named.end);
    places.push({
      destination: named.destination,
      country: named.country,
      count: counted.count,
      isUnread: counted.isUnread,
      isEach: counted.isEach,
    });
    if (counted.count === null && named.isUnclear) unclear.push(named.destination);
    end = counted.end;
    at = skipSeparators(tokens, end);
    // `… (1) Panama (2)` needs no separator, `China Iran` does.
    if (at === end && tokens[end - 1]?.text !== ")") break;
  }
  return { places, end, unclear };
}

function skipThe(tokens: readonly Token[], at: number): number {
  return tokens[at]?.key === "the" ? at + 1 : at;
}

function skipSeparators(tokens: readonly Token[], from: number): number {
  let at = from;
  for (;;) {
    const words = SEPARATING_WORDS.find((some) => startsWith(tokens, at, some.split(" ")));
    if (words !== undefined) at += words.split(" ").length;
    else if (SEPARATORS.test(tokens[at]?.key ?? "")) at += 1;
    else return at;
  }
}

function startsWith(tokens: readonly Token[], at: number, words: readonly string[]): boolean {
  return words.every((word, nth) => tokens[at + nth]?.key === word);
}

interface Named {
  readonly destination: string;
  readonly country: string | null;
  readonly end: number;
  readonly isUnclear: boolean;
}

/** The longest run of tokens that is a country, without a short name in brackets. */
function nameAt(text: string, tokens: readonly Token[], from: number): Named | null {
  const first = tokens[from];
  if (first === undefined || !/^[\p{Lu}“"'‘]/u.test(first.text)) return null;
  for (let end = Math.min(from + MAX_TOKENS, tokens.length); end > from; end -= 1) {
    const last = tokens[end - 1];
    if (last === undefined || !(last.kind !== "mark" || last.text === ")")) continue;
    const printed = text.slice(first.start, last.end);
    const isCounted = tokens.slice(from, end).some(({ kind }) => kind === "number");
    if (isCounted || /[;:]/.test(printed) || !endsName(tokens, end)) continue;
    if ((printed.match(/\(/g)?.length ?? 0) !== (printed.match(/\)/g)?.length ?? 0)) continue;
    const country = countryOfDestination(printed);
    if (country === null) continue;
    const isWhole = !printed.includes("(") || /^Crimea/i.test(printed);
    const destination = isWhole ? printed : printed.replace(/(?:(?<!\s)\s+)?\([^()]*\)$/, "");
    return { destination: bare(destination), country, end, isUnclear: mayBeTwo(printed) };
  }
  return null;
}

function bare(destination: string): string {
  return trimEndOf(destination.replace(/^[“"'‘]+/, ""), ",”\"'’");
}

/** `Hong Kong, China` names two destinations, or one. */
function mayBeTwo(printed: string): boolean {
  const [before = "", after = ""] = printed.split(/,\s*(.*)/s);
  const [one, other] = [countryOfDestination(before), countryOfDestination(after)];
  return after !== "" && one !== null && other !== null && one !== other;
}

/** An unknown name is a destination if a count in brackets follows: `Kosovo (2)`. */
function unknownNameAt(text: string, tokens: readonly Token[], from: number): Named | null {
  const first = tokens[from];
  if (first?.kind !== "word" || !/^\p{Lu}/u.test(first.text) || operationAt(tokens, from))
    return null;
  for (let at = from + 1; at < Math.min(from + MAX_TOKENS, tokens.length); at += 1) {
    const token = tokens[at];
    if (token?.text === "(" && tokens[at + 1]?.kind === "number" && tokens[at + 2]?.text === ")") {
      const destination = text.slice(first.start, tokens[at - 1]?.end ?? first.end);
      return { destination, country: null, end: at, isUnclear: false };
    }
    if (token?.kind !== "word" || !/^(?:\p{Lu}|of$|the$|d['’])/u.test(token.text)) return null;
  }
  return null;
}

/** Whether the name ends here: it is no part of a longer expression such as `Iran's`, `Russia/Belarus`, `Russia-based`. */
function endsName(tokens: readonly Token[], end: number): boolean {
  const last = tokens[end - 1];
  const next = tokens[end];
  if (next === undefined || last === undefined) return true;
  if (next.kind === "mark") return !(next.start === last.end && /^[/'’‘-]$/.test(next.text));
  if (next.kind === "number" || next.kind === "reference") return true;
  return next.kind === "word" && (AFTER_NAME.test(next.key) || operationAt(tokens, end) !== null);
}

interface Counted {
  readonly count: number | null;
  readonly end: number;
  readonly isUnread: boolean;
  readonly isEach: boolean;
}

/** The count after a name, with an optional short name in brackets and an optional stray comma before it. */
function countAt(tokens: readonly Token[], from: number): Counted {
  const at = skipShortNames(tokens, from);
  const open = /^(?:,|:)$/.test(tokens[at]?.text ?? "") ? at + 1 : at;
  const inside = bracketAt(tokens, open);
  const end = open + (inside?.length ?? 0) + 2;
  // "(2) revising" numbers an operation.
  if (inside?.some(isNumber) && operationAt(tokens, end) === null) {
    const count = countInBrackets(inside);
    return {
      count,
      end,
      isUnread: count === null,
      isEach: inside.some(({ key }) => key === "each"),
    };
  }
  const dashed = DASH.test(tokens[at]?.text ?? "") ? tokens[at + 1] : undefined;
  // "China: 1;", and not "China: one of these has a new address".
  const behind = tokens[at + 2];
  const isCount = behind === undefined || behind.kind === "mark" || behind.key === "and";
  if (dashed?.kind === "number" && isCount) {
    return { count: dashed.value, end: at + 2, isUnread: false, isEach: false };
  }
  return { count: null, end: at, isUnread: false, isEach: false };
}

/** `(UAE)`, `(China)`. */
function skipShortNames(tokens: readonly Token[], from: number): number {
  let at = from;
  for (;;) {
    const inside = bracketAt(tokens, at);
    if (inside === null || inside.some(isNumber)) return at;
    at += inside.length + 2;
  }
}

function isNumber({ kind }: Token): boolean {
  return kind === "number";
}

/** The tokens inside the brackets that open at the token; null if no bracket opens, or if it does not close. */
function bracketAt(tokens: readonly Token[], open: number): readonly Token[] | null {
  if (!/^[([]$/.test(tokens[open]?.text ?? "")) return null;
  const close = tokens.findIndex(({ text }, at) => at > open && /^[)\]]$/.test(text));
  return close === -1 || close - open > MAX_TOKENS ? null : tokens.slice(open + 1, close);
}

/** `42`, `42 entries`, `40 entities under 42 entries`, `2 entities and 1 address`. */
function countInBrackets(inside: readonly Token[]): number | null {
  const numbers = inside.flatMap(({ kind, value }, at) => {
    const noun = [1, 2, 3].map((step) => nounOf(inside[at + step])).find((some) => some !== null);
    return kind === "number" && value !== null ? [{ value, noun: noun ?? null }] : [];
  });
  const [first, ...others] = numbers;
  if (first === undefined) return null;
  if (others.length === 0) return first.value;
  const entries = numbers.filter(({ noun }) => noun === "entry");
  if (entries.length === 1) return entries[0]?.value ?? null;
  const areSummed = numbers.every(({ noun }) => noun === "party" || noun === "address");
  return areSummed ? numbers.reduce((sum, { value }) => sum + value, 0) : null;
}
