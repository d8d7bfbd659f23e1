/** Finds the passages of the preamble that give the reasons of the End-User Review Committee (ERC). */

import type { Entry, PolicyKind } from "../../model/entry.ts";
import type { Amendment, Justification, Problem } from "../../model/reading/rule.ts";
import type { PreambleBlock } from "../document/printed-document.ts";
import { readLicenseReviewPolicy } from "../entry/license-review-policy.ts";
import { readSections } from "../text/sections.ts";
import { splitSentences } from "../text/sentences.ts";
import { Members } from "./members.ts";
import { PreambleNames } from "./names.ts";
import { findUnmatchedCounts, ownParties } from "./own-parties.ts";
import type { Party } from "./parties.ts";
import {
  countedBack,
  isCountryLine,
  type Paragraph,
  type ReadParagraph,
  readParagraph,
  refersBack,
  subjectOf,
} from "./references.ts";
import type { Statement } from "./statements.ts";

/** Words that introduce a reason; license terms and background have none of them. */
const REASON =
  /\b(?:based (?:up)?on|on the basis of|because|on account of|due to|determined that (?:the )?(?:conduct|activities|actions)|have been (?:involved|determined)|(?:is|are|was|were) (?:involved|determined)|rais(?:es|e|ed|ing) (?:sufficient |serious )?concerns?|specifically,|for (?:their|its|his|her) |for (?:acquiring|attempting|contributing|diverting|engaging|enabling|facilitating|procuring|providing|purchasing|shipping|supplying|supporting|being|having)\b|contrary to (?:the )?(?:U\.S\. )?(?:national security|foreign policy)|in accordance with procedures|(?:poses?|posing|present) (?:a|an) [\w\s-]{0,30}risk)/i;
/** `pursuant to § 744.16`: the section is the basis, not only mentioned. */
const RESTS_ON =
  /\b(?:pursuant to|under|basis of|based (?:up)?on|accordance with)\s+(?:the \w+ )?(?:§§?|sections?)\s*744\./i;
/** The start of a paragraph that lists or explains decisions of other paragraphs. */
const SUMMING_UP =
  /^(?:for the reasons described above|accordingly, part|the (?:acronyms?|license requirements?))/i;
/** Standard passages of every rule. */
const RULEMAKING =
  /\b(?:en route aboard|Executive Order|Paperwork Reduction|Regulatory Flexibility|Administrative Procedure|Export Control Reform)\b/;
const FOOTNOTES =
  /\bfootnotes?\s+([1-9](?:(?:,\s*(?:and\s+)?|\s+(?:and|or)\s+)[1-9])*)\s+(?:designat|entit|(?:to|of|in)\s+(?:the\s+)?(?:supp|entity list))/gi;
const POLICY =
  /\b(?:license (?:applications?|review policy)|applications?\b(?:(?!\bapplications?\b).)*\breviewed|review policy)\b/i;

export interface ReadJustifications {
  readonly justifications: readonly Justification[];
  /** Reasons for parties given only by a number that fits no set of the rule's parties. */
  readonly problems: readonly Problem[];
}

/** An entity may have several passages or none. */
export function readJustifications(
  preamble: readonly PreambleBlock[],
  amendments: readonly Amendment[],
  entries: readonly Entry[],
): ReadJustifications {
  const names = new PreambleNames(amendments, entries);
  if (names.parties.length === 0) return { justifications: [], problems: [] };
  const members = new Members(amendments, entries, names.parties);
  const sections = sectionsOf(preamble).map((texts) => {
    for (const text of texts) names.learn(text);
    return texts.map((text) => readParagraph(text, names));
  });
  const claimedBeside = claimsOf(sections.flat());
  const problems: Problem[] = [];
  const justifications = sections.flatMap((paragraphs) => {
    const section = paragraphs.map((paragraph, at) => {
      return { ...paragraph, about: ownParties(paragraphs, at, members, claimedBeside(paragraph)) };
    });
    return section.flatMap((paragraph, at) => {
      const reasons = reasonsIn(paragraph);
      if (reasons.length === 0) return [];
      const subject = subjectOf(section, at, members, names.parties);
      const unmatched = findUnmatchedCounts(paragraphs, at, members, claimedBeside(paragraph));
      const counted = subject.length === 0 ? countedBack(paragraph.text) : null;
      const words = unmatched[0] ?? counted;
      if (words !== null) problems.push(withoutParty(paragraph.text, words));
      return subject.length === 0 ? [] : [justify(paragraph.text, reasons, subject)];
    });
  });
  return { justifications, problems };
}

