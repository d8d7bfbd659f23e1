/**
 * The words that state a bare decision: which parties a rule amends, under which destinations of which list. A sentence
 * made only of these words gives no reason; other words may give one. So no list of verbs or causes is needed.
 */

import { COUNT_PATTERN } from "../text/number-words.ts";

const NOUNS =
  "entity entities company companies person persons individual individuals party parties organization organizations address addresses alias aliases affiliate affiliates subsidiary subsidiaries institute institution institutions";
/** Words between the names of a listing: articles, places, counts, lists, and nouns for an entry. */
const LISTING = new Set(
  `the a an and or both each all of to in on at from under as-well total
  ${NOUNS} entry entries destination destinations country countries region name names list
  located based-in listed identified added placed included removed modified revised being first newly
  following below above existing new additional another other others remaining respective respectively
  known formerly hereinafter a.k.a aka f.k.a d/b/a collectively referred such these those this that's final rule by-this
  one's non-u government-owned alphabetical order supplement no part table its their`.split(/\s+/),
);
/** Further words of a bare decision: who decides, and that something is added, changed or removed. */
const DECIDING = new Set(
  `is are was were be been will shall has have it he she they
  also further finally additionally hereby specifically
  erc end-user review committee bis determined determines decided decision decisions implements implementing implemented
  add adds adding addition additions place places placing include includes including
  remove removes removing removal removals revise revises revising revision revisions
  modify modifies modifying modification modifications amend amends amending amended by`.split(
    /\s+/,
  ),
);

/** Nouns that a rule counts. */
export const NOUN =
  "(?:entit(?:y(?!\\s+List)|ies)|compan(?:y|ies)|persons?|individuals?|part(?:y|ies)|organi[sz]ations?|affiliates?|subsidiar(?:y|ies)|institut(?:e|ion)s?|address(?:es)?|entr(?:y|ies))";

const PLAIN_BRACKET = /\([^()]*\)/g;
/** A reference to reasons is not a reason. */
const REFERS_TO_REASONS =
  /\bfor the (?:following )?reasons? (?:(?:that (?:is|are) )?(?:stated|described|given|set forth|set out|discussed|explained|listed)(?: (?:below|above|here|herein|further|in this (?:paragraph|section|rule|preamble|document)))*|below|above)/gi;
const SECTION_OF_EAR = /§§?\s*7\d\d\.\d+(?:\s?\([a-z\d]+\))*(?: of the EAR)?/g;
const COUNT = new RegExp(`^${COUNT_PATTERN}$`, "i");

/** `two Burmese government ministries`, `one related entity` */
const COUNTED_NOUN = new RegExp(
  `^(?:${COUNT_PATTERN})\\s+(?:of (?:its|their) )?(?:(?!(?:to|of|in|on|for|under|from|and|or|has|have|was|were|is|are)\\b)[\\w.’'-]+\\s+){0,4}?(?:${NOUNS.split(" ").join("|")}|(?!(?:has|was|this|does)\\b)[a-z-]+[^s\\W]s)\\b`,
  "i",
);

/** Blanks brackets, section numbers and references to reasons, which say nothing here. Offsets are kept. */
export function blankBrackets(text: string): string {
  return text
    .replace(PLAIN_BRACKET, (found) =>
      /⟦/.test(found) ? found.replace(/[()]/g, " ") : " ".repeat(found.length),
    )
    .replace(/\b(?:i\.e\.|namely\b)/gi, (found) => " ".repeat(found.length))
    .replace(REFERS_TO_REASONS, (found) => " ".repeat(found.length))
    .replace(SECTION_OF_EAR, (found) => " ".repeat(found.length));
}

/** The listing that begins at `from`, up to the first informative word; clauses between its names are blanked. */
export function listingFrom(text: string, from: number, blanked = blankBrackets(text)): string {
  let listing = "";
  let at = from;
  while (at < blanked.length) {
    const aside = asideAt(blanked, at);
    const step = aside > 0 ? aside : listedAt(blanked, at);
    if (step === 0) break;
    listing += aside > 0 ? " ".repeat(aside) : text.slice(at, at + step);
    at += step;
  }
  return listing;
}

