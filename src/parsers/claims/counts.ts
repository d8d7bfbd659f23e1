/** Reads a counted noun: `forty-two entities`, `a total of three (3) persons`, `these 19 entities`, `the other five`. */

import type { ListCode } from "../../model/entry.ts";
import { isDescribing, isPlural, type Noun, nounOf } from "./nouns.ts";
import type { Token } from "./tokens.ts";
import { operationAt } from "./verbs.ts";

export interface CountPhrase {
  /** Null if the words give no number: `these entities`. */
  readonly value: number | null;
  /** Null if no noun follows: `five under Iran`. `other` is a noun that no list holds. */
  readonly noun: Noun | "other" | null;
  /** It refers to something named before: `these 19 entities`, `them`. */
  readonly isDefinite: boolean;
  /** It refers to some of those named before: `two of these entities`. */
  readonly isSubset: boolean;
  /** The rest of a count: `the other`, `the remaining five`. */
  readonly isRest: boolean;
  /** An article instead of a number: `an entity`, `the entries`. */
  readonly isArticle: boolean;
  /** The noun is singular: `the entry`. */
  readonly isOneThing: boolean;
  /** `additional`, `another`: in addition to earlier counts. */
  readonly isMore: boolean;
  /** `existing`, `listed`: already on a list. */
  readonly isListed: boolean;
  /** `more than 80`, `three (4)`: not an exact number. */
  readonly isUnread: boolean;
  /** `one each`. */
  readonly isEach: boolean;
  /** It counts members of another list or program. */
  readonly isOfProgram: boolean;
  readonly list: ListCode | null;
  /** `these`, `all`; empty if a number begins the phrase. */
  readonly determiner: string;
  readonly at: number;
  /** The token after it. */
  readonly end: number;
}

const DEFINITE = /^(?:the|these|those|this|that|said|such|all|both|each)$/;
const INEXACT =
  /^(?:more than|over|at least|approximately|about|nearly|almost|up to|roughly|around|fewer than|less than)$/;
const MODIFIED_BY_MORE = /^(?:additional|another|more|further|second|other)$/;
const REST = /^(?:other|others|remaining|rest|remainder)$/;
const LISTED = /^(?:existing|current|currently|listed|already)$/;
/** Words that end a noun phrase. */
const FUNCTION =
  /^(?:to|from|under|in|on|of|for|with|by|at|into|as|and|or|that|which|who|whose|because|is|are|was|were|be|being|been|will|would|has|have|had|may|each|all|both|including|consisting|comprising|located|based|due|since|while|respectively|not|than|the|a|an|these|those|this|its|their|under|within|through|so|also|but|plus|between|upon|pursuant|after|before|representing|totaling|resulting|accounting|added|removed|revised|modified|it|they|them|effective)$/;
const MAX_MODIFIERS = 7;

/** Null if no counted or definite noun begins at the token. */
export function readCountAt(tokens: readonly Token[], at: number): CountPhrase | null {
  const key = tokens[at]?.key ?? "";
  if (/^(?:them|themselves)$/.test(key))
    return phrase(at, at + 1, { isDefinite: true, noun: "party" });
  if (key === "one" && isPronounOne(tokens, at)) return null;
  if (tokens[at]?.kind === "number") return readNumber(tokens, at, at, {});
  if (key === "a" || key === "an" || key === "another") return readArticle(tokens, at);
  if (DEFINITE.test(key)) return readDefinite(tokens, at);
  return null;
}

function phrase(at: number, end: number, part: Partial<CountPhrase>): CountPhrase {
  return {
    value: null,
    noun: null,
    isDefinite: false,
    isSubset: false,
    isRest: false,
    isArticle: false,
    isOneThing: false,
    isMore: false,
    isListed: false,
    isUnread: false,
    isEach: false,
    isOfProgram: false,
    list: null,
    determiner: "",
    ...part,
    at,
    end,
  };
}

/** `one of the most`, `one or more`, `no one`. */
function isPronounOne(tokens: readonly Token[], at: number): boolean {
  if (tokens[at - 1]?.key === "no") return true;
  return (
    tokens[at + 1]?.key === "of" && tokens[at + 2]?.key === "the" && tokens[at + 3]?.key === "most"
  );
}

