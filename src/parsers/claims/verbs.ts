/** The verbs by which a summary describes what a rule does to a list. */

import type { Token } from "./tokens.ts";

/** `moved` is from one list to another. `unknown` is any other change. */
export type Operation = "added" | "revised" | "removed" | "moved" | "unknown";

/**
 * `active`: `adds`, `adding`, `to add`. `passive`: `are added`, `being removed`. `past`: `were added`, by another rule.
 * `reduced`: `added` without an auxiliary. `noun`: `the addition of`.
 */
export type Form = "active" | "passive" | "past" | "reduced" | "noun";

export interface Verb {
  readonly operation: Operation;
  readonly form: Form;
  /** `adds`, `is adding`: it has its own subject. */
  readonly isFinite: boolean;
  /** It also takes objects other than entries: `expands`, `applies`. */
  readonly isWeak: boolean;
}

const STEMS: readonly (readonly [Operation, string, isWeak?: boolean])[] = [
  ["added", "add(?:s|ing|ed)?"],
  ["added", "plac(?:e|es|ing|ed)", true],
  ["added", "includ(?:e|es)", true],
  ["revised", "revis(?:e|es|ing|ed)"],
  ["revised", "modif(?:y|ies|ying|ied)"],
  ["revised", "amend(?:s|ing|ed)?"],
  ["revised", "correct(?:s|ing|ed)?"],
  ["revised", "updat(?:e|es|ing|ed)"],
  ["revised", "chang(?:e|es|ing|ed)"],
  ["revised", "clarif(?:y|ies|ying|ied)"],
  ["revised", "appl(?:y|ies|ying|ied)", true],
  ["revised", "expand(?:s|ing|ed)?", true],
  ["revised", "impos(?:e|es|ing|ed)", true],
  ["revised", "edit(?:s|ing|ed)?"],
  ["removed", "remov(?:e|es|ing|ed)"],
  ["removed", "delet(?:e|es|ing|ed)"],
  ["removed", "delist(?:s|ing|ed)?"],
  ["moved", "transfer(?:s|ring|red)?"],
  ["moved", "mov(?:e|es|ing|ed)"],
  ["unknown", "replac(?:e|es|ing|ed)"],
  ["unknown", "consolidat(?:e|es|ing|ed)"],
  ["unknown", "merg(?:e|es|ing|ed)"],
  ["unknown", "split(?:s|ting)?"],
];
const VERBS = STEMS.map(([operation, source, isWeak = false]) => {
  return { operation, pattern: new RegExp(`^${source}$`), isWeak };
});
const NOUNS: readonly (readonly [Operation, RegExp])[] = [
  ["added", /^additions?$/],
  ["revised", /^(?:revisions?|modifications?|corrections?|amendments?)$/],
  ["removed", /^(?:removals?|deletions?)$/],
];
const PRESENT = /^(?:is|are|be|being|get|gets)$/;
const PAST = /^(?:was|were|been|had|has|have|having)$/;
const ADVERB =
  /^(?:also|hereby|now|each|all|both|being|either|already|first|further|then|not|subsequently|previously|originally|recently|concurrently|simultaneously)$/;

/** Null if the token is no such verb or noun. */
export function operationAt(tokens: readonly Token[], at: number): Verb | null {
  const token = tokens[at];
  if (token?.kind !== "word") return null;
  const noun = NOUNS.find(([, pattern]) => pattern.test(token.key));
  if (noun !== undefined)
    return { operation: noun[0], form: "noun", isFinite: false, isWeak: false };
  const verb = VERBS.find(({ pattern }) => pattern.test(token.key));
  if (verb === undefined || isOfGoods(tokens, at)) return null;
  const { operation, isWeak } = verb;
  const hasSubject = token.key.endsWith("s") || /^(?:is|are)$/.test(tokens[at - 1]?.key ?? "");
  return { operation, form: formAt(tokens, at), isFinite: hasSubject, isWeak };
}

/** `export, reexport, or transfer (in-country)`: goods move, not entries. */
function isOfGoods(tokens: readonly Token[], at: number): boolean {
  if (!/^transfer(?:s|red|ring)?$/.test(tokens[at]?.key ?? "")) return false;
  return (
    (tokens[at + 1]?.text === "(" && tokens[at + 2]?.key === "in-country") ||
    tokens.slice(Math.max(0, at - 3), at).some(({ key }) => /^re-?exports?(?:ed|ing)?$/.test(key))
  );
}

function formAt(tokens: readonly Token[], at: number): Form {
  if (!/ed$/.test(tokens[at]?.key ?? "")) return "active";
  let before = at - 1;
  while (ADVERB.test(tokens[before]?.key ?? "") && tokens[before]?.key !== "being") before -= 1;
  const auxiliary = tokens[before]?.key ?? "";
  if (auxiliary === "being" || PRESENT.test(auxiliary)) return "passive";
  if (PAST.test(auxiliary)) return "past";
  return "reduced";
}

/** Verbs that describe an earlier act in the simple past: `amended`, `published`. */
const PAST_VERBS =
  /^(?:published|issued|released|announced|implemented|imposed|made|took|established|posted|promulgated|finalized|amended|revised|added|removed|modified|corrected|updated|expanded|placed|included|transferred)$/;

/** Whether the token is a verb in the simple past with an acting subject: `BIS published`, `that final rule amended`. */
export function isSimplePast(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  if (token?.kind !== "word" || !PAST_VERBS.test(token.key)) return false;
  let before = at - 1;
  while (ADVERB.test(tokens[before]?.key ?? "")) before -= 1;
  const subject = tokens[before];
  if (subject?.text === ")") return isAgencyBefore(tokens, before);
  return /^(?:bis|rule|rules|that|which|it|we|erc|bureau|commerce|government|department|action|had|has|have|notice|action|document|amendment|committee|ofac|treasury|state|security|ifr)$/.test(
    subject?.key ?? "",
  );
}

/** `the Bureau of Industry and Security (BIS) amended`. */
function isAgencyBefore(tokens: readonly Token[], close: number): boolean {
  return tokens[close - 2]?.text === "(" && /^[A-Z][A-Z. ]+$/.test(tokens[close - 1]?.text ?? "");
}
