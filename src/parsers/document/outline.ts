/** Finds the parts of a document in its running text, where no markup names them: HTML bodies and plain text. */

import type { DocumentForm } from "../../model/rule.ts";
import { readDate } from "../text/dates.ts";
import type { AmendatoryBlock, PreambleBlock, PrintedDocument } from "./printed-document.ts";

/** In printed order; `text` on one line. */
export type TextBlock =
  | { readonly kind: "heading" | "paragraph"; readonly text: string }
  | {
      readonly kind: "table";
      readonly rows: readonly (readonly string[])[];
      /** False where its end was not found: a problem. */
      readonly closed?: boolean;
    };

const LABEL =
  /^(AGENCY|ACTION|SUMMARY|DATES?|EFFECTIVE DATES?|ADDRESSES|COMMENTS|FOR FURTHER INFORMATION CONTACT|SUPPLEMENTARY INFORMATION):\s*/;
const AMENDED_AS_FOLLOWS = /\b(?:is|are) (?:further )?amended as follows\s?[:.]?$/i;
/** "The Bureau of Industry and Security amends 15 CFR part 744 as follows:" */
const AMENDS = /\bamends?\b/i;
const AS_FOLLOWS = / as follows\s?:$/i;
/** The words of enactment end within this. */
const ENDING = 60;
const PART = /^PART (\d+)\s*[—–-]/;
const FR_DOC = /^\[\s*FR\s+Doc\b(?!\s+No:)/i;
/** `2.`, `a.`, `(1)`, `(iii)` before the words of an instruction. */
const INSTRUCTION = /^(?:\d{1,3}\.|[a-z]{1,4}\.|\((?:\d{1,3}|[a-z]{1,4}|[A-Z])\))\s*\S/;
const READS_AS_FOLLOWS = /\breads? as follows:?$/i;
const DOCKET = /^\[(Docket No[^\]]*)\]/i;
const RIN = /\bRIN:?\s*([\dA-Z]{4})[-–]([\dA-Z]{4})/i;
/** What stands between the agency and the title. */
const PARTICULARS = /^(?:\d+ CFR Parts?\b|\[|RIN\b|-+$)/i;
const PLANNED = /Publication Date:\s*(\S+)/i;
const SCHEDULED =
  /scheduled to be published in the Federal Register on (\d{1,2}\/\d{1,2}\/\d{2,4})/i;
const ISSUE = /^\[Federal Register Volume (\d+), Number \d+ \(([^)]*)\)\]/;
const SECTION_OF_ISSUE = /^\[Federal Register Volume[^\]]*\]\s*\[([^\]]*)\]/;
const TYPES: Readonly<Record<string, string>> = {
  "Rules and Regulations": "Rule",
  "Proposed Rules": "Proposed Rule",
  Notices: "Notice",
};
const PAGES = /\[Pages? (\d+)/;

export function outlineDocument(form: DocumentForm, blocks: readonly TextBlock[]): PrintedDocument {
  const texts = blocks.map((block) => (block.kind === "table" ? "" : block.text));
  const end = indexOr(texts, (text) => FR_DOC.test(text), blocks.length);
  const labelled = indexOr(texts, (text) => LABEL.test(text), end);
  // A correction has none of the labels: all of it is its preamble.
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
  const frDoc = texts[end] ?? null;
  // The copy on display says when it will be published, and no printed one does.
  const planned = scheduled?.[1] ?? PLANNED.exec(frDoc ?? "")?.[1];
  return {
    form,
    type: typeOf(masthead),
    agencies: [...masthead, section(/^AGENCY/) ?? ""].join(" "),
    subject: subjectOf(masthead),
    action: section(/^ACTION/),
    summary: section(/^SUMMARY/),
    dates: section(/^(?:EFFECTIVE )?DATES?/),
    docketIds: masthead.flatMap((text) => DOCKET.exec(text)?.[1] ?? []),
    rins: masthead.flatMap((text) => RIN.exec(text)?.slice(1).join("-") ?? []),
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

/** GPO prints the part of the issue above each document. */
function typeOf(masthead: readonly string[]): string | null {
  const section = SECTION_OF_ISSUE.exec(masthead.join(" "))?.[1];
  return section === undefined ? null : (TYPES[section] ?? null);
}

/** The words of enactment, or where they are missing the first part heading. */
function firstAmendatory(texts: readonly string[], from: number, end: number): number {
  const after = (test: (text: string) => boolean) => {
    const at = texts.findIndex((text, index) => index >= from && index < end && test(text));
    return at === -1 ? null : at;
  };
  return after(amends) ?? after((text) => PART.test(text)) ?? end;
}

function amends(text: string): boolean {
  const end = text.slice(-ENDING);
  return AMENDED_AS_FOLLOWS.test(end) || (AS_FOLLOWS.test(end) && AMENDS.test(text));
}

/** From a label to the next one. */
function sectionOf(head: readonly string[], label: RegExp): string | null {
  const start = head.findIndex((text) => LABEL.test(text) && label.test(text));
  if (start === -1) return null;
  const rest = head.slice(start + 1);
  const length = indexOr(rest, (text) => LABEL.test(text), rest.length);
  const [first = "", ...more] = head.slice(start, start + 1 + length);
  return [first.replace(LABEL, ""), ...more].filter((text) => !/^-*$/.test(text)).join(" ") || null;
}

/** The last lines before the first label that are no particulars. */
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
    if (block.kind === "table" || /^SUPPLEMENTARY INFORMATION:$/.test(block.text)) return [];
    return [{ kind: block.kind, text: block.text.replace(/^SUPPLEMENTARY INFORMATION:\s*/, "") }];
  });
}

function amendatoryOf(blocks: readonly TextBlock[]): AmendatoryBlock[] {
  const found: AmendatoryBlock[] = [];
  let part: string | null = null;
  for (const block of blocks) {
    if (block.kind === "table") {
      found.push({ kind: "table", rows: block.rows, closed: block.closed ?? true });
      continue;
    }
    part = PART.exec(block.text)?.[1] ?? part;
    // Regulatory text between the instructions is labelled as well: the reader of instructions knows what they are about.
    if (INSTRUCTION.test(block.text) || READS_AS_FOLLOWS.test(block.text)) {
      found.push({ kind: "instruction", text: block.text, part });
    } else found.push({ kind: "other", text: block.text });
  }
  return found;
}

function indexOr(texts: readonly string[], test: (text: string) => boolean, or: number): number {
  const at = texts.findIndex(test);
  return at === -1 ? or : at;
}