/** `from` is the index of the number, `at` the start of the phrase. */
function readNumber(
  tokens: readonly Token[],
  at: number,
  from: number,
  part: Partial<CountPhrase>,
): CountPhrase {
  const { value = null } = tokens[from] ?? {};
  let end = from + 1;
  let isUnread = isInexact(tokens, at);
  const [open, figure, close] = tokens.slice(end, end + 3);
  if (open?.text === "(" && figure?.kind === "number" && close?.text === ")") {
    isUnread ||= figure.value !== value;
    end += 3;
  }
  if (tokens[end]?.key === "dozen") {
    isUnread = true;
    end += 1;
  }
  // `one or more`, `two or three`, `three to five`.
  if (/^(?:or|to)$/.test(tokens[end]?.key ?? "")) {
    const next = tokens[end + 1];
    if (next?.key === "more" || next?.kind === "number") {
      isUnread = true;
      end += 2;
    }
  }
  if (tokens[end]?.key === "more" && tokens[end + 1]?.kind !== "word") end += 1;
  const partitive = readPartitive(tokens, end);
  if (partitive.isSubset)
    return phrase(at, partitive.end, { value, isSubset: true, isUnread, ...part });
  const noun = readNoun(tokens, partitive.end);
  return phrase(at, noun.end, { value, isUnread, ...noun.part, ...part });
}

/** `of its`, `of the existing`: the number counts the following noun. `of these`: some of those named before. */
function readPartitive(tokens: readonly Token[], at: number): { isSubset: boolean; end: number } {
  if (tokens[at]?.key !== "of") return { isSubset: false, end: at };
  const [first, second] = [tokens[at + 1], tokens[at + 2]];
  // "five of which are located in China" counts as "five are" does.
  if (/^(?:which|whom)$/.test(first?.key ?? "")) return { isSubset: false, end: at + 2 };
  const isBack = /^(?:these|those|them|this)$/.test(first?.key ?? "");
  if (first?.kind === "number") return { isSubset: true, end: readNoun(tokens, at + 2).end };
  const isOfNumber = first?.key === "the" && second?.kind === "number";
  if (isBack || isOfNumber) {
    const noun = readNoun(tokens, at + (isOfNumber ? 3 : 2));
    return { isSubset: true, end: noun.part.noun === null ? at + (isOfNumber ? 3 : 2) : noun.end };
  }
  const isOwned = /^(?:the|its|their|his)$/.test(first?.key ?? "") || /'s$/.test(first?.key ?? "");
  return { isSubset: false, end: isOwned ? at + 2 : at };
}

function isInexact(tokens: readonly Token[], at: number): boolean {
  const [one, two] = [tokens[at - 1]?.key ?? "", tokens[at - 2]?.key ?? ""];
  return INEXACT.test(one) || INEXACT.test(`${two} ${one}`);
}

interface NounPhrase {
  readonly end: number;
  readonly part: Partial<CountPhrase> & { readonly noun: CountPhrase["noun"] };
}

/** Modifiers and a noun: `additional non-U.S. affiliates`, `existing Entity List entries`. */
function readNoun(tokens: readonly Token[], from: number): NounPhrase {
  let part: Partial<CountPhrase> = {};
  const limit = Math.min(from + MAX_MODIFIERS, tokens.length);
  for (let at = from; at < limit; at += 1) {
    const token = tokens[at];
    const noun = isDescribing(token, tokens[at + 1]) ? null : nounOf(token);
    if (noun !== null) return closeNoun(tokens, at, noun, part);
    if (token === undefined || !modifies(token) || operationAt(tokens, at) !== null) break;
    part = { ...part, ...modifiedBy(token) };
  }
  return withoutNoun(tokens, from, part);
}

/** `&` is part of a name. */
function modifies({ kind, key }: Token): boolean {
  return kind === "word"
    ? !FUNCTION.test(key)
    : /^(?:list|program|name)$/.test(kind) || key === "&";
}

function modifiedBy({ kind, key, list }: Token): Partial<CountPhrase> {
  if (kind === "list") return { list };
  if (kind === "program") return { isOfProgram: true };
  if (MODIFIED_BY_MORE.test(key)) return { isMore: true };
  return LISTED.test(key) ? { isListed: true } : {};
}

function closeNoun(
  tokens: readonly Token[],
  at: number,
  noun: Noun,
  part: Partial<CountPhrase>,
): NounPhrase {
  let end = at + 1;
  // `one removal of an entity` counts the removal.
  if (noun === "change" && tokens[end]?.key === "of" && tokens[end + 1] !== undefined) {
    const of = readCountAt(tokens, end + 1);
    if (of !== null && of.noun !== null && !of.isDefinite) end = of.end;
  }
  const isEach = tokens[end]?.key === "each";
  return { end: isEach ? end + 1 : end, part: { ...part, noun, isEach } };
}

