/** The manuscripts of `display` read from their PDFs to the rule that their XML says, field by field. */

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { facts } from "../../src/demo/facts.ts";
import { renderRule } from "../../src/demo/render-rule.ts";
import type { Rule } from "../../src/model/reading/rule.ts";
import { openPdfDocument } from "../../src/parsers/document/pdf/open-pdf-document.ts";
import { parseRule, readPrintedRule } from "../../src/parsers/rule.ts";
import { corpusPath } from "../support/corpus.ts";

const MANUSCRIPTS = [
  ["2023-03929.4", "2023-03929"],
  ["2023-03929.5", "2023-03929"],
  ["2025-05426.3", "2025-05426"],
  ["2025-05426.6", "2025-05426"],
  ["2025-05427.1", "2025-05427"],
  ["2025-05427.2", "2025-05427"],
] as const;

/** The XML of a batch whose own text is not at hand is rendered from its facts, as the manuscripts are. */
function xmlOf(documentNumber: string): string | null {
  const known = facts.find((rule) => rule.documentNumber === documentNumber);
  if (known !== undefined) return renderRule(known);
  const path = corpusPath(`fr/${documentNumber}.xml`);
  return path === null ? null : readFileSync(path, "utf8");
}

/** All that the rule says. How its cells were broken into lines, and on which page it is printed, is the form's. */
function saidBy(rule: Rule) {
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

describe("a manuscript on display", () => {
  for (const [name, documentNumber] of MANUSCRIPTS) {
    const path = corpusPath(`display/${name}.pdf`);
    const xml = xmlOf(documentNumber);
    test.skipIf(path === null || xml === null)(
      `${name} says what its XML says`,
      async () => {
        const printed = await openPdfDocument(new Uint8Array(readFileSync(path ?? "")));
        const read = readPrintedRule(printed).rule;
        expect(read).toMatchObject({
          documentNumber,
          stage: "displayed",
          form: "pdf",
          problems: [],
        });
        expect(saidBy(read)).toEqual(saidBy(parseRule(xml ?? "").rule));
      },
      60_000,
    );
  }
});
