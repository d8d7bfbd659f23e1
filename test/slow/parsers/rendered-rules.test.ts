/** A printed rule reads back unchanged, whatever the wording of its instructions and the form of the document. */

import { describe, expect, test } from "vitest";
import { parseRule } from "../../../src/parsers/rule.ts";
import { arbitraryRule, arbitraryWording } from "../../support/rendered-rule/arbitrary-rule.ts";
import { FORMS } from "../../support/rendered-rule/forms.ts";
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

const RUNS = Number(process.env["ENTITYWIRE_RENDERED_RUNS"] ?? 500);

const arbitraryBreaks = fc.array(fc.nat(500), { maxLength: 3 });

describe(`random rules, ${RUNS} from seed ${SEED}`, () => {
  test.each(FORMS)(
    "printed as %s read back unchanged",
    (_, print) => {
      fc.assert(
        fc.property(arbitraryRule, arbitraryWording, arbitraryBreaks, (rule, wording, breaks) => {
          const reading = parseRule(print(printedPage(rule, wording), breaks));
          expect(reading.rule.problems).toEqual([]);
          expect(reading.quarantine).toEqual([]);
          expect(instructionsRead(reading)).toEqual(instructionsPrinted(rule, wording));
          expect(reading.rule.entries.map(entryRead)).toEqual(entriesPrinted(rule));
          expect(claimsRead(reading)).toEqual(claimsPrinted(rule));
          expect(reading.rule).toMatchObject({
            documentNumber: rule.documentNumber,
            effectiveOn: rule.effectiveOn,
            filedAt: rule.effectiveOn,
            claimsAgree: true,
          });
        }),
        { numRuns: RUNS },
      );
    },
    3_600_000,
  );
});
