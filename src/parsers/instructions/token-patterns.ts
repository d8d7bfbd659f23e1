/** The patterns of an instruction's tokens, in order of precedence. */

import { COUNT_PATTERN } from "../text/number-words.ts";
import { LIMIT, PART, THING, TIME } from "./limits.ts";
import { NAME_PLACE } from "./quoted-names.ts";
import { EITHER_PLACE } from "./quoted-words.ts";
import { OF_ENTRY, OF_SOME_ENTRY, VERB } from "./verbs.ts";

const QUOTED = "⟦\\d+⟧";

/** "In the entry for “A”", "In the license requirement column of the entry under IRAN for “A”". */
const WITHIN = new RegExp(
  `\\b(?:in|for) the (?:(?:[\\w-]+ ){1,5}(?:of|for|in) the )?(?:entr(?:y|ies)|listings?)\\s+(?:under [^⟦;:]{3,50} )?(?:(?:for|of)\\s+)?(?=(?:the \\w+ )?${QUOTED})`,
);
const AMENDED_BY =
  /\b(?:is|are) (?:further )?(?:amended|revised|modified|corrected)(?= (?:by|as follows|to (?:add|includ|remov|delet|correct|revis|modif|reflect|chang|updat|replac)\w*)\b)/;
/** "in “A”, removing “B”": inside its entry. */
const IN_NAMED =
  /\bin\s+(?=⟦\d+⟧\s*(?:,\s*)?(?:by\s+)?(?:remov|add|insert|revis|replac|delet|strik|correct|amend|chang|modify)(?:ing|e)?\b)/;
/** "After the entry for “A”": the alphabetical position of a row. */
const POSITION = new RegExp(
  `\\b(?:immediately |directly )?(?:(?:after|before|preceding|above|below|following)(?: the (?:existing )?(?:entr(?:y|ies)|listings?) (?:for|of))|after|before|(?<!the )following|between(?: the (?:entr(?:y|ies)|listings?) (?:for|of))?)\\s*${QUOTED}(?:(?<=between[^⟦]*${QUOTED})\\s*(?:,\\s*)?and\\s*(?:the (?:entry|listing) (?:for|of)\\s*)?${QUOTED})?`,
);
const ENTITIES = "(?:entr(?:y|ies)|entit(?:y|ies))";
/** "Removing the entry for “A” and adding it": a pronoun for the names before it. */
const SAME = new RegExp(
  // The first letters come first: they are read faster than the words before them.
  `\\b(?=it|th|such)(?<=\\b(?:add|insert|list|plac|putt|relist|relocat)\\w{0,9}\\s{1,9})(?:it|them|(?:that|those|the|such|this|these)\\s+(?:same\\s+)?${ENTITIES})\\b(?!\\s*(?:[,:]\\s*)?${QUOTED})(?!\\s+(?:for|of)\\b)(?!\\s+(?:under|in)\\b[^;⟦]{0,60}?\\s(?:for|of)\\s+${QUOTED})`,
);
/** "in its place": one entry replaces the other. */
const REPLACES = /\bin (?:its|their) (?:place|stead)\b|\bin (?:place|lieu) thereof\b/;
const PLACE_WORDS =
  /\b(?:under|(?:in|for) the (?:entry|entries|country|heading|listing|destination) (?:for|of|heading for)|to the (?:entry|entries) (?:for|under)|the (?:destinations?|country|countries|headings?)(?: headings?)? (?:of|for)|headings? (?:of|for)|for|from|to|in)\b(?:\s+(?:both|each of))?(?:\s+the)?(?:\s+(?:destinations?|country|countries|headings?)(?:\s+headings?)?)?(?:\s+(?:of|for|entry for))?(?:\s+(?:both|each of))?/;
const COUNTED_WORDS =
  "(?!aliases\\b|address(?:es)?\\b|subordinate\\b|to\\b|of\\b|for\\b|the\\b|and\\b|in\\b|under\\b)";
const COUNTED = `\\b(?<count>${COUNT_PATTERN})(?:\\s*\\(\\d+\\))?\\s+(?:${COUNTED_WORDS}[\\p{L}.'’-]+\\s+){0,4}?(?:entit(?:y|ies)|entr(?:y|ies)|persons?|part(?:y|ies)|individuals?|compan(?:y|ies)|firms?|organi[sz]ations?|addresses|address)\\b`;
const DETAIL =
  /\b(?:(?<!amended )to (?:add|includ|remov|delet|correct|revis|modif|reflect|chang|updat|clarif|replac|mak|conform|indicat|plac)\w*|so (?:that|as)|which|because)\b/;
const BECOMES =
  /\b(?:as (?:an? )?(?:new )?entr(?:y|ies)|as(?=\s*⟦)|to read(?: as)?(?=\s*[⟦⟬])|to\b(?=\s*⟦))/;
const WORD = "⟨\\d+⟩|\\p{L}[\\p{L}\\p{M}'’.&-]*";

export const SCAN = new RegExp(
  [
    `(?<position>${POSITION.source})`,
    `(?:${NAME_PLACE.source.replace("(", "(?<name>")})`,
    `(?<either>${EITHER_PLACE.source})`,
    `(?<ofEntry>${OF_ENTRY.source})`,
    `(?<ofSomeEntry>${OF_SOME_ENTRY.source})`,
    `(?<within>${WITHIN.source}|${IN_NAMED.source})`,
    `(?<amendedBy>${AMENDED_BY.source})`,
    `(?<replaces>${REPLACES.source})`,
    `(?<becomes>${BECOMES.source})`,
    `(?<detail>${DETAIL.source})`,
    `(?<time>${TIME.source})`,
    `(?<limit>${LIMIT.source})`,
    `(?<part>${PART.source})`,
    `(?<thing>${THING.source})`,
    `(?<verb>${VERB.source})`,
    `(?<same>${SAME.source})`,
    `(?<counted>${COUNTED})`,
    `(?<place>${PLACE_WORDS.source})`,
    "\\b(?<paired>respectively)\\b",
    "\\b(?<entries>entit(?:y|ies)|entr(?:y|ies))\\b",
    `(?<word>${WORD})`,
  ].join("|"),
  "giu",
);
