/** The meaning of public inspection's editorial notes: real ones, our own wordings, and generated ones. */

import { describe, expect, test } from "vitest";
import { meaningOfNote } from "../../../src/model/reading/editorial-note.ts";
import { corpusTest } from "../../support/corpus.ts";
import { fc } from "../../support/seeded.ts";

const CORRECTED = ["2017-00742", "2021-00597", "2021-01225", "2021-01904"];

corpusTest(
  "each of 35 real notes withdraws its document, except four that correct theirs",
  "api/public-inspection-editorial-notes.tsv",
  (bytes) => {
    const [, ...lines] = new TextDecoder().decode(bytes).trimEnd().split("\n");
    expect(lines).toHaveLength(35);
    for (const line of lines) {
      const [, number = "", , , , , note = ""] = line.split("\t");
      const meaning = CORRECTED.includes(number) ? "corrected" : "withdrawn";
      expect(`${number} ${meaningOfNote(note)}`).toBe(`${number} ${meaning}`);
    }
  },
);

describe.each([
  [
    "withdrawn",
    [
      "BIS withdrew the rule while it was on display.",
      "Withdrawn at the request of the issuing agency.",
      "The issuing agency has rescinded this final rule. It stays on file until Friday.",
      "By letter of January 24, BIS asked the Office of the Federal Register to withdraw this document.",
      "At the agency's request this document was withdrawn and will not be published.",
      "This document will not be published in the Federal Register.",
      "The agency has cancelled publication of this document.",
      "This document was filed in error and was withdrawn by the agency on Monday.",
      "The document has been removed from public inspection at the request of the agency.",
      "The agency withdrew this document. A corrected version will be published at a later date.",
      "The National Institute of Corrections requested the withdrawal of this document.",
    ],
  ],
  [
    "stands",
    [
      "This document was inadvertently removed from the list on January 22, 2021. It will publish as scheduled.",
      "Owing to a mistake this document was, by accident, taken off public inspection and will be published on January 26.",
      "The agency's request to withdraw this document was rescinded. It will be published as scheduled.",
      "The agency withdrew its withdrawal request, and the document will publish as originally scheduled.",
      "This document has not been withdrawn; it will be published on Monday.",
      "This document was erroneously omitted from the list this morning.",
    ],
  ],
  [
    "corrected",
    [
      "The agency's signature block was corrected after this document went on display.",
      "BIS requested changes to this document after it was filed. They were made on May 2.",
      "The PDF was replaced by a revised version at 10 a.m.",
      "The table on page 7 was updated, and this document was reposted.",
      "At the agency's request a docket number was corrected. The document will be published as scheduled.",
    ],
  ],
  [
    "rescheduled",
    [
      "The publication date of this document has been changed to February 3, 2026.",
      "At the agency's request, publication of this document has been postponed until further notice.",
      "This document was withdrawn from the issue of January 24 and rescheduled for January 27.",
      "It will now be published on March 3.",
    ],
  ],
  [
    "unknown",
    [
      "",
      "See also 2025-00001.",
      "The agency is considering whether to withdraw this document.",
      "The agency may request the withdrawal of this document.",
      "This document withdraws the proposed rule published on May 3.",
      "The agency withdrew page 12 of this document.",
      "The agency requested the withdrawal of an appendix to this document.",
      "The agency withdrew the notice published on May 3, to which this document refers.",
      "The withdrawal of this document was in error.",
      "This document was withdrawn in error.",
      "The agency's request for withdrawal was denied.",
      "The agency withdrew this document. It will be published on Friday.",
      "The document will not be published as scheduled.",
      "It will remain on public inspection until the close of business on January 24.",
      "No corrections were made to this document.",
    ],
  ],
])("a note that means %s:", (meaning, notes) => {
  test.each(notes)("%s", (note) => {
    expect(meaningOfNote(note)).toBe(meaning);
    expect(meaningOfNote(`  ${note.toUpperCase().replaceAll(" ", "\n ")} `)).toBe(meaning);
  });
});

const oneOf = (...texts: string[]) => fc.constantFrom(...texts);
const agency = oneOf(
  ...["BIS", "The agency", "The Bureau of Industry and Security", "The Corrections Board", "ISB"],
);
const verb = oneOf("withdrew", "has withdrawn", "rescinded", "pulled", "has since revoked");
const participle = oneOf("withdrawn", "rescinded", "recalled", "canceled", "cancelled");
const document = oneOf("this document", "the document", "this final rule", "this rule", "it");
const when = oneOf(
  "",
  " after it was placed on public inspection",
  " while it was on display",
  " on January 19, 2017",
  " from publication",
);
const tail = oneOf(
  "",
  ". It will remain on public inspection until the close of business on January 24",
  ". A copy of the agency's letter is available for inspection at the Office of the Federal Register",
);
const withdrawal = fc.oneof(
  fc.tuple(agency, verb, document, when).map(([a, v, d, w]) => `${a} ${v} ${d}${w}`),
  fc.tuple(agency, document, when).map(([a, d, w]) => `${a} requested the withdrawal of ${d}${w}`),
  fc.tuple(agency, document, when).map(([a, d, w]) => `${a} asked to withdraw ${d}${w}`),
  fc.tuple(document, participle, when).map(([d, p, w]) => `${d} was ${p} by the agency${w}`),
  fc.tuple(document, participle, when).map(([d, p, w]) => `${d} has been ${p}${w}`),
);
const SEED = 20_250_119;

test(`500 withdrawals from seed ${SEED} are detected, and none once it is doubted or undone`, () => {
  fc.assert(
    fc.property(withdrawal, tail, (said, rest) => {
      expect(meaningOfNote(`${said}${rest}.`)).toBe("withdrawn");
      expect(meaningOfNote(`${said}${rest}. The withdrawal request was later rescinded.`)).toBe(
        "unknown",
      );
      expect(
        meaningOfNote(`${said}${rest}. The withdrawal was in error. It will publish as scheduled.`),
      ).toBe("stands");
      expect(meaningOfNote(`It is not certain whether ${said}${rest}.`)).toBe("unknown");
      expect(meaningOfNote(`${said}${rest}. Its publication date was changed to May 2.`)).toBe(
        "rescheduled",
      );
    }),
    { numRuns: 500 },
  );
});

test("a note longer than any real one is left to a person, and long notes are read quickly", () => {
  expect(meaningOfNote(`BIS withdrew this document. ${"It is on file. ".repeat(200)}`)).toBe(
    "unknown",
  );
  const began = performance.now();
  for (const part of ["this document ", "request for withdrawal of it ", "at the request of a "]) {
    meaningOfNote(part.repeat(100).slice(0, 2_000));
  }
  expect(performance.now() - began).toBeLessThan(1_000);
});