/** `five under Iran` counts parties named before; `two license exceptions` counts something else. */
function withoutNoun(
  tokens: readonly Token[],
  from: number,
  part: Partial<CountPhrase>,
): NounPhrase {
  const next = tokens[from];
  if (next?.key === "each") return { end: from + 1, part: { ...part, noun: null, isEach: true } };
  const isBare =
    next === undefined ||
    next.kind === "mark" ||
    next.kind === "list" ||
    FUNCTION.test(next.key) ||
    MODIFIED_BY_MORE.test(next.key) ||
    LISTED.test(next.key) ||
    operationAt(tokens, from) !== null;
  if (next?.kind === "program")
    return { end: from + 1, part: { ...part, noun: "other", isOfProgram: true } };
  return { end: from, part: { ...part, noun: isBare ? null : "other" } };
}

/** `an entity` counts one; `an additional five entities` and `a total of five entities` count five. */
function readArticle(tokens: readonly Token[], at: number): CountPhrase | null {
  const numberAt = numberBehind(
    tokens,
    at + 1,
    /^(?:additional|initial|further|total|combined|of|new|other)$/,
  );
  const isMore =
    MODIFIED_BY_MORE.test(tokens[at]?.key ?? "") ||
    MODIFIED_BY_MORE.test(tokens[at + 1]?.key ?? "");
  if (numberAt !== null) return readNumber(tokens, at, numberAt, isMore ? { isMore } : {});
  const noun = readNoun(tokens, at + 1);
  if (noun.part.noun === null || noun.part.noun === "other") return null;
  // `a destination` and `a change` count nothing.
  if (noun.part.noun === "place" || noun.part.noun === "change") return null;
  // `a dozen entities`, `a number of entries`.
  const isSeveral = isPlural(tokens.slice(at, noun.end));
  return phrase(at, noun.end, {
    value: isSeveral ? null : 1,
    isUnread: isSeveral,
    isArticle: !isSeveral,
    ...noun.part,
    ...(isMore && { isMore }),
  });
}

function numberBehind(tokens: readonly Token[], from: number, words: RegExp): number | null {
  let at = from;
  while (words.test(tokens[at]?.key ?? "")) at += 1;
  return tokens[at]?.kind === "number" ? at : null;
}

/** `these 19 entities`, `all of the entries`, `the following ten entities`, `the other five`. */
function readDefinite(tokens: readonly Token[], at: number): CountPhrase | null {
  const determiner = tokens[at]?.key ?? "";
  let from = at + 1;
  if (determiner === "all") {
    while (/^(?:of|the|these|those)$/.test(tokens[from]?.key ?? "")) from += 1;
  }
  const next = tokens[from];
  if (determiner === "the" && next?.key === "following") {
    const numberAt = numberBehind(tokens, from + 1, /^:$/);
    return numberAt === null ? null : readNumber(tokens, at, numberAt, {});
  }
  if (determiner === "the" && REST.test(next?.key ?? "")) return readRest(tokens, at);
  if (next?.kind === "number") {
    const counted = readNumber(tokens, at, from, { isDefinite: true, determiner });
    return counted.noun === "other" ? null : counted;
  }
  const isSkipped = /^(?:same|aforementioned|above|newly|respective)$/.test(next?.key ?? "");
  return readUncounted(tokens, at, isSkipped ? from + 1 : from);
}

/** `the other five`, `the remaining entities`, `the other`. */
function readRest(tokens: readonly Token[], at: number): CountPhrase | null {
  if (tokens[at + 2]?.kind === "number") return readNumber(tokens, at, at + 2, { isRest: true });
  const { part, end } = readNoun(tokens, at + 2);
  if (part.noun === "other") return null;
  const isSingular = part.noun === null || !/s$/.test(tokens[end - 1]?.key ?? "");
  const isOne = tokens[at + 1]?.key === "other" && isSingular;
  return phrase(at, end, { isRest: true, value: isOne ? 1 : null, noun: part.noun });
}

/** `these entities`, `this entry`, `both persons`. */
function readUncounted(tokens: readonly Token[], at: number, from: number): CountPhrase | null {
  const determiner = tokens[at]?.key ?? "";
  const { part, end } = readNoun(tokens, from);
  if (!part.noun || /^(?:other|place|change)$/.test(part.noun)) return null;
  const isOne = determiner === "this" || determiner === "that";
  return phrase(at, end, {
    isDefinite: true,
    determiner,
    value: determiner === "both" ? 2 : isOne ? 1 : null,
    isArticle: determiner !== "both",
    isOneThing: /(?:entry|entity|person|party|address)$/.test(tokens[end - 1]?.key ?? ""),
    ...part,
    ...(determiner === "each" && { isEach: true }),
  });
}
