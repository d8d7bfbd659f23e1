/** Words that negate, narrow or widen an instruction. With them, its operation cannot be executed as it stands. */

const any = (...words: readonly string[]) => `(?:${words.join("|")})`;

const NEGATION = any(
  "\\b(?:not|never|nor|neither|without|no longer|unless|if)\\b",
  "\\b(?:rather than|instead of|in (?:lieu|place) of)\\b",
);
const EXCEPTION = any(
  "\\b(?:except(?:ing|ions?)?|excluding|other than|apart from|aside from|save for|but for)\\b",
  "\\bprovided that\\b",
);
const NARROWING = any(
  "\\b(?:only|solely|exclusively|merely|insofar|partially|partly|regarding|concerning)\\b",
  "\\b(?:with|in) (?:respect|regard|relation|reference) to\\b|\\bto the extent\\b|\\blimited to\\b|\\bas to\\b",
  "\\bin part\\b(?!\\s+\\d)|\\bportions? of (?:the|an?|its|their) (?:entr|listing)",
  "\\bas (?:it|they) (?:relates?|pertains?|appl(?:y|ies))\\b|\\bfor (?:the )?purposes? of\\b",
  "\\b(?:first|second|third|last|former|latter|duplicated?|duplicative)\\s+(?:of the (?:two|three) )?(?:entr(?:y|ies)|listings?)\\b",
  "\\b(?:located|listed|residing) at\\b",
  "\\b(?:also|formerly|previously) (?:listed|found|appear(?:s|ing))\\b",
  "\\b(?:at|of) (?:the|its|their|that|this|an?|one)(?: \\w+)? (?:address(?:es)?|alias(?:es)?)\\b",
);
const KINDRED =
  "(?:subsidiar(?:y|ies)|affiliat(?:es?|ed \\w+)|branch(?:es)?|subordinate(?:s| \\w+)|successors?|related \\w+)";
/** "And all entries for its subsidiaries", unless names follow. */
const WIDENING = any(
  "\\b(?:all|any|every|each)\\s+(?:(?:of|the|other|remaining|related|associated|such|its|their|existing|subsidiary|affiliated)\\s+)*(?:entr(?:y|ies)|listings?)\\b",
  "\\b(?:other|remaining|related|associated|corresponding|similar)\\s+(?:entr(?:y|ies)|listings?)\\b",
  "\\b(?:its|their) entr(?:y|ies)\\b(?!\\s*(?:for\\s*|of\\s*|[,:]\\s*)?⟦)",
  `\\b(?:its|their|all|any|each|every|other|and|the|of|with|including)\\s+(?:[a-z-]+\\s+){0,2}?${KINDRED}\\b(?!(?:\\s+\\w+){0,2}\\s*(?:[:,]\\s*)?⟦)`,
  "\\b(?:thereunder|wherever|everywhere|throughout)\\b|\\b(?:each|every) place\\b",
);

/** Limits an instruction to a part of an entry, or extends it to further entries. */
export const LIMIT = new RegExp(any(NEGATION, EXCEPTION, NARROWING, WIDENING));

/** "Effective March 1, 2024": a day inside the instruction, other than the DATES paragraph's. */
export const TIME =
  /\beffective\b|\bas of\b|\buntil\b|(?<!published )\b(?:on|from|after|before|beginning|starting|through|by)\s+(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2},?\s+\d{4}|\d{1,2}[/-]\d{1,2}[/-]\d{2,4})\b/;

/** With a removal, only these parts may be removed, and the entry stays. An address may also be an entry. */
export const PART =
  /\balias(?:es)?\b|\b[af]\.k\.a\b\.?|(?<!\bentr(?:y|ies) (?:for|of) (?:the |an? )?(?:following )?)\baddress(?:es)?\b/;

/** The object is not the entry itself: "adding footnote 4 to “A”". */
export const THING =
  /\b(?:foot)?notes?(?: \d+)?\b|\b(?:license )?(?:requirements?|review polic(?:y|ies))\b|\bcolumns?\b|\b(?:federal register )?citations?\b|\b(?:words?|phrases?|texts?|terms?|sentences?|spellings?|designations?|references?)\b/;
