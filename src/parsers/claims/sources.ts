/** Finds the actor that a sentence names: this rule, another rule, or BIS. */

import type { Token } from "./tokens.ts";

/** `agency` is BIS, which acts through this rule unless the sentence says otherwise. */
export type Source = "this rule" | "another" | "agency";

const RULE = /^(?:rules?|rulemakings?|actions?|documents?|notices?|amendments?|ifr|ifrs)$/;
const OTHER =
  /^(?:separate|another|previous|previously|prior|earlier|companion|related|concurrent|subsequent|different|future|forthcoming|other|preceding|recent|past|second)$/;
const DETERMINER =
  /^(?:a|an|another|the|that|those|prior|previous|earlier|separate|other|subsequent)$/;
const ADJECTIVE =
  /^(?:final|interim|proposed|bis|ear|published|own|new|correction|corrections|entity|,|and|recent|related)$/;
const MAX_WORDS = 6;

/** Null if no rule and no agency is named at the token. */
export function sourceAt(
  tokens: readonly Token[],
  at: number,
): { readonly source: Source; readonly end: number } | null {
  const key = tokens[at]?.key ?? "";
  if (key === "this" || key === "today's") {
    const end = ruleBehind(tokens, at + 1);
    return end === null ? null : { source: "this rule", end };
  }
  if (key === "elsewhere" && tokens[at + 1]?.key === "in")
    return { source: "another", end: at + 2 };
  if (DETERMINER.test(key)) {
    const end = ruleBehind(tokens, at + 1);
    if (end !== null && isAnother(tokens, at, end)) return { source: "another", end };
  }
  if (isAgency(tokens, at)) return { source: "agency", end: at + 1 };
  return null;
}

/** The token after `final rule`. */
function ruleBehind(tokens: readonly Token[], from: number): number | null {
  for (let at = from; at < Math.min(from + MAX_WORDS, tokens.length); at += 1) {
    const token = tokens[at];
    if (token?.kind === "word" && RULE.test(token.key)) return at + 1;
    if (token?.kind === "reference" || token?.kind === "number" || token?.kind === "list") continue;
    if (!ADJECTIVE.test(token?.key ?? "") && !OTHER.test(token?.key ?? "")) return null;
  }
  return null;
}

/** `that rule`, `a separate rule`, `the October 7 rule`, `a rule published today`. */
function isAnother(tokens: readonly Token[], at: number, end: number): boolean {
  const words = tokens.slice(at, end);
  if (words[0]?.key === "that") return true;
  if (words.some(({ key, kind }) => OTHER.test(key) || kind === "reference")) return true;
  return (
    /^(?:published|issued|that|which)$/.test(tokens[end]?.key ?? "") &&
    /^(?:an?|the)$/.test(words[0]?.key ?? "")
  );
}

function isAgency(tokens: readonly Token[], at: number): boolean {
  const key = tokens[at]?.key ?? "";
  if (key === "bis" || key === "bureau") return true;
  return key === "commerce" && tokens[at - 1]?.key === "of" && tokens[at - 2]?.key === "department";
}
