/** Finds the words that introduce a list of destinations: `under the destinations of`, `located in`, `five in`. */

import type { Token } from "./tokens.ts";

export interface Lead {
  /** The token after it. */
  readonly end: number;
  /** `under each of`. */
  readonly isEach: boolean;
  /** It contains `destination` or `country`. */
  readonly isNamed: boolean;
  /** The number in `twenty-six destinations:`. */
  readonly announced: number | null;
  /** `in`, which introduces destinations only if they have counts. */
  readonly isLoose: boolean;
}

const PARTICIPLE = /^(?:located|based|listed|headquartered)$/;
const PREPOSITION = /^(?:under|in|within|from|for|across|with|at|into|to|:)$/;
const WITHIN = /^(?:each|of|the|following|a|its|their|these|country|separate)$/;
const NOUN = /^(?:destinations?|countr(?:y|ies))$/;
const AFTER_NOUN = /^(?:headings?|of|for|:|-|–|—|\(|the|in|listed|below)$/;

/** `isBehindCount`: a count stands directly before the token. Null if no such words begin at the token. */
export function readLead(
  tokens: readonly Token[],
  from: number,
  isBehindCount: boolean,
): Lead | null {
  const first = tokens[from]?.key ?? "";
  const start = afterPreposition(tokens, from);
  if (start === null) return null;
  const at = skip(tokens, start, WITHIN);
  const isEach = tokens.slice(start, at).some(({ key }) => key === "each");
  const announced = tokens[at]?.kind === "number" ? (tokens[at]?.value ?? null) : null;
  const nounAt = announced === null ? at : at + 1;
  const isCountryOf = tokens[at - 1]?.key === "of" && tokens[at - 2]?.key === "country";
  if (NOUN.test(tokens[nounAt]?.key ?? "")) {
    const end = skip(tokens, afterList(tokens, nounAt + 1), AFTER_NOUN);
    return { end, isEach, isNamed: true, announced, isLoose: false };
  }
  if (announced !== null) return null;
  const isStrong = first === "under" || first === ":" || PARTICIPLE.test(first) || isCountryOf;
  const isLoose = !isStrong && !(isBehindCount && /^(?:in|from|for)$/.test(first));
  if (isLoose && !/^(?:in|from)$/.test(first)) return null;
  return { end: at, isEach, isNamed: isCountryOf, announced: null, isLoose };
}

/** The token after `under`, `located in`; the token itself if it is `the` or `destinations`. */
function afterPreposition(tokens: readonly Token[], from: number): number | null {
  const key = tokens[from]?.key ?? "";
  if (PARTICIPLE.test(key)) {
    return /^(?:in|under)$/.test(tokens[from + 1]?.key ?? "") ? from + 2 : null;
  }
  if (PREPOSITION.test(key)) return from + 1;
  return /^(?:the|destinations?)$/.test(key) ? from : null;
}

/** `the following destinations on the Entity List:`. */
function afterList(tokens: readonly Token[], from: number): number {
  const at = skip(tokens, from, /^(?:on|of|the)$/);
  return tokens[at]?.kind === "list" ? at + 1 : from;
}

function skip(tokens: readonly Token[], from: number, words: RegExp): number {
  let at = from;
  while (words.test(tokens[at]?.key ?? "")) at += 1;
  return at;
}
