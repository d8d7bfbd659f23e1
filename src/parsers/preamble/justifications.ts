/** Finds the passages of the preamble that say why the End-User Review Committee (ERC) decided. */

import type { Entry, PolicyKind } from "../../model/entry.ts";
import type { Amendment, Justification } from "../../model/rule.ts";
import type { PreambleBlock } from "../document/printed-document.ts";
import { readLicenseReviewPolicy } from "../entry/license-review-policy.ts";
import { readSections } from "../text/sections.ts";
import { splitSentences } from "../text/sentences.ts";
import { PreambleNames } from "./names.ts";
import type { Party } from "./parties.ts";
import { isCountryLine, type Paragraph, readParagraph, subjectOf } from "./references.ts";

/** The words in which a reason comes; license terms and background have none of them. */
const REASON =
  /\b(?:based (?:up)?on|on the basis of|because|on account of|due to|determined that (?:the )?(?:conduct|activities|actions)|have been (?:involved|determined)|(?:is|are|was|were) (?:involved|determined)|rais(?:es|e|ed|ing) (?:sufficient |serious )?concerns?|specifically,|for (?:their|its|his|her) |for (?:acquiring|attempting|contributing|diverting|engaging|enabling|facilitating|procuring|providing|purchasing|shipping|supplying|supporting|being|having)\b|contrary to (?:the )?(?:U\.S\. )?(?:national security|foreign policy)|in accordance with procedures|(?:poses?|posing|present) (?:a|an) [\w\s-]{0,30}risk)/i;
/** `The ERC determined … pursuant to § 744.16`; what a modification changes is all that is ever said of it. */
const DECISION =
  /\b(?:ERC|End-User Review Committee)\b.{0,80}\b(?:determined|decided)\b.*(?:§§?\s*744\.|\b(?:modify|revise|correct|update)\b)/i;
/** Terms follow from a listing, and criteria come before any: neither is a reason for it. */
const TERMS =
  /^(?:under (?:that|this) paragraph|paragraphs? \([a-z]\)|for (?:the|these|all|each|this)\b.{0,80}\b(?:BIS imposes|license)|BIS imposes|(?:the )?license (?:applications?|requirements?|review)|a license is|no license exceptions|accordingly, part|the acronyms?|(?:these|those|the|this) [\w\s-]{0,40}(?:is|are|will be) (?:being )?added with a license)/i;
/** These open a paragraph that lists or explains what the others decided. */
const SUMMING_UP =
  /^(?:for the reasons described above|accordingly, part|the (?:acronyms?|license requirements?))/i;
/** Every rule says these of itself. */
const RULEMAKING =
  /\b(?:en route aboard|Executive Order|Paperwork Reduction|Regulatory Flexibility|Administrative Procedure|Export Control Reform)\b/;
const FOOTNOTES =
  /\bfootnotes?\s+([1-9](?:(?:,\s*(?:and\s+)?|\s+(?:and|or)\s+)[1-9])*)\s+(?:designat|entit|(?:to|of|in)\s+(?:the\s+)?(?:supp|entity list))/gi;
const POLICY =
  /\b(?:license (?:applications?|review policy)|applications?\b.*\breviewed|review policy)\b/i;

/** An entity may have several passages, or none: nothing is invented. */
export function readJustifications(
  preamble: readonly PreambleBlock[],
  amendments: readonly Amendment[],
  entries: readonly Entry[],
): Justification[] {
  const names = new PreambleNames(amendments, entries);
  if (names.parties.length === 0) return [];
  return sectionsOf(preamble).flatMap((texts) => {
    for (const text of texts) names.learn(text);
    const section = texts.map((text) => readParagraph(text, names));
    return section.flatMap((paragraph, at) => {
      const reasons = reasonsIn(paragraph);
      const subject = reasons.length === 0 ? [] : subjectOf(section, at, names.parties);
      return subject.length === 0 ? [] : [justify(paragraph.text, reasons, subject)];
    });
  });
}

/** The paragraphs between two headings; the countries of a list are none. */
function sectionsOf(preamble: readonly PreambleBlock[]): string[][] {
  const sections: string[][] = [[]];
  for (const { kind, text } of preamble) {
    const section = sections.at(-1) ?? [];
    const before = section.at(-1);
    if (kind === "heading" && !isCountryLine(text)) sections.push([]);
    else if (kind === "paragraph" && before !== undefined && isContinued(before, text)) {
      section[section.length - 1] = `${before} ${text}`;
    } else section.push(text);
  }
  return sections;
}

/** A paragraph that a page break split: it breaks off, and the next goes on in the middle of a sentence. */
function isContinued(before: string, text: string): boolean {
  return /[\p{L}\p{N},)’”-]$/u.test(before) && /^\p{Ll}/u.test(text) && !isCountryLine(before);
}

function reasonsIn({ text, isItem, named }: Paragraph): string[] {
  if (SUMMING_UP.test(text) || (named.length === 0 && RULEMAKING.test(text))) return [];
  return splitSentences(text).filter(
    (sentence) =>
      !TERMS.test(sentence) &&
      (REASON.test(sentence) || (named.length > 0 && !isItem && DECISION.test(sentence))),
  );
}

function justify(
  text: string,
  reasons: readonly string[],
  subject: readonly Party[],
): Justification {
  const indexes = subject.flatMap(({ entryIndexes }) => entryIndexes);
  return {
    names: subject.map(({ name }) => name),
    entryIndexes: [...new Set(indexes)].sort((a, b) => a - b),
    text,
    // Sections of other parts (the product rules of 734, the exceptions of 740) are terms, not the basis.
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
