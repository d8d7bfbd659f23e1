/** The manuscripts of `display`, and what they must say: what the XML of the same rule says. */

import { readFileSync } from "node:fs";
import { facts } from "../../src/demo/facts.ts";
import { renderRule } from "../../src/demo/render-rule.ts";
import type { Rule } from "../../src/model/reading/rule.ts";
import { corpusPath } from "./corpus.ts";

export interface Manuscript {
  readonly name: string;
  readonly documentNumber: string;
  /** Null where the corpus is not at hand. */
  readonly pdfPath: string | null;
  readonly xml: string | null;
}

const MANUSCRIPTS = [
  ["2023-03929.4", "2023-03929"],
  ["2023-03929.5", "2023-03929"],
  ["2025-05426.3", "2025-05426"],
  ["2025-05426.6", "2025-05426"],
  ["2025-05427.1", "2025-05427"],
  ["2025-05427.2", "2025-05427"],
] as const;

export function findManuscripts(): Manuscript[] {
  return MANUSCRIPTS.map(([name, documentNumber]) => ({
    ...{ name, documentNumber, pdfPath: corpusPath(`display/${name}.pdf`) },
    xml: xmlOf(documentNumber),
  }));
}

/** The XML of a batch whose own text is not at hand is rendered from its facts, as the manuscripts are. */
function xmlOf(documentNumber: string): string | null {
  const known = facts.find((rule) => rule.documentNumber === documentNumber);
  if (known !== undefined) return renderRule(known);
  const path = corpusPath(`fr/${documentNumber}.xml`);
  return path === null ? null : readFileSync(path, "utf8");
}

/** All that the rule says. How its cells were broken into lines, and on which page it is printed, is the form's. */
export function saidBy(rule: Rule) {
  const { title, action, docketIds, rins, lists, claims, claimsAgree, amendments } = rule;
  const { effectiveOn, effectiveAt, effectiveNote, justifications, problems } = rule;
  const entries = rule.entries.map(({ raw: _raw, citations, ...entry }) => ({
    ...entry,
    citations: citations.map(({ volume, date }) => ({ volume, date })),
  }));
  return {
    ...{ title, action, docketIds, rins, lists, claims, claimsAgree, amendments, entries },
    ...{ effectiveOn, effectiveAt, effectiveNote, justifications, problems },
  };
}
