/** Classifies a sentence of the preamble: it decides about parties, states something about them, or neither. */

import type { AmendmentOp } from "../../model/reading/rule.ts";
import { COUNT_PATTERN } from "../text/number-words.ts";
import { splitSentences } from "../text/sentences.ts";
import { listingOf, SELECTED } from "./listings.ts";
import { type MarkedText, partiesIn } from "./marked-text.ts";
import { firstOperation, isChange } from "./operation.ts";
import type { Party } from "./parties.ts";
import { blankBrackets, countInformativeWords, listingFrom, NOUN } from "./plain-words.ts";

export interface Statement {
  /** With marks for names. */
  readonly text: string;
  /** `own`: about this rule's parties. `elsewhere`: about another rule. `terms`: license terms and general statements. */
  readonly kind: "own" | "elsewhere" | "terms";
  /** The committee, BIS or this rule is its subject. */
  readonly isDecision: boolean;
  readonly op: AmendmentOp;
  /** The parties that it is about, without parties that it only mentions. */
  readonly parties: readonly Party[];
  /** The words that list the parties. */
  readonly listing: string;
  /** The parties whose affiliates or institutes it is about. */
  readonly owners: readonly Party[];
  /** The words that select parties without names: `ten entities under the destinations of Belarus (4) and Russia (6)`. */
  readonly selection: string | null;
  /** It says more than the bare decision. */
  readonly saysMore: boolean;
}

const PART_NOUN =
  "(?:affiliates?|subsidiar(?:y|ies)|institut(?:e|ion)s?|branch(?:es)?|units?|components?|divisions?|offices?|members?|laborator(?:y|ies)|departments?)";
