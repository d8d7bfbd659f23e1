/** Determines which of a rule's amendments a clause of its DATES paragraph covers. */

import {
  coverage,
  type InstructionPath,
  readInstructionReferences,
} from "../instructions/references.ts";
import { listOfSupplement } from "../text/list-supplement.ts";

/** `unclear`: some of the list's amendments, or not decidable. */
export type Subject = "the list" | "the rule" | "another" | "unclear";

const THE_LIST = /\b(?:entity list|unverified list|military end-?\s?user list|MEU list)\b/i;
/** Another place in the regulations, outside the list. */
const ANOTHER_PLACE = /§|\bsections?\b|\bparts?\s+\d|\bsupplement|\bECCNs?\b|\bparagraphs?\b/i;
const EXCEPT = /\b(?:except(?:ing|ions?)?|excluding|other than|apart from|aside from)\b/i;
/** Separates "except for instruction 3, this rule is" from "except for instruction 3, which is". */
const THE_RULE = /\b(?:this|the)\s+(?:[\w-]+\s+){0,3}(?:rule|action|document|amendments?)\b/i;
const EXCEPTION_GOES_ON = /\b(?:which|except that)\b/i;
/** Part of an instruction or a list. */
const PART_OF =
  /\b(?:entr(?:y|ies)|entit(?:y|ies) (?:named|under|located|identified)|destinations?|additions?|removals?|alias(?:es)?|address(?:es)?|footnotes?|licen[sc]e|portions?|parts? of|paragraphs?|only|insofar|to the extent|with (?:respect|regard) to|as (?:it|they) (?:relates?|pertains?|appl(?:y|ies)))\b/i;

/**
 * `subject` holds the words before "effective". `instructions` are the instructions that amend a list; empty if they
 * have no numbers.
 */
export function readSubject(subject: string, instructions: readonly InstructionPath[]): Subject {
  const named = readNamed(subject, instructions);
  if (named === null) return EXCEPT.test(subject) ? "unclear" : "the rule";
  if (named !== "another" && PART_OF.test(subject)) return "unclear";
  if (!exceptsFromTheRule(subject)) return named;
  // The clause covers everything except what it names.
  if (named === "the list") return "another";
  return named === "another" ? "the rule" : "unclear";
}

/** What the words name, included or excluded; null if they name nothing. */
function readNamed(subject: string, instructions: readonly InstructionPath[]): Subject | null {
  const references = readInstructionReferences(subject);
  if (references === null) {
    if (/\binstructions?\b/i.test(subject)) return "unclear";
    if (THE_LIST.test(subject) || listOfSupplement(subject) !== null) return "the list";
    return ANOTHER_PLACE.test(subject) ? "another" : null;
  }
  if (instructions.length === 0) return "unclear";
  const covered = coverage(references, instructions);
  if (covered === "some") return "unclear";
  return covered === "all" ? "the list" : "another";
}

/** The subject is the rule with an exception: "This rule, except for instruction 3, is". */
export function exceptsFromTheRule(subject: string): boolean {
  return EXCEPT.test(subject) && THE_RULE.test(subject) && !EXCEPTION_GOES_ON.test(subject);
}

/** Whether words after a date make an exception: ", except for instruction 3." */
export function excepts(words: string): boolean {
  return EXCEPT.test(words);
}
