/** The verbs of amendatory instructions, in the active and the passive voice. */

import type { AmendmentOp } from "../../model/reading/rule.ts";

/** The first match counts. `amend` is the verb of the whole supplement, or of an entry if it names one. */
const OPS: readonly (readonly [RegExp, AmendmentOp])[] = [
  [/^add|^insert|^plac|^list|^putt|^re-?list|^relocat/i, "add"],
  [/^revis|^modif|^amend|^updat|^chang/i, "revise"],
  [/^remov|^delet|^strik|^struck|^stricken/i, "remove"],
  [/^redesignat|^mov|^transfer|^renam/i, "redesignate"],
  [/^correct/i, "correct"],
];
const GERUND =
  "(?:(?:add|insert|revis|modify|amend|updat|chang|remov|delet|strik|redesignat|mov|transferr|renam|correct|replac|substitut|republish|restor|reinstat|reserv|suspend|stay|consolidat|combin|merg|split|separat|transpos|alphabetiz|reorder)ing|(?:plac|list|putt|relist|relocat)ing(?=\\s+(?:it|them|that|those)\\b))";
/** An order, at the start of a clause only: "add" and "correct" are ordinary words elsewhere. */
const ORDER =
  "\\b(?<=^\\s{0,9}|[,;:]\\s{1,9}|\\b(?:and|then|is amended to|are amended to)\\s{1,9})(?:add|insert|revise|modify|amend|update|remove|delete|strike|redesignate|move|transfer|rename|correct|replace|substitute|republish|restore|reinstate|suspend|stay)";
const STATED = "(?:adds|revises|modifies|amends|removes|deletes|strikes|redesignates|corrects)";
const AUXILIARY = "(?:is|are|was|were|be|been|being)\\s+(?:hereby\\s+|further\\s+|also\\s+)*";
const DONE =
  "(?:added|inserted|updated|changed|removed|deleted|struck|stricken|redesignated|moved|transferred|renamed|corrected|replaced|republished|restored|reinstated|suspended|stayed)";
const CHANGED = "(?:amended|revised|modified)";

/** Excludes "is amended by adding" and "amend supplement no. 4", which name no operation yet. */
const NOT_YET =
  "(?!\\s+(?:by|under|as follows|as set forth|to (?:add|revise|remove|correct))\\b|\\s*:)";
const NOT_SUPPLEMENT = "(?!(?<=\\bamend(?:ing|s)?)[^;:,]{0,20}?\\s(?:supplement|table|list)\\b)";
/** Any other verb, recognized by its position: "by withdrawing", "Withdraw the entry", "is withdrawn". */
const OTHER = [
  "(?<=\\bby (?:\\w+ly )?)(?!(?:mak|us|do|includ|follow)ing\\b)[a-z]+ing",
  "(?<=^\\s{0,9}|[;:]\\s{1,9})(?!(?:under|in|for|to|from|of|and|or|by|with|at|on|within|as|also|both)\\b)[a-z]+(?= (?:the|an?) (?:\\w+ )?entr(?:y|ies) (?:for|of)\\b)",
  `${AUXILIARY}(?:withdrawn|rescinded|revoked|vacated|cancell?ed|eliminated|omitted|dropped|discontinued|terminated)`,
].join("|");
export const VERB = new RegExp(
  `(?:(?:\\b${GERUND}|\\b${STATED}|${ORDER})\\b${NOT_SUPPLEMENT}|\\b${AUXILIARY}(?:${DONE}\\b|${CHANGED}\\b${NOT_YET})|\\b(?:${OTHER})\\b)`,
);

const PARTS =
  "(?:alias(?:es)?|address(?:es)?|a\\.k\\.a\\.?|f\\.k\\.a\\.?|spellings?|columns?|license requirements?|license review polic(?:y|ies)|citations?|(?:cross-)?references?|footnotes?(?: \\d+)?|designations?|texts?|words?|terms?|phrases?|parenthetical|typographical errors?|subordinate (?:institution|entit|unit|institute)(?:s|y|ies)?|acronyms?|abbreviations?|postal codes?|zip codes?|telephone numbers?)";
const CHANGES = `(?:\\b${GERUND}\\b|${ORDER}\\b)`;
const A_PART = `${CHANGES}\\s+(?:(?!${PARTS})[\\w-]+\\s+){0,4}${PARTS}`;
/** "Adding one alias to the entry for", "revising the license requirement column of “A”": the entry is revised. */
export const OF_ENTRY = new RegExp(
  `(?:${CHANGES}(?=[^;:⟦]{0,80}?\\b${PARTS})(?:(?!\\b${GERUND}\\b)[^;:]){0,400}?\\b(?:to|for|in|from|of|under|on)\\s+(?:[\\w-]+\\s+){0,4}?entr(?:y|ies)\\b|${A_PART}(?:\\s*⟦\\d+⟧)?(?:\\s+(?:to|for|in|from|of|on)\\s+the\\s+(?:[\\w-]+\\s+){0,3}?${PARTS}){0,3}\\s+(?:to|for|in|from|of)(?=\\s*⟦)|${CHANGES}\\s+[⟦⟬]\\d+[⟧⟭](?:,?\\s*(?:and\\s*)?[⟦⟬]\\d+[⟧⟭])*,?\\s+(?:from|in|to) the (?:[\\w-]+ ){0,4}?entr(?:y|ies)(?=(?: under [^⟦;:]{3,50})? (?:for|of)\\s)|${CHANGES}\\s+to the (?:[\\w-]+ ){0,3}?entr(?:y|ies)(?=\\s+(?:for|of)\\s+[⟦⟬][^;:]{0,120}?\\b${PARTS}))`,
);
/** "Removing the alias “B”" without naming the entry. */
export const OF_SOME_ENTRY = new RegExp(`${A_PART}(?=,?\\s*⟦)`);

export function readVerb(verb: string): { op: AmendmentOp | null; passive: boolean } {
  const bare = verb.replace(/^(?:is|are|was|were|be|been|being)\s+/i, "");
  const plain = bare.replace(/^(?:(?:hereby|further|also)\s+)+/i, "");
  const op = OPS.find(([pattern]) => pattern.test(plain))?.[1] ?? null;
  return { op, passive: bare !== verb };
}