const AGENT =
  /\b(?:ERC|End-User Review Committee|BIS|Bureau of Industry and Security)\b(?![’']s)|^the (?:(?:interim )?final )?rule\b|\bthis (?:[\w-]+ ){0,3}?(?:rule|action|document|correction|amendment)\b/i;
/** License terms follow from a listing, and criteria precede it: neither is its reason. */
const TERMS =
  /^(?:under (?:that|this) paragraph|paragraphs? \([a-z]\)|for (?:the|these|all|each|this)\b.{0,80}\b(?:BIS imposes|license)|BIS imposes|(?:the )?license (?:applications?|requirements?|review)|a license is|no license exceptions|accordingly, part|the acronyms?|(?:these|those|the|this) [\w\s-]{0,40}(?:is|are|will be) (?:being )?added with a license)/i;
const IMPOSES =
  /\b(?:impos|specif|establish|set|requir|appl|subject to)\w*\b[^.]{0,60}\b(?:licens(?:e|ing) requirements?|license review polic)|\blicense review policy (?:of|is|for)\b|\blicense exceptions? (?:is|are|will)\b|\breviewed (?:under|on|with) (?:an?|the)\b/i;
const COUNTS = new RegExp(`\\b(?:${COUNT_PATTERN})\\b(?=\\s)`, "gi");
const ANY_NOUN = new RegExp(NOUN, "i");
const DESIGNATES = /\bfootnotes? \d(?:(?!\bfootnotes? \d)[\s\w,])* designat/i;
const CAUSED = /\b(?:because|based|basis|due to|determin\w+ that|for \w+ing)\b/i;
const GENERAL =
  /\breviewed (?:§|section )\s*744\.|\bmay be (?:added|removed|placed|listed|included|modified)\b|\bmay (?:add|remove)\b|\bmakes all decisions\b|\bidentif(?:y|ies) (?:[\w-]+ ){0,2}?(?:entities|persons|parties) for\b|\bcomposed of representatives\b/i;
const THIS_RULE = /\bthis (?:[\w-]+ ){0,3}?(?:rule|action|document|correction)\b/i;
const OTHER_RULE =
  /\b(?:an?|another|that|(?:the )?(?:previous|prior|earlier|separate|companion|related|same))\s+(?:[\w-]+\s+){0,3}?rules?\b/i;
const PAST =
  /^(?:On|In|Effective)\s+(?:\p{L}+ (?:\d{1,2}, )?)?\d{4}\b.*\b(?:published|issued|added|revised|removed|FR \d+)\b|^(?:[^\p{L}]|and\b|the\b)*(?:was|were) (?:\w+ )?(?:added|listed|placed|revised)\b[^.]*\b(?:on|in) (?:\p{L}+ )?(?:\d{1,2}, )?\d{4}\b/u;
/** A transfer from one list to another is its own reason. */
const FROM_LIST =
  /\bfrom (?:the )?[^,.;]{0,40}\bList\b[^,.;]{0,20}\bto (?:the )?[^,.;]{0,40}\bList\b/;
/** `these four entities`, `the three entities`: named before. */
const DEFINITE = /\b(?:these|those|this|the|all|both)\s+(?:[\w-]+\s+)?$/i;
/** Words before a number that counts nothing: `supplement no. 4 to part 744`. */
const NUMBERED = /(?:\bno\.|\bparts?|\bfootnotes?|§|\bFR|\bCFR|\bU\.S\.C\.|\p{Lu}\p{Ll}+)\s*$/u;
const BY_THIS_RULE = new RegExp(
  `\\b(?:the|all)\\s+(?:of the\\s+)?(?:[\\w.’'-]+\\s+){0,6}?${NOUN}\\s+(?:being\\s+|that are\\s+)?(?:added|listed|identified|removed|modified|revised)\\b[^.;]{0,80}?\\bthis (?:final )?rule\\b`,
  "i",
);
const OWNERS = new RegExp(
  `\\b${PART_NOUN} of (?:the )?((?:⟦\\d+⟧[’'s]*(?:,? and (?:the )?|, (?:the )?|,? or )?)+)`,
  "i",
);
/** With this many informative words, a sentence says more than a bare decision. */
const MIN_INFORMATIVE_WORDS = 2;
const CAUSE_TO_BELIEVE =
  /\bthere is reasonable cause to believe(?:, based on specific and articulable facts,?)? that\b/i;

/** `modifies A, and this rule corrects B`: two decisions, each with its own parties. */
const NEXT_DECISION = /[,;]\s+and\s+(?=(?:this (?:[\w-]+ )?rule|(?:the )?ERC|BIS)\b)/;
/** `determined to remove A; to add B; and to modify C` */
const NEXT_PURPOSE =
  /(?:;\s+(?:and\s+)?|,\s+and\s+)(?=to (?:add|place|remove|modify|revise|correct)\b)/;
const DETERMINED = /\bdetermined\s+(?=to\b)/;

export function readStatements({ text, marks }: MarkedText): Statement[] {
  return splitSentences(text)
    .flatMap(splitDecisions)
    .flatMap(splitPurposes)
    .map((clause) => readStatement(clause, { marks }));
}

/** Splits only between names: "adds A, and BIS imposes …" is about the same parties. */
function splitDecisions(sentence: string): string[] {
  const clauses: string[] = [];
  for (const piece of sentence.split(NEXT_DECISION)) {
    const before = clauses.at(-1);
    if (before !== undefined && !(before.includes("⟦") && piece.includes("⟦")))
      clauses[clauses.length - 1] = `${before}, and ${piece}`;
    else clauses.push(piece);
  }
  return clauses;
}

/** Repeats the words of the decision in each part. */
function splitPurposes(sentence: string): string[] {
  const determined = DETERMINED.exec(sentence);
  if (determined === null) return [sentence];
  const [first = "", ...more] = sentence.split(NEXT_PURPOSE);
  const lead = sentence.slice(0, determined.index + determined[0].length);
  return lead.includes("⟦") ? [sentence] : [first, ...more.map((piece) => lead + piece)];
}

function readStatement(printed: string, marked: Pick<MarkedText, "marks">): Statement {
  const kind = kindOf(printed);
  // The words after the name of another rule say what that rule does.
  const own = kind === "elsewhere" ? printed : (printed.split(OTHER_RULE)[0] ?? printed);
  const text = own.replace(CAUSE_TO_BELIEVE, (found) => " ".repeat(found.length));
  const agent = AGENT.exec(text);
  const mark = text.indexOf("⟦");
  const selected = SELECTED.exec(text);
  const isDecision = agent !== null && (mark < 0 || agent.index < mark);
  const owners = partiesIn(OWNERS.exec(text)?.[1] ?? "", marked);
  const listing = mark < 0 ? "" : listingOf(text, mark, isDecision, selected);
  const parties = partiesIn(listing, marked).filter((party) => !owners.includes(party));
  const selection =
    parties.length > 0 && owners.length === 0 ? null : selectionOf(text, isDecision);
  const op = operationOf(text, mark, mark + listing.length, isDecision);
  const saysMore =
    countInformativeWords(text) >= MIN_INFORMATIVE_WORDS ||
    (isDecision && (FROM_LIST.test(text) || (op === "revise" && isChange(text))));
  const named = kind === "elsewhere" ? partiesIn(printed, marked) : parties;
  const found = { op, parties: named, listing, owners, selection };
  return { text: printed, kind, isDecision, ...found, saysMore };
}

/** In a decision the verb precedes the parties; otherwise it follows them: `⟦0⟧ is being removed`. */
function operationOf(text: string, mark: number, end: number, isDecision: boolean): AmendmentOp {
  const before = firstOperation(mark < 0 ? text : text.slice(0, mark));
  if (mark < 0) return before ?? "add";
  const predicate = /^\s*(?:is|are|was|were|will|has|have|should)\b[^,.;:]*/.exec(text.slice(end));
  const after = firstOperation(predicate?.[0] ?? "");
  return (isDecision ? (before ?? after) : (after ?? before)) ?? "add";
}

function kindOf(text: string): Statement["kind"] {
  const isOfThisRule = THIS_RULE.test(text);
  const changesEntry = isOfThisRule && isChange(text.slice(text.search(THIS_RULE)));
  if ((TERMS.test(text) && !changesEntry) || GENERAL.test(text)) return "terms";
  if (!isOfThisRule && (PAST.test(text) || OTHER_RULE.test(text))) return "elsewhere";
  if (isChange(text)) return "own";
  const imposed = IMPOSES.exec(text);
  // "The ERC determined to add A for …, and imposes …": the terms follow the reason.
  const isOfListing = imposed !== null && imposed.index > text.indexOf("⟦") && text.includes("⟦");
  if (
    imposed !== null &&
    !(isOfListing && countInformativeWords(text.slice(0, imposed.index)) >= MIN_INFORMATIVE_WORDS)
  )
    return "terms";
  const [lead = "", ...named] = text.split("⟦");
  const isListing = named.length > 0 && firstOperation(lead) !== null;
  return DESIGNATES.test(text) && !CAUSED.test(text) && !isListing ? "terms" : "own";
}

/** In characters: the words before a count that tell what it counts. */
const LOOK_BACK = 100;

function selectionOf(text: string, isDecision: boolean): string | null {
  const plain = text.replace(/\([^()]*\)/g, (found) =>
    /\bFR\b/.test(found) ? " ".repeat(found.length) : found,
  );
  const whole = BY_THIS_RULE.exec(plain);
  if (whole !== null) return listingFrom(plain, whole.index);
  if (!isDecision) return null;
  const blanked = blankBrackets(plain);
  // The counts inside a listing without a noun have no noun either.
  let end = 0;
  for (const { index } of blanked.matchAll(COUNTS)) {
    const before = plain.slice(Math.max(0, index - LOOK_BACK), index);
    if (index < end || NUMBERED.test(before)) continue;
    if (DEFINITE.test(before) && !/(?:following|remaining|other|additional)\s+$/i.test(before))
      return null;
    const listing = listingFrom(plain, index, blanked);
    if (ANY_NOUN.test(listing)) return listing;
    end = index + listing.length;
  }
  return null;
}