/** The length of the next part of the listing; 0 if the listing ends here. */
function listedAt(text: string, at: number): number {
  const rest = text.slice(at);
  const gap = /^[^\p{L}\p{N}⟦]+/u.exec(rest);
  if (gap !== null) return gap[0].length;
  const mark = /^⟦\d+⟧[’']?s?/.exec(rest);
  if (mark !== null) return mark[0].length;
  // "the entry for A", "eleven of its research institutes", ", a company that sold engines, and B".
  const group =
    /^(?:(?:entry|entries) for\b|by this (?:final )?rule\b|as well as\b|(?:along|together) with\b)/i.exec(
      rest,
    );
  if (group !== null) return group[0].length;
  const counted = COUNTED_NOUN.exec(rest);
  if (counted !== null) return counted[0].length;
  const called = /^(?:also |formerly |better )?(?:known|doing business|referred to) as\b/.exec(
    rest,
  );
  if (called !== null) return called[0].length;
  const parts = /^(?:its|their|his|her)\s+(?:[\w-]+\s+){0,8}?[a-z-]+[^s\W]s\b(?!['’])/.exec(rest);
  if (parts !== null) return parts[0].length;
  // `ve`, `de`, `und` in a name that is spelled differently from its entry.
  const particle = /^(?!(?:for|by|has|had|was|who|are)\b)\p{Ll}{1,3}(?=\s+\p{Lu})/u.exec(rest);
  if (particle !== null) return particle[0].length;
  const [word = ""] = /^[\p{L}\p{N}][\p{L}\p{N}.’'&/-]*/u.exec(rest) ?? [];
  return isListing(word) ? word.length : 0;
}

const ASIDE_LEAD = 80;
/** `, which`, `, both of which`, `, a company that` */
const BEFORE_ASIDE = new RegExp(
  `,\\s*(?:(?:all|both|each|some|${COUNT_PATTERN}) of\\s+|(?:an?|the)\\s+(?:[\\w-]+\\s+){1,5})?$`,
);

/** The length of a clause between commas, if the listing continues after it; else 0. */
function asideAt(text: string, at: number): number {
  if (!BEFORE_ASIDE.test(text.slice(Math.max(0, at - ASIDE_LEAD), at))) return 0;
  const clause = /^(?:that|which|who|whose|where)\b[^,;⟦]*(?:⟦\d+⟧[^,;⟦]*)*(?=[,;])/.exec(
    text.slice(at),
  );
  if (clause === null) return 0;
  const after = text.slice(at + clause[0].length);
  return /^[,;]\s*(?:(?:and|or)\s+)?(?:⟦|(?:to|from|on) the\b|(?:all )?under\b)/.test(after)
    ? clause[0].length
    : 0;
}

function isListing(word: string): boolean {
  if (/^\p{Lu}|\d/u.test(word) || COUNT.test(word)) return !OPENING.test(word);
  return LISTING.has(word.replace(/(?<![.’'])[.’']+$/, ""));
}

/** Capitalized only because they open a sentence. */
const OPENING = /^(?:Because|Since|For|Based|Pursuant|Due|As)$/;

/** Counts the words that say more than a bare decision does. */
export function countInformativeWords(text: string): number {
  const words = blankBrackets(text)
    .replace(/⟦\d+⟧[’']?s?/g, " ")
    .replace(/\b(?:entry|entries) for\b/gi, " ")
    .match(/[\p{L}\p{N}][\p{L}\p{N}’'-]*/gu);
  return (words ?? []).filter(
    (word) =>
      !/^\p{Lu}|\d/u.test(word) && !COUNT.test(word) && !LISTING.has(word) && !DECIDING.has(word),
  ).length;
}