function withoutParty(text: string, words: string): Problem {
  const message = `a reason is given for “${words}”, but no set of the rule's parties has that number; the reason is attached to no party`;
  return { code: "reason/without-party", message, text };
}

/** Gives the names that other paragraphs decide on. */
function claimsOf(paragraphs: readonly Paragraph[]): (paragraph: Paragraph) => ReadonlySet<string> {
  const claimants = new Map<string, number>();
  for (const name of paragraphs.flatMap((paragraph) => [...namesDecidedIn(paragraph)])) {
    claimants.set(name, (claimants.get(name) ?? 0) + 1);
  }
  const all = new Set(claimants.keys());
  return (paragraph) => {
    const own = [...namesDecidedIn(paragraph)].filter((name) => claimants.get(name) === 1);
    return own.length === 0 ? all : all.difference(new Set(own));
  };
}

function namesDecidedIn({ statements }: Pick<Paragraph, "statements">): Set<string> {
  const decisions = statements.filter(({ kind, isDecision }) => kind === "own" && isDecision);
  return new Set(decisions.flatMap(({ parties }) => parties.map(({ name }) => name)));
}

/** Splits the preamble into sections, at headings; a country heading inside a list does not split. */
function sectionsOf(preamble: readonly PreambleBlock[]): string[][] {
  const sections: string[][][] = [[]];
  for (const { kind, text } of preamble) {
    const section = sections.at(-1) ?? [];
    const before = section.at(-1);
    if (kind === "heading" && !isCountryLine(text)) sections.push([]);
    else if (kind === "paragraph" && before !== undefined && isContinued(before, text)) {
      before.push(text);
    } else section.push([text]);
  }
  return sections.map((section) => section.map((parts) => parts.join(" ")));
}

/**
 * A page break split the paragraph: it ends without a stop, and the next one begins in the middle of a sentence. `before`
 * holds the parts of the paragraph so far; one in several parts is no country heading.
 */
function isContinued(before: readonly string[], text: string): boolean {
  const last = before.at(-1) ?? "";
  if (!/[\p{L}\p{N},)’”-]$/u.test(last) || !/^\p{Ll}/u.test(text)) return false;
  return before.length > 1 || !isCountryLine(last);
}

function reasonsIn(paragraph: ReadParagraph): string[] {
  const { text, isItem, named, about, statements } = paragraph;
  const isOfParties = named.length > 0 || about !== null;
  if (SUMMING_UP.test(text) || (!isOfParties && RULEMAKING.test(text))) return [];
  const reasons = statements.filter(
    (statement) =>
      statement.kind === "own" &&
      (REASON.test(statement.text) || (!isItem && givesReason(statement, about !== null))),
  );
  return reasons.map((statement) => statement.text);
}

/** True if the statement says more than the bare decision, cites a section as its basis, or announces a revision. */
function givesReason(statement: Statement, isOfParties: boolean): boolean {
  const { text, isDecision, op, parties, owners, selection, saysMore } = statement;
  const isBack = refersBack(statement);
  if (saysMore && (isOfParties || isBack)) return true;
  const decides = parties.length > 0 || owners.length > 0 || selection !== null || isBack;
  return isDecision && decides && (op === "revise" || RESTS_ON.test(text));
}

function justify(
  text: string,
  reasons: readonly string[],
  subject: readonly Party[],
): Justification {
  const indexes = subject.flatMap(({ entryIndexes }) => entryIndexes);
  return {
    names: [...new Set(subject.map(({ name }) => name))],
    entryIndexes: [...new Set(indexes)].sort((a, b) => a - b),
    text,
    // Sections of other parts (product rules in 734, exceptions in 740) are license terms, not the basis.
    sections: readSections(reasons.join(" ")).filter((section) => section.startsWith("744.")),
    footnotes: readFootnotes(text),
    licenseReviewPolicy: readPolicy(text),
  };
}

/** `a footnote 3 designation`, `footnotes 1 and 4 to supplement no. 4`. */
function readFootnotes(text: string): number[] {
  const found = [...text.matchAll(FOOTNOTES)].flatMap(([, list = ""]) => list.match(/\d/g) ?? []);
  return [...new Set(found.map(Number))].sort((a, b) => a - b);
}

function readPolicy(text: string): PolicyKind | null {
  const stated = splitSentences(text).filter((sentence) => POLICY.test(sentence));
  const { kind } = readLicenseReviewPolicy(stated.join(" "));
  return stated.length === 0 || kind === "none" || kind === "by-section" ? null : kind;
}
