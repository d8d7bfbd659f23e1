/** Finds the parts of a document in running text that has no markup for them: HTML bodies, plain text and PDF. */

import type { DocumentForm } from "../../model/reading/rule.ts";
import { readDate } from "../text/dates.ts";
import type { AmendatoryBlock, PreambleBlock, PrintedDocument } from "./printed-document.ts";

/** In printed order; `text` on one line. */
export type TextBlock =
  | { readonly kind: "heading" | "paragraph"; readonly text: string }
  | {
      readonly kind: "table";
      readonly rows: readonly (readonly string[])[];
      /** Text outside the rows, and doubts about the rows. */
      readonly loose?: readonly string[];
      /** False if the end of the table was not found: a problem. */
      readonly closed?: boolean;
    }
  | { readonly kind: "unread-table"; readonly lines: readonly string[] };

const LABEL =
  /^(AGENCY|ACTION|SUMMARY|DATES?|EFFECTIVE DATES?|ADDRESSES|COMMENTS|FOR FURTHER INFORMATION CONTACT|SUPPLEMENTARY INFORMATION):\s*/;
const AMENDED_AS_FOLLOWS = /\b(?:is|are) (?:further )?amended as follows\s?[:.]?$/i;
/** "The Bureau of Industry and Security amends 15 CFR part 744 as follows:" */
const AMENDS = /\bamends?\b/i;
const AS_FOLLOWS = / as follows\s?:$/i;
/** In characters from the end: the words of issuance are within. */
const ENDING = 60;
/** The first words of an instruction, with or without a number. */
const NAMES_PLACE =
  /^(?:\d{1,2}\. )?(?:The authority citation for (?:15 CFR )?part \d+\b|(?:In )?supplement no\. \d+ to part \d+,? (?:is|are) (?:further )?amended)/i;
