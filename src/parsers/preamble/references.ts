/** Resolves the parties that a paragraph of the preamble refers to: named in it, named before it, or listed below it. */

import { countryOfDestination } from "../../model/country.ts";
import { COUNT_PATTERN, readCount } from "../text/number-words.ts";
import type { Members } from "./members.ts";
import type { PreambleNames } from "./names.ts";
import { firstOperation } from "./operation.ts";
import type { Party } from "./parties.ts";
import { listingFrom } from "./plain-words.ts";
import { readStatements, type Statement } from "./statements.ts";

const NOUN =
  "(?:entit(?:y(?!\\s+List)|ies)|compan(?:y|ies)|persons?|individuals?|part(?:y|ies)|organizations?|affiliates?|subsidiar(?:y|ies))";
const ACT = "(?:additions?|modifications?|revisions?|removals?)";
/** References back: `these entities`, `each of those two companies`, `the nine persons`, `these additions`, a leading `they`. */
const BACK = new RegExp(
  `\\b(?:these|this(?!\\s+(?:[\\w-]+\\s+){0,2}?(?:rule|action|document|correction)\\b)|those|the)\\s+(?:(?:[\\w.’'-]+|${COUNT_PATTERN})\\s+){0,3}?(?:${NOUN}|${ACT})\\b|^(?:they|both|each)\\b`,
  "i",
);
const COUNTED = new RegExp(
  `\\b(?:these|the|those|all|of)\\s+(?:(?:remaining|other)\\s+)?(${COUNT_PATTERN})\\s+(?:[\\w.’'-]+\\s+){0,3}?${NOUN}`,
  "i",
);
const ONE =
  /\b(?:this|the)\s+(?:[\w’'-]+\s+){0,2}?(?:entity(?!\s+List)|company|person|individual|party)\b/i;
/** `the following ten entities`, `the entities listed below`. */
const FORWARD = new RegExp(
  `\\bfollowing\\s+(?:[\\w.’'-]+\\s+){0,4}?${NOUN}|\\blisted below\\b`,
  "i",
);
/** `3. Blue Works and Red Works build engines for the fleet.`: a label, the names, and their activities. */
const DESCRIBES_NAMES =
  /^\S{1,5}\s+(?:⟦\d+⟧(?:[,;]?\s+and\s+|[,;]\s+)?)+[,;]?\s(?:which\b[^,]{0,200},\s+)?(?!(?:at|in|on|of|off|near|next|behind|opposite|under|and|see|c\/o|attn)\b)\p{Ll}{2,}\s[^:]*\.$/u;
/** `Four others, i.e., Blue Works and Red Works, are engaged in …` */
const STATES_OF_NAMES = /⟦\d+⟧,?\s(?:is|are|was|were|has|have)\s/;
const ABOUT = /\b(?:with (?:respect|regard) to|regarding|concerning|as (?:for|to)|among)\s+$/i;
/** `Blue Works belongs to Red Works. Both are added for …` */
const BOTH = /[.;]\s+Both\s+(?:of (?:them|these \w+)\s+|\w+\s+)?(?:are|were|have)\b/;
/** `the other two entities, Blue Works and Red Works`: these are named here, so the parties named before are not meant. */
const FURTHER = /^the\s+(?:[\w-]+\s+)?(?:following|other|remaining|additional)\b/i;
const ITEM = /^(?:[•·*]|[—–-]\s|\(\d{1,3}\)|\d{1,3}[.)]\s|\([a-z]{1,4}\)\s)/;
/** `China: (1) Blue Works; (2) Red Works.` */
const LABEL = /^([^:]{3,60}):(?=\s|$)/;

/** A reference that starts after this many characters is not the subject: `Specifically, these` is. */
const LEAD_LENGTH = 20;

/** Paragraphs searched before and after. The longest list of a rule has fewer than half as many. */
const MAX_PARAGRAPHS = 500;
/** Groups of parties before a sentence that it may refer to. */
const MOST_GROUPS = 30;

export interface Paragraph {
  readonly text: string;
  /** All parties that the paragraph names. */
  readonly named: readonly Party[];
  /** A line of a list of parties, which gives no reason. */
  readonly isItem: boolean;
  /** A country heading; inside a list of parties it does not end the list. */
  readonly isCountry: boolean;
  readonly statements: readonly Statement[];
}

/** A paragraph with the parties that it gives itself; null if it gives none. */
export interface ReadParagraph extends Paragraph {
  readonly about: readonly Party[] | null;
}

export function readParagraph(text: string, names: PreambleNames): Paragraph {
  const marked = names.mark(text);
  const statements = readStatements(marked);
  const isLine = ITEM.test(text) || isUnderCountry(text);
  return {
    text,
    named: names.find(text),
    isItem:
      isLine &&
      !DESCRIBES_NAMES.test(marked.text) &&
      !STATES_OF_NAMES.test(marked.text) &&
      !statements.some(({ isDecision }) => isDecision),
    isCountry: isCountryLine(text),
    statements,
  };
}

/** Whether the line is a country heading; such a heading inside a list of parties does not end the list. */
export function isCountryLine(text: string): boolean {
  return countryOfDestination(text.replace(/(?<![:.,;])[:.,;]+$/, "")) !== null;
}

function isUnderCountry(text: string): boolean {
  const label = LABEL.exec(text)?.[1];
  return label !== undefined && isCountryLine(label.replace(/(?:(?<!\s)\s+)?\([\s\S]*/, ""));
}

/** `at` is the index of the paragraph in its section; `everyone` holds all parties of the rule. */
export function subjectOf(
  section: readonly ReadParagraph[],
  at: number,
  members: Members,
  everyone: readonly Party[],
): readonly Party[] {
  const { text, about } = section[at] ?? { text: "", about: null };
  const back = BACK.exec(text);
  const opensWithThem = back !== null && isSubject(text, back) && !isSingular(text);
  const named = section[at]?.named ?? [];
  if (about !== null && about.length === 1 && named.length === 2 && BOTH.test(text)) return named;
  if (about !== null && !opensWithThem) {
    // "The five entities have … . Specifically, Blue Works has …": refers to the five, if they can be determined.
    const count = countIn(text);
    const counted =
      count === null || count <= about.length ? null : countedParties(section, at, count, everyone);
    return distinct([...about, ...(counted ?? [])]);
  }
  const listed = FORWARD.test(text) ? listBelow(section, at) : [];
  if (listed.length > 0 || back === null) return distinct([...listed, ...(about ?? [])]);
  return distinct([...referredTo(section, at, members, everyone), ...(about ?? [])]);
}

/** "The two entities have …" refers to parties named before; "with respect to the two entities, A has …" refers to A. */
function isSubject(text: string, back: RegExpExecArray): boolean {
  const lead = text.slice(0, back.index);
  return back.index <= LEAD_LENGTH && !FURTHER.test(back[0]) && !ABOUT.test(lead);
}

/** Whether the sentence refers to parties named before it. */
export function refersBack({ text, isDecision }: Statement): boolean {
  const back = BACK.exec(text);
  if (back === null || /^the\s/i.test(back[0])) return back !== null && COUNTED.test(back[0]);
  return isDecision || back.index <= LEAD_LENGTH;
}

/** The parties named before, one group for each paragraph; the lines of one list form one group. */
function groupsBefore(section: readonly ReadParagraph[], at: number): (readonly Party[])[] {
  const groups: (readonly Party[])[] = [];
  let inList = false;
  const before = section.slice(Math.max(0, at - MAX_PARAGRAPHS), at);
  for (const { about, isItem, isCountry, ...read } of before) {
    if (isCountry) continue;
    const named = isItem ? read.named : (about ?? read.named);
    const last = groups.at(-1);
    if (isItem && inList && last !== undefined)
      groups[groups.length - 1] = distinct([...last, ...named]);
    else if (named.length > 0) groups.push(named);
    inList = isItem && (named.length > 0 || inList);
  }
  return groups;
}

export function listBelow(section: readonly Paragraph[], at: number): readonly Party[] {
  const listed: Party[] = [];
  for (const { named, isItem, isCountry } of section.slice(at + 1, at + 1 + MAX_PARAGRAPHS)) {
    if (isCountry) continue;
    if (!isItem) break;
    listed.push(...named);
  }
  return distinct(listed);
}

function referredTo(
  section: readonly ReadParagraph[],
  at: number,
  members: Members,
  everyone: readonly Party[],
): readonly Party[] {
  const text = section[at]?.text ?? "";
  const last = groupsBefore(section, at).at(-1) ?? [];
  const count = countIn(text);
  if (count === null) {
    // "the Russian entity"
    const meant = members.under(BACK.exec(text)?.[0] ?? "", last);
    // "This entity" is ambiguous among several.
    return meant.length > 1 && isSingular(text) ? [] : meant;
  }
  // "The two Iranian entities", "the remaining two entities, both in Russia"
  const words = listingFrom(text, COUNTED.exec(text)?.index ?? text.length);
  const there = members.selectUnder(words, text, firstOperation(text) ?? "add");
  if (there?.length === count) return there;
  const counted = countedParties(section, at, count, everyone);
  const isThere = counted !== null && members.under(words, counted).length === count;
  if (isThere) return counted;
  // A higher number: one of the names is spelled differently. A lower number does not show which ones are meant.
  return there ?? (count > last.length ? last : []);
}

/** Parties of exactly that number: the groups named last, an earlier group, the list below, or all that the rule amends. */
function countedParties(
  section: readonly ReadParagraph[],
  at: number,
  count: number,
  everyone: readonly Party[],
): readonly Party[] | null {
  const groups = groupsBefore(section, at).slice(-MOST_GROUPS);
  const joined = groups.map((_, from) => distinct(groups.slice(from).flat())).reverse();
  const all = amendedParties(section[at]?.text ?? "", everyone);
  const candidates = [...joined, ...groups.toReversed(), listBelow(section, at), all];
  return candidates.find(({ length }) => length === count) ?? null;
}

function countIn(text: string): number | null {
  const counted = COUNTED.exec(text)?.[1];
  return counted === undefined ? null : readCount(counted);
}

/** `these six entities`; null if the paragraph counts no parties named before. */
export function countedBack(text: string): string | null {
  return BACK.test(text) ? (COUNTED.exec(text)?.[0] ?? null) : null;
}

function isSingular(text: string): boolean {
  return ONE.test(text) && !/\b(?:these|those|they|both)\b/i.test(text);
}

function amendedParties(text: string, everyone: readonly Party[]): readonly Party[] {
  const op = firstOperation(text) ?? "add";
  return everyone.filter(({ ops }) => ops.has(op));
}

export function distinct(parties: readonly Party[]): readonly Party[] {
  return [...new Set(parties)];
}
