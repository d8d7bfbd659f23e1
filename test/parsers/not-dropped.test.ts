/** A document that is not law amends nothing, text that reads like an instruction is never dropped, a file has one document. */

import { describe, expect, test } from "vitest";
import { renderRule } from "../../src/demo/render-rule.ts";
import { parseRule } from "../../src/parsers/rule.ts";
import { asHtml } from "../support/as-html.ts";
import { addedRow, makeRuleFacts } from "../support/small-world.ts";

const XML = renderRule(makeRuleFacts({ added: [addedRow("Gamma")] }));
const HTML = asHtml(XML);

describe("a document that is not in force", () => {
  const action = (text: string) => XML.replace(/(<ACT>[\s\S]*?<P>)[^<]*/, `$1${text}`);

  test.each([
    ["a proposed rule", XML.replace("<RULE>", "<PRORULE>").replace("</RULE>", "</PRORULE>")],
    ["a notice", XML.replace("<RULE>", "<NOTICE>").replace("</RULE>", "</NOTICE>")],
    ["by its action", action("Proposed rule.")],
    ["withdrawn", action("Final rule; withdrawal.")],
  ])("(%s) amends nothing and has a problem", (_, xml) => {
    const { rule } = parseRule(xml);
    expect(rule).toMatchObject({ amendments: [], entries: [], lists: [], claims: null });
    expect(rule.problems).toMatchObject([{ code: "rule/not-law" }]);
  });

  test.each([
    "Final rule.",
    "Interim final rule with request for comments.",
    "Temporary final rule.",
    "Final rule; correction.",
  ])("is not a %s", (said) => {
    expect(parseRule(action(said)).rule).toMatchObject({ problems: [], lists: ["EL"] });
  });
});

describe("an instruction out of its place", () => {
  const STRAY = "Under RUSSIA, by removing the entry for “Foo LLC”.";

  test.each([
    ["in a paragraph", XML.replace("</REGTEXT>", `<P>g. ${STRAY}</P></REGTEXT>`)],
    ["in a flush paragraph", XML.replace("</REGTEXT>", `<FP>${STRAY}</FP></REGTEXT>`)],
    ["in an HTML list", HTML.replace("</table>", `</table><ol><li>${STRAY}</li></ol>`)],
    ["under odd labels", HTML.replace("</table>", `</table><p>(g)(1) ${STRAY}</p>`)],
    ["behind the end", HTML.replace("</body>", `<p>${STRAY}</p></body>`)],
  ])("%s is a problem with its words", (_, text) => {
    const { problems } = parseRule(text).rule;
    expect(problems).toMatchObject([
      { code: "instruction/unread", text: expect.stringContaining("Foo LLC") },
    ]);
  });
});

describe("a table's text outside of its rows", () => {
  const withText = (text: string) =>
    parseRule(XML.replace("</GPOTABLE>", `${text}</GPOTABLE>`)).rule;

  test.each(["<ENT>Zeta Extra LLC, Moscow.</ENT>", "<TNOTE>Also Foo LLC is removed.</TNOTE>"])(
    "%s is a problem with its words",
    (text) => {
      expect(withText(text).problems).toMatchObject([
        { code: "table/beside-rows", text: text.replace(/<[^>]*>/g, "") },
      ]);
    },
  );

  test("is no problem if it is a footnote", () => {
    const footnotes =
      "<TNOTE><SU>1</SU> For this entity, see § 744.11.</TNOTE><TNOTE>* * *</TNOTE>";
    expect(withText(footnotes).problems).toEqual([]);
  });
});

test("two documents in one file are refused", () => {
  const other = HTML.replaceAll("2025-00001", "2025-00002");
  expect(() => parseRule(HTML + other)).toThrow(
    "the file holds two documents, 2025-00001 and 2025-00002",
  );
  expect(parseRule(HTML).rule.problems).toEqual([]);
});
