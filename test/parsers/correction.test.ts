import { describe, expect, test } from "vitest";
import { renderRule } from "../../src/demo/render-rule.ts";
import { correctDocument, readCorrection } from "../../src/parsers/document/correction.ts";
import { openXmlDocument } from "../../src/parsers/document/xml-document.ts";
import { parseRule } from "../../src/parsers/rule.ts";
import { addedRow, makeRuleFacts } from "../support/small-world.ts";

const INTRODUCTION =
  "In rule document 2025–00001, beginning on page 14035 in the issue of Friday, March 28, 2025, make the following corrections:";
const NUMBER = "C1-2025-00001";

function corrections(...paragraphs: string[]) {
  const body = [INTRODUCTION, ...paragraphs].map((text) => `<P>${text}</P>`).join("");
  return readCorrection(openXmlDocument(`<CORRECT><SUPLINF>${body}</SUPLINF></CORRECT>`), NUMBER);
}

describe("a correction", () => {
  test.each([
    ["1. On page 14036, under FRANCE, “Gama” should read “Gamma”.", [["Gama", "Gamma"]]],
    ["On page 14036, in the table, “A, B” is corrected to read “A; B”.", [["A, B", "A; B"]]],
    [
      'On the same page, "1 Rue Haut," should read as follows: "1 Rue Haute,"',
      [["1 Rue Haut,", "1 Rue Haute,"]],
    ],
    ["The text “5929 Route” is replaced by “5930 Route”.", [["5929 Route", "5930 Route"]]],
    [
      "On page 1, “A” should read “B” and “C” should read “D”.",
      [
        ["A", "B"],
        ["C", "D"],
      ],
    ],
  ])("%s", (text, pairs) => {
    const { correction, problems } = corrections(text);
    expect(correction).toMatchObject({ documentNumber: NUMBER, corrects: "2025-00001" });
    expect(correction?.substitutions.map(({ printed, corrected }) => [printed, corrected])).toEqual(
      pairs,
    );
    expect(problems).toEqual([]);
  });

  test("that is not understood is a problem that quotes it", () => {
    const { problems } = corrections("On page 14036, the table should read as set forth below:");
    expect(problems).toMatchObject([
      { code: "correction/unread", text: expect.stringContaining("set forth below") },
    ]);
  });

  test("that is not understood in the introductory paragraph is a problem, too", () => {
    const text = `${INTRODUCTION} On page 14036, in the second column, line 3 should be removed.`;
    const { problems } = readCorrection(
      openXmlDocument(`<CORRECT><SUPLINF><P>${text}</P></SUPLINF></CORRECT>`),
      NUMBER,
    );
    expect(problems).toMatchObject([{ code: "correction/unread", text }]);
  });

  test.each([
    "1. In the table, remove the entry for “Gamma” under FRANCE.",
    "2. Under FRANCE, by removing the entry for “Gamma”.",
    "The entry for “Gamma” is removed.",
  ])("%s is a problem, not a substitution", (text) => {
    expect(corrections(text).problems).toMatchObject([{ code: "correction/unread", text }]);
  });

  test("is not a rule: it amends a print, not a list", () => {
    const xml = `<CORRECT><PREAMB><AGENCY>DEPARTMENT OF COMMERCE</AGENCY><SUBAGY>Bureau of Industry and Security</SUBAGY></PREAMB>
      <SUPLINF><P>${INTRODUCTION}</P><REGTEXT TITLE="15" PART="744"><AMDPAR>On page 14036, under FRANCE, “A” should read “B”.</AMDPAR></REGTEXT></SUPLINF>
      <FRDOC>[FR Doc. ${NUMBER} Filed 3-31-25; 8:45 am]</FRDOC></CORRECT>`;
    const { rule, correction } = parseRule(xml);
    expect(rule).toMatchObject({ amendments: [], lists: [], claims: null, problems: [] });
    expect(correction?.substitutions).toHaveLength(1);
  });

  test("as plain text has none of a rule's labels", () => {
    const text = `DEPARTMENT OF COMMERCE\n\nBureau of Industry and Security\n\n15 CFR Part 744\n\nAdditions to the Entity List\n\nCorrection\n\n    In rule document 2025-00001 beginning on page 14035 in the\nissue of Friday, March 28, 2025, make the following correction:\n    On page 14036, \`\`Gama Works'' should read \`\`Gamma\nWorks''.\n\n[FR Doc. ${NUMBER} Filed 3-31-25; 8:45 am]\nBILLING CODE 0099-10-D\n`;
    const { correction } = parseRule(text);
    expect(correction).toMatchObject({
      corrects: "2025-00001",
      substitutions: [{ printed: "Gama Works", corrected: "Gamma Works" }],
    });
  });
});

describe("a corrected rule", () => {
  const XML = renderRule(makeRuleFacts({ added: [addedRow("Gamma"), addedRow("Delta & Söhne")] }));
  const correct = (printed: string, corrected: string) => {
    const substitutions = [{ printed, corrected, text: "as it stands in the correction" }];
    return [{ documentNumber: NUMBER, corrects: "2025-00001", substitutions }];
  };
  const read = (printed: string, corrected: string) =>
    parseRule(XML, undefined, () => correct(printed, corrected)).rule;

  test("is read as corrected", () => {
    const rule = read("Delta & Söhne", "Delta & Sons");
    expect(rule).toMatchObject({ problems: [], correctedBy: [NUMBER], claimsAgree: true });
    expect(rule.amendments[0]?.names).toEqual(["Gamma", "Delta & Sons"]);
    expect(rule.entries[1]?.name).toBe("Delta & Sons");
  });

  test.each([
    ["Epsilon Werke", "Epsilon Works", "does not contain"],
    ["Rue", "Street", "contains 2 times"],
  ])("%s → %s: a correction that does not fit changes nothing", (printed, corrected, why) => {
    const rule = read(printed, corrected);
    expect(rule.problems).toMatchObject([
      { code: "correction/not-applied", message: expect.stringContaining(why) },
    ]);
    expect(rule.entries).toEqual(parseRule(XML).rule.entries);
  });

  test("that already prints the corrected text has no problem", () => {
    expect(read("Gammma", "Gamma").problems).toEqual([]);
  });

  test("is corrected in whole words across line breaks", () => {
    const document = openXmlDocument(XML);
    const { document: corrected } = correctDocument(
      document,
      correct("1  Rue Haute, Paris", "2 Rue Haute, Paris"),
    );
    expect(JSON.stringify(corrected.amendatory)).not.toContain("1 Rue Haute");
    expect(correctDocument(document, correct("Gam", "Kap")).document).toEqual(document);
  });
});
