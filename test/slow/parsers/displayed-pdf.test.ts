/** A rule printed as a manuscript reads back unchanged from its PDF, whatever the layout. */

import { describe, expect, test } from "vitest";
import { facts } from "../../../src/demo/facts.ts";
import { renderDisplayedPdf } from "../../../src/demo/render-displayed-pdf.ts";
import { renderRule } from "../../../src/demo/render-rule.ts";
import { openPdfDocument } from "../../../src/parsers/document/pdf/open-pdf-document.ts";
import { parseRule, readPrintedRule } from "../../../src/parsers/rule.ts";
import { arbitraryLook } from "../../support/rendered-rule/arbitrary-look.ts";
import { arbitraryRule, arbitraryWording } from "../../support/rendered-rule/arbitrary-rule.ts";
import { asPdf } from "../../support/rendered-rule/as-pdf.ts";
import { printedPage } from "../../support/rendered-rule/printed-page.ts";
import {
  claimsPrinted,
  claimsRead,
  entriesPrinted,
  entryRead,
  instructionsPrinted,
  instructionsRead,
} from "../../support/rendered-rule/read-back.ts";
import { fc, SEED } from "../../support/seeded.ts";

const RUNS = Number(process.env["ENTITYWIRE_RENDERED_RUNS"] ?? 300);

describe(`random rules, ${RUNS} from seed ${SEED}`, () => {
  test("printed as PDF read back unchanged", async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitraryRule,
        arbitraryWording,
        arbitraryLook,
        async (rule, wording, look) => {
          const pdf = await asPdf(printedPage(rule, wording), look);
          const reading = readPrintedRule(await openPdfDocument(pdf));
          expect(reading.rule.problems).toEqual([]);
          expect(reading.quarantine).toEqual([]);
          expect(instructionsRead(reading)).toEqual(instructionsPrinted(rule, wording));
          expect(reading.rule.entries.map(entryRead)).toEqual(entriesPrinted(rule));
          expect(claimsRead(reading)).toEqual(claimsPrinted(rule));
          expect(reading.rule).toMatchObject({
            documentNumber: rule.documentNumber,
            effectiveOn: rule.effectiveOn,
            filedAt: rule.effectiveOn,
            stage: "displayed",
            claimsAgree: true,
          });
        },
      ),
      { numRuns: RUNS },
    );
  }, 3_600_000);
});

describe("the displayed rule of the demo", () => {
  test.each(facts.map((rule) => [rule.documentNumber, rule] as const))(
    "%s reads from its PDF as from its XML",
    async (_, rule) => {
      const fromXml = parseRule(renderRule(rule));
      const fromPdf = readPrintedRule(await openPdfDocument(await renderDisplayedPdf(rule)));
      expect(fromPdf.rule.problems).toEqual([]);
      expect(instructionsRead(fromPdf)).toEqual(instructionsRead(fromXml));
      expect(fromPdf.rule.entries.map(entryRead)).toEqual(fromXml.rule.entries.map(entryRead));
      expect(claimsRead(fromPdf)).toEqual(claimsRead(fromXml));
    },
    60_000,
  );
});