const PART = /^PART (\d+)\s*[—–-]/;
const FR_DOC = /^\[\s*FR\s+Doc\b(?!\s+No:)/i;
/** `2.`, `a.`, `(1)`, `(iii)` before the words of an instruction. */
const INSTRUCTION = /^(?:\d{1,3}\.|[a-z]{1,4}\.|\((?:\d{1,3}|[a-z]{1,4}|[A-Z])\))\s*\S/;
/** Has a number, names a part and amends it: no paragraph of a preamble does all three. */
const FIRST_INSTRUCTION =
  /^1\.\s(?:(?!\b(?:authority citation|supplement no\.? \d+ to part \d+)\b).)*\b(?:authority citation|supplement no\.? \d+ to part \d+)\b.*\b(?:continues? to read|is (?:further )?(?:amended|revised))\b/i;
/** In characters: the first instruction contains all three within. */
const FIRST_WORDS = 600;
const READS_AS_FOLLOWS = /\breads? as follows:?$/i;
const DOCKET = /^\[(Docket No[^\]]*)\]/i;
const RIN = /\bRIN:?\s*([\dA-Z]{4})[-–]([\dA-Z]{4})/i;
/** Lines between the agency and the title. */
const PARTICULARS = /^(?:\d+ CFR Parts?\b|\[|RIN\b|-+$)/i;
const PLANNED = /Publication Date:\s*(\S+)/i;
const SCHEDULED =
  /scheduled to be published in the Federal Register on (\d{1,2}\/\d{1,2}\/\d{2,4})/i;
/** The stamp of a copy on display: `available online at https://federalregister.gov/d/2025-05427`. */
const STAMPED_NUMBER = /federalregister\.gov\/d\/((?:[A-Z]\d?-)?\d{4}-\d+)/i;
const ISSUE = /^\[Federal Register Volume (\d+), Number \d+ \(([^)]*)\)\]/;
const SECTION_OF_ISSUE = /^\[Federal Register Volume[^\]]*\]\s*\[([^\]]*)\]/;
const TYPES: Readonly<Record<string, string>> = {
  "Rules and Regulations": "Rule",
  "Proposed Rules": "Proposed Rule",
  Notices: "Notice",
};
const PAGES = /\[Pages? (\d+)/;

/** Splits the blocks of a document at its labels, its words of issuance and its last line. */
export function outlineDocument(form: DocumentForm, blocks: readonly TextBlock[]): PrintedDocument {
  const texts = blocks.map((block) => ("text" in block ? block.text : ""));
  const end = indexOr(texts, (text) => FR_DOC.test(text), blocks.length);
  const labelled = indexOr(texts, (text) => LABEL.test(text), end);
  // A correction has no labels, so all of it is preamble.
  const supplementary =
    labelled === end ? 0 : indexOr(texts, (text) => /^SUPPLEMENTARY INFORMATION:/.test(text), end);
  const amendatory = firstAmendatory(texts, supplementary, end);
  const head = texts.slice(0, labelled === end ? end : supplementary);
  const section = (label: RegExp) => sectionOf(head, label);
  const masthead = head.slice(
    0,
    indexOr(head, (text) => LABEL.test(text), head.length),
  );
  const issue = ISSUE.exec(masthead.find((text) => ISSUE.test(text)) ?? "");
  const page = PAGES.exec(masthead.join(" "))?.[1];
  const scheduled = SCHEDULED.exec(head.join(" "));
  const stamped = STAMPED_NUMBER.exec(head.join(" "))?.[1];
  const frDoc = texts[end] ?? (stamped === undefined ? null : `FR Doc. ${stamped}`);
  // Only the copy on display states a future publication date.
  const planned = scheduled?.[1] ?? PLANNED.exec(frDoc ?? "")?.[1];
  return {
    form,
    type: typeOf(masthead),
    agencies: [...masthead, section(/^AGENCY/) ?? ""].join(" "),
    subject: subjectOf(masthead),
    action: section(/^ACTION/),
    summary: section(/^SUMMARY/),
    dates: section(/^(?:EFFECTIVE )?DATES?/),
    docketIds: distinct(masthead.flatMap((text) => DOCKET.exec(text)?.[1] ?? [])),
    rins: distinct(masthead.flatMap((text) => RIN.exec(text)?.slice(1).join("-") ?? [])),
    frDoc,
    citation: issue === null || page === undefined ? null : `${issue[1]} FR ${page}`,
    publicationDate: readDate(issue?.[2] ?? planned ?? ""),
    stage: issue === null && planned !== undefined ? "displayed" : "published",
    preamble: preambleOf(blocks.slice(supplementary, amendatory)),
    amendatory: [
      ...amendatoryOf(blocks.slice(amendatory, end)),
      ...texts.slice(end + 1).map((text) => ({ kind: "other", text }) as const),
    ],
  };
}

/** GPO prints the section of the issue above each document. */
function typeOf(masthead: readonly string[]): string | null {
  const section = SECTION_OF_ISSUE.exec(masthead.join(" "))?.[1];
  return section === undefined ? null : (TYPES[section] ?? null);
}

/** The words of issuance; without them the first part heading, and without that the first instruction. */
function firstAmendatory(texts: readonly string[], from: number, end: number): number {
  const after = (test: (text: string) => boolean) => {
    const at = texts.findIndex((text, index) => index >= from && index < end && test(text));
    return at === -1 ? null : at;
  };
  return (
    after(amends) ??
    after((text) => PART.test(text)) ??
    after((text) => FIRST_INSTRUCTION.test(text.slice(0, FIRST_WORDS))) ??
    after((text) => NAMES_PLACE.test(text)) ??
    end
  );
}

function amends(text: string): boolean {
  const end = text.slice(-ENDING);
  return AMENDED_AS_FOLLOWS.test(end) || (AS_FOLLOWS.test(end) && AMENDS.test(text));
}

/** The text from a label to the next one. */
function sectionOf(head: readonly string[], label: RegExp): string | null {
  const start = head.findIndex((text) => LABEL.test(text) && label.test(text));
  if (start === -1) return null;
  const rest = head.slice(start + 1);
  const length = indexOr(rest, (text) => LABEL.test(text), rest.length);
  const [first = "", ...more] = head.slice(start, start + 1 + length);
  return [first.replace(LABEL, ""), ...more].filter((text) => !/^-*$/.test(text)).join(" ") || null;
}

/** The title: the lines between the last particulars and the first label. */
function subjectOf(masthead: readonly string[]): string | null {
  const last = masthead.findLastIndex((text) => PARTICULARS.test(text) && !/^-+$/.test(text));
  if (last === -1) return null;
  return (
    masthead
      .slice(last + 1)
      .filter((text) => !/^-*$/.test(text))
      .join(" ") || null
  );
}

function preambleOf(blocks: readonly TextBlock[]): PreambleBlock[] {
  return blocks.flatMap((block) => {
    if (!("text" in block) || /^SUPPLEMENTARY INFORMATION:$/.test(block.text)) return [];
    return [{ kind: block.kind, text: block.text.replace(/^SUPPLEMENTARY INFORMATION:\s*/, "") }];
  });
}

function amendatoryOf(blocks: readonly TextBlock[]): AmendatoryBlock[] {
  const found: AmendatoryBlock[] = [];
  let part: string | null = null;
  for (const block of blocks) {
    if (!("text" in block)) {
      found.push(block);
      continue;
    }
    part = PART.exec(block.text)?.[1] ?? part;
    // Paragraphs of regulatory text have such labels too. The reader of instructions separates them.
    const isInstruction = [INSTRUCTION, READS_AS_FOLLOWS, NAMES_PLACE].some((pattern) =>
      pattern.test(block.text),
    );
    if (isInstruction) {
      found.push({ kind: "instruction", text: block.text, part });
    } else found.push({ kind: "other", text: block.text });
  }
  return found;
}

/** Running heads repeat the particulars. */
function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

function indexOr(texts: readonly string[], test: (text: string) => boolean, or: number): number {
  const at = texts.findIndex(test);
  return at === -1 ? or : at;
}
