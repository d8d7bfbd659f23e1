/** The PDF of each displayed manuscript in the corpus reads like its XML, field by field. */

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { openPdfDocument } from "../../src/parsers/document/pdf/open-pdf-document.ts";
import { parseRule, readPrintedRule } from "../../src/parsers/rule.ts";
import { findManuscripts, saidBy } from "../support/display-manuscripts.ts";

describe("a manuscript on display", () => {
  for (const { name, documentNumber, pdfPath, xml } of findManuscripts()) {
    test.skipIf(pdfPath === null || xml === null)(
      `${name} reads like its XML`,
      async () => {
        const printed = await openPdfDocument(new Uint8Array(readFileSync(pdfPath ?? "")));
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
