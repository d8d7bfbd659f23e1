/** Reads a Federal Register document in GPO's XML: https://www.govinfo.gov/bulkdata/FR/resources */

import type { Entry } from "../model/entry.ts";
import { PipelineError } from "../model/errors.ts";
import type { RuleReading } from "../model/reading.ts";
import type { Claims, Rule, RuleMetadata } from "../model/rule.ts";
import { assignRows } from "./assign-rows.ts";
import { checkClaims } from "./check-claims.ts";
import { readClaims } from "./claims.ts";
import { readDate } from "./dates.ts";
import { detectKind } from "./detect.ts";
import { readEffective } from "./effective.ts";
import { type PreambleBlock, readJustifications } from "./justifications.ts";
import { readAmendments } from "./rule-table.ts";
import { elementsOf, findAll, findFirst, parseTree, textOf, type XmlElement } from "./xml-tree.ts";

const TYPES: Readonly<Record<string, string>> = {
  RULE: "Rule",
  PRORULE: "Proposed Rule",
  NOTICE: "Notice",
  CORRECT: "Correction",
};
/** `[FR Doc. 2023-03929 Filed 2-24-23; 8:45 am]`, `FR Doc. C1-2019-17921`. */
const FR_DOC = /FR\s+Doc\.?\s*((?:[A-Z]\d?[-–])?[\dA-Z]+[-–]\d+)\s*(?:Filed\s+([\d-]+))?/i;

/**
 * `metadata` is what the API knows of the document; where given, it wins. Throws `parse/wrong-kind` where neither says
 * which document this is, and the errors of well-formedness. A document that amends no list is read all the same: its
 * amendments and entries are empty.
 */
export function parseRule(xml: string, metadata?: RuleMetadata): RuleReading {
  if (detectKind(xml) !== "rule") {
    throw new PipelineError(
      "parse/wrong-kind",
      "this is eCFR XML, not a Federal Register document",
      {
        hint: "read it as a snapshot",
      },
    );
  }
  const root = parseTree(xml);
  const frDoc = FR_DOC.exec(textOfFirst(root, "FRDOC") ?? "");
  const documentNumber = metadata?.documentNumber ?? frDoc?.[1]?.replace("–", "-");
  if (documentNumber === undefined) {
    throw new PipelineError("parse/wrong-kind", "the document has no FR Doc number", {
      hint: "give the whole document as the Federal Register publishes it",
    });
  }
  const amends = readAmendments(root);
  const { amendments, problems: unassigned } = assignRows(amends.instructions, amends.entries);
  const claims = claimsOf(root, documentNumber);
  const disagreements = claims === null ? [] : checkClaims(claims, amendments, amends.entries);
  const effective = readEffective(paragraphsOf(root, "EFFDATE") ?? paragraphsOf(root, "DATES"));
  const rule: Rule = {
    documentNumber,
    title: metadata?.title ?? textOfFirst(root, "SUBJECT") ?? documentNumber,
    type: metadata?.type ?? TYPES[root.name] ?? root.name,
    action: metadata?.action ?? paragraphsOf(root, "ACT"),
    citation: metadata?.citation ?? null,
    publicationDate: metadata?.publicationDate ?? newestPlaceholderDate(amends.entries),
    filedAt: readDate(frDoc?.[2] ?? ""),
    ...effective,
    effectiveOn: metadata?.effectiveOn ?? effective.effectiveOn,
    docketIds: metadata?.docketIds ?? docketIdsOf(root),
    rins: metadata?.rins ?? rinsOf(root),
    stage: "published",
    url: metadata?.url ?? null,
    lists: [...new Set(amendments.map(({ list }) => list))],
    claims,
    claimsAgree: claims === null ? null : disagreements.length === 0,
    amendments,
    entries: amends.entries,
    justifications: readJustifications(preambleOf(root), amendments, amends.entries),
    problems: [...amends.problems, ...unassigned, ...disagreements],
  };
  return { rule, rows: amends.rows, tally: amends.tally, quarantine: amends.quarantine };
}

/** Only BIS's own summaries speak of its lists; a correction (`C1-…`) corrects a rule's print and claims nothing. */
function claimsOf(root: XmlElement, documentNumber: string): Claims | null {
  const agency = findAll(root, "AGENCY", "SUBAGY", "AGY").map(textOf).join(" ");
  if (!/Industry and Security/i.test(agency) || /^C\d?-/.test(documentNumber)) return null;
  return readClaims(paragraphsOf(root, "SUM") ?? "", textOfFirst(root, "SUBJECT") ?? "");
}

/** A rule's own rows cite the page it is printed on, which is unknown before print; their date is its publication. */
function newestPlaceholderDate(entries: readonly Entry[]): string | null {
  const dates = entries
    .flatMap(({ citations }) => citations)
    .flatMap(({ page, date }) => (page === null && date !== null ? [date] : []));
  return dates.sort().at(-1) ?? null;
}

function docketIdsOf(root: XmlElement): string[] {
  return findAll(root, "DEPDOC").map((docket) => textOf(docket).replace(/^\[|\]$/g, ""));
}

function rinsOf(root: XmlElement): string[] {
  return findAll(root, "RIN").map((rin) => textOf(rin).replace(/^RIN:?\s*/i, ""));
}

/** Headings and paragraphs between the summary and the amendments. */
function preambleOf(root: XmlElement): PreambleBlock[] {
  const preamble = findFirst(root, "SUPLINF");
  if (preamble === null) return [];
  return findAll(preamble, "HD", "P", "FP", "REGTEXT", "LSTSUB", "PART", "AMDPAR", "GPOTABLE")
    .filter(({ name }) => name === "HD" || name === "P" || name === "FP")
    .map((block) => ({ kind: block.name === "HD" ? "heading" : "paragraph", text: textOf(block) }));
}

function textOfFirst(root: XmlElement, name: string): string | null {
  const element = findFirst(root, name);
  return element === null ? null : textOf(element) || null;
}

/** The paragraphs below the heading of a preamble block; null where there are none. */
function paragraphsOf(root: XmlElement, name: string): string | null {
  const block = findFirst(root, name);
  const paragraphs = block === null ? [] : elementsOf(block).filter((child) => child.name === "P");
  return paragraphs.map(textOf).filter(Boolean).join(" ") || null;
}
