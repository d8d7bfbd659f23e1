/** Reads from a sentence of the preamble whether its parties are added, changed or removed. */

import type { AmendmentOp } from "../../model/reading/rule.ts";

const VERBS: readonly (readonly [AmendmentOp, RegExp])[] = [
  ["remove", /^(?:remov|delet)/i],
  ["revise", /^(?:modif|revis|correct|updat|amend|chang|clarif|consolidat)/i],
  ["add", /^(?:add(?!itional|ress)|plac)/i],
];
const VERB =
  /\b(?:remov|delet|modif|revis|correct|updat|amend|chang|clarif|consolidat|add(?!itional|ress)|plac(?:e[sd]?|ing)\b)/i;
/** A verb of change anywhere in the sentence. */
const CHANGE = /\b(?:modif|revis|correct|updat|amend|chang|clarif|consolidat)\w*/i;
/** `adds persons by amending supplement no. 6`, `amends the EAR by adding`: the object is the regulations, not an entry. */
const CHANGED_REGULATIONS =
  /\b(?:amend|revis|modif|chang)\w*\s+(?:the\s+)?(?:EAR\b|Export Administration Regulations\b|supp(?:lement|\.)|part 744\b|(?:Entity|Unverified|UVL|MEU|Military)\b[^.;,]{0,30}?\bList\b|UVL\b)/gi;
/** `criteria for revising`, `requests for removal or modification`: subjects of sections of the EAR. */
const OF_SECTIONS =
  /\b(?:criteria for|procedures? (?:for|to)|requests? for|decisions? regarding|requesting)\s+(?:the\s+)?(?:addition|remov|revis|modif)\w*(?:(?:,|\s+or|\s+and)+\s+(?:addition|remov|revis|modif)\w*)*|\bremoval requests?\b/gi;

/** `adds an address for ⟦0⟧`, `removing two aliases from the entry`: the entry is changed. */
const CHANGED_PART =
  /^\w+\s+(?:[\w-]+\s+){0,4}?(?:alias(?:es)?|address(?:es)?)\s+(?:to|for|from|of|in)\s+(?:the\s+(?:[\w-]+\s+){0,3}?entr(?:y|ies)\b|⟦|$)/i;

export function isChange(text: string): boolean {
  return CHANGE.test(text);
}

/** The operation of the first verb; null if there is none. */
export function firstOperation(text: string): AmendmentOp | null {
  const bare = [CHANGED_REGULATIONS, OF_SECTIONS].reduce(
    (rest, pattern) => rest.replace(pattern, (found) => " ".repeat(found.length)),
    text.replace(/\([^()]*\)/g, (found) => " ".repeat(found.length)),
  );
  const at = bare.search(VERB);
  if (at < 0) return null;
  const verb = bare.slice(at);
  return CHANGED_PART.test(verb)
    ? "revise"
    : (VERBS.find(([, pattern]) => pattern.test(verb))?.[0] ?? null);
}
