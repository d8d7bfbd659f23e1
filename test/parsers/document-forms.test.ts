import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { renderRule } from "../../src/demo/render-rule.ts";
import { detectDocument } from "../../src/parsers/document/detect.ts";
import { parseRule } from "../../src/parsers/rule.ts";
import { asHtml } from "../support/as-html.ts";
import { corpusPath, corpusTest } from "../support/corpus.ts";
import { BATCH } from "../support/march-world.ts";

/** The document's text as the API gave it. */
function fullText(bytes: Uint8Array): string {
  return (JSON.parse(new TextDecoder().decode(bytes)) as { full_text: string }).full_text;
}

describe("an HTML body", () => {
  test("reads as its XML does", () => {
    const [xml, html] = [renderRule(BATCH), asHtml(renderRule(BATCH))].map((text) =>
      parseRule(text),
    );
    expect(html?.rule.form).toBe("html");
    expect(html?.rule.amendments).toEqual(xml?.rule.amendments);
    expect(html?.rule.entries).toEqual(xml?.rule.entries);
    expect(html?.rule.claims).toEqual(xml?.rule.claims);
    expect(html).toMatchObject({
      rule: { effectiveOn: "2025-03-25", documentNumber: "2025-00001", problems: [] },
      quarantine: [],
    });
  });

  test("without its head is the same document", () => {
    const body = /<body>([\s\S]*)<\/body>/.exec(asHtml(renderRule(BATCH)))?.[1] ?? "";
    expect(detectDocument(body)).toBe("html");
    expect(parseRule(body).rule.amendments).toHaveLength(2);
  });
});

describe("real texts", () => {
  corpusTest("2026-17230 removes one entry of Turkey", "fr/2026-17230.document.json", (bytes) => {
    const { rule } = parseRule(fullText(bytes));
    expect(rule).toMatchObject({
      ...{ form: "text", documentNumber: "2026-17230", effectiveOn: "2026-08-21" },
      ...{ lists: ["EL"], claimsAgree: true, problems: [], entries: [] },
      claims: { added: null, revised: null, removed: { entities: 1 } },
      amendments: [
        { op: "remove", destination: "TURKEY", names: [expect.stringMatching(/^Atempo/)] },
      ],
      justifications: [{ sections: ["744.16(e)"] }],
    });
  });

  corpusTest("2026-17231 revises one entry of China", "fr/2026-17231.document.json", (bytes) => {
    const { rule, quarantine } = parseRule(fullText(bytes));
    expect(rule).toMatchObject({
      ...{ form: "text", documentNumber: "2026-17231", publicationDate: "2026-08-24" },
      ...{ lists: ["EL"], claimsAgree: null, problems: [] },
      amendments: [
        { op: "revise", names: ["Arrow Electronics (Hong Kong) Co., Ltd."], entryIndexes: [0] },
      ],
      justifications: [{ sections: ["744.16"] }],
    });
    expect(rule.entries.map(({ addresses }) => addresses.length)).toEqual([5]);
    expect(quarantine).toEqual([]);
  });

  for (const file of ["2026-14132.document.json", "2026-14942.document.json"]) {
    corpusTest(`${file} amends no list`, `fr/${file}`, (bytes) => {
      expectNoAmendment(fullText(bytes));
    });
  }
  for (const file of ["2016-25167.htm", "2016-25167.xml", "2017-21003.uslm-fragment.xml"]) {
    corpusTest(`${file} amends no list`, `fr/${file}`, (bytes) => {
      expectNoAmendment(new TextDecoder().decode(bytes));
    });
  }

  const forms = [corpusPath("fr", "2016-25167.htm"), corpusPath("fr", "2016-25167.xml")];
  test.skipIf(forms.includes(null))("one document says the same as XML and as GPO's text", () => {
    const [text, xml] = forms.map((path) => parseRule(readFileSync(path ?? "", "utf8")).rule);
    expect(text).toMatchObject({
      form: "text",
      publicationDate: "2016-12-01",
      citation: "81 FR 86778",
    });
    expect(xml?.form).toBe("xml");
    for (const field of ["documentNumber", "title", "action", "effectiveOn", "rins"] as const) {
      expect(text?.[field], field).toEqual(xml?.[field]);
    }
  });
});

function expectNoAmendment(text: string): void {
  const { rule, quarantine } = parseRule(text);
  expect(rule).toMatchObject({ lists: [], amendments: [], entries: [], problems: [] });
  expect(rule).toMatchObject({ claims: null, justifications: [] });
  expect(quarantine).toEqual([]);
}
