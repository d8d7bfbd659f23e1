/** A document amends no list only if it was read and shown to amend none. */

import { describe, expect, test } from "vitest";
import { renderRule } from "../../src/demo/render-rule.ts";
import { parseRule } from "../../src/parsers/rule.ts";
import { actsOfProse, actsOfTitle } from "../../src/parsers/text/acts-on-list.ts";
import { asHtml } from "../support/as-html.ts";
import { addedRow, makeRuleFacts } from "../support/small-world.ts";

const XML = renderRule(makeRuleFacts({ added: [addedRow("Gamma")] }));
const WITHOUT_AMENDMENTS = XML.replace(/<REGTEXT[\s\S]*<\/REGTEXT>/, "");

interface Parts {
  readonly subject?: string;
  readonly action?: string;
  readonly summary?: string;
  readonly preamble?: string;
  readonly amendments?: string;
  readonly agency?: string;
}

const AUTHORITY =
  '<REGTEXT TITLE="15" PART="744"><AMDPAR>1. The authority citation for part 744 continues to read as follows:</AMDPAR></REGTEXT>';
const OTHER_PLACE =
  '<REGTEXT TITLE="15" PART="744"><AMDPAR>2. Section 744.11 is amended by revising paragraph (a).</AMDPAR><P>(a) Entities are listed in supplement no. 4 to this part, the Entity List.</P></REGTEXT>';

function document(parts: Parts): string {
  const { subject = "Controls on Widgets", action = "Final rule.", agency } = parts;
  const { summary = "This rule revises the controls on widgets.", preamble = "Widgets matter." } =
    parts;
  return `<RULE><PREAMB><AGENCY>DEPARTMENT</AGENCY><SUBAGY>${agency ?? "Bureau of Industry and Security"}</SUBAGY>
    <SUBJECT>${subject}</SUBJECT><ACT><P>${action}</P></ACT><SUM><P>${summary}</P></SUM></PREAMB>
    <SUPLINF><P>${preamble}</P>${parts.amendments ?? OTHER_PLACE}</SUPLINF>
    <FRDOC>[FR Doc. 2025-00001 Filed 3-27-25; 8:45 am]</FRDOC></RULE>`;
}

const codesOf = (text: string) => parseRule(text).rule.problems.map(({ code }) => code);

describe("a document that amends no list", () => {
  test.each<[string, Parts]>([
    ["revises another section", {}],
    ["only renews its authority", { amendments: AUTHORITY }],
    [
      "describes the Entity List",
      {
        preamble:
          "The Entity List (supplement no. 4 to part 744) names entities. BIS adds parties to it by majority vote.",
      },
    ],
    [
      "permits something for listed entities",
      {
        subject: "Authorization of Certain Items to Entities on the Entity List",
        summary: "This rule authorizes the release of items to entities on the Entity List.",
      },
    ],
    [
      "mentions another rule",
      {
        summary:
          "This rule revises part 740. In a separate rule, BIS adds entities to the Entity List.",
      },
    ],
    [
      "tells how a party may come to be listed",
      {
        summary: "This rule clarifies the criteria that may lead to additions to the Entity List.",
      },
    ],
    [
      "adds a rule named after the list",
      { summary: "This rule adds Entity List FDP rules to part 734." },
    ],
    [
      "repeats the title of a rule that did",
      {
        subject: "Controls on Chips; Entity List Modification; Extension of Comment Period",
        action: "Interim final rule; extension of comment period.",
        amendments: "",
      },
    ],
    [
      "is the Department of Homeland Security's",
      {
        agency: "Department of Homeland Security",
        subject: "Additions to the UFLPA Entity List",
        amendments: "",
      },
    ],
    [
      "amends a footnote below the list's table",
      {
        amendments:
          '<REGTEXT TITLE="15" PART="744"><AMDPAR>2. Supplement No. 4 to part 744 is amended by revising footnote 4 to read as follows:</AMDPAR><HD SOURCE="HD1">Supplement No. 4 to Part 744—Entity List</HD><P>4 For this entity.</P></REGTEXT>',
      },
    ],
  ])("%s", (_, parts) => {
    expect(codesOf(document(parts))).toEqual([]);
  });
});

describe("a document without a read amendment is a problem", () => {
  test.each<[string, Parts, string]>([
    ["by its title", { subject: "Additions to the Entity List" }, "amendment/unread"],
    [
      "by its summary",
      {
        summary:
          "This rule amends the regulations by removing certain persons from the Unverified List.",
      },
      "amendment/unread",
    ],
    [
      "by a clause of its summary",
      {
        summary:
          "This rule revises widgets; and transfers certain entities from the MEU List to the Entity List.",
      },
      "amendment/unread",
    ],
    [
      "by a paragraph outside the instructions",
      {
        amendments: `${AUTHORITY}<REGTEXT TITLE="15" PART="744"><P>Supplement No. 4 to part 744 is amended as set out below.</P></REGTEXT>`,
      },
      "amendment/unread",
    ],
    [
      "by the heading of the list below its instructions",
      {
        amendments: `${AUTHORITY}<REGTEXT TITLE="15" PART="744"><P>Supplement No. 6 to Part 744—Unverified List</P></REGTEXT>`,
      },
      "amendment/unread",
    ],
    [
      "where its instructions are garbled",
      {
        amendments:
          '<REGTEXT TITLE="15" PART="744"><AMDPAR>2. Sqpplxmqnt Nq. 4 xs qmqndxd.</AMDPAR></REGTEXT>',
      },
      "document/unread",
    ],
    ["where it has no amendatory part", { amendments: "" }, "document/unread"],
  ])("%s", (_, parts, code) => {
    expect(codesOf(document(parts))).toContain(code);
  });

  test("in each form, if its amendatory part is lost", () => {
    const forms = [WITHOUT_AMENDMENTS, asHtml(WITHOUT_AMENDMENTS)];
    for (const text of forms) expect(codesOf(text).length).toBeGreaterThan(0);
  });

  test("if nothing in it can be read", () => {
    const gibberish =
      "<RULE><P>lorem ipsum dolor</P><FRDOC>[FR Doc. 2025-00001 Filed 3-27-25; 8:45 am]</FRDOC></RULE>";
    expect(parseRule(gibberish).rule.problems).toMatchObject([{ code: "document/unread" }]);
  });

  test("names the list and quotes the text", () => {
    const { problems } = parseRule(document({ subject: "Removals From the Unverified List" })).rule;
    expect(problems).toMatchObject([
      {
        message:
          "the document says that it amends the list UVL, but no amendment of that list was read",
        text: "Removals From the Unverified List",
      },
    ]);
  });
});

describe("a title", () => {
  test.each([
    ["Additions of Entities to the Entity List; Removals From the MEU List", "EL MEU"],
    ["Entity List Modification", "EL"],
    [
      "Revisions to the Unverified List; Clarifications to Criteria That May Lead to Additions to the Entity List",
      "UVL",
    ],
    ["Addition of ‘Military End User’ (MEU) List to the Export Administration Regulations", "MEU"],
    ["Comment Request; Entity List and Unverified List Requests", ""],
    ["Notice on the Addition of Entities to the UFLPA Entity List", ""],
    ["Temporary General License: Extension of Validity", ""],
  ])("%s → %s", (title, lists) => {
    expect(
      actsOfTitle(title)
        .map(({ list }) => list)
        .join(" "),
    ).toBe(lists);
  });
});

describe("a summary", () => {
  test.each([
    ["This rule adds 10 entities under 13 entries to the Entity List.", "EL"],
    ["BIS is removing three persons from the Unverified List (UVL).", "UVL"],
    ["It corrects two existing entries on the Entity List.", "EL"],
    ["Ten entities are being added to the Entity List.", "EL"],
    ["The Entity List is amended to reflect a new name.", "EL"],
    ["It makes modifications to the entries for entities on the Entity List.", "EL"],
    ["BIS published the final rule, “Additions of Entities to the Entity List,” in May.", ""],
    ["That rule added ten entities to the Entity List.", ""],
    ["It extends the license for Huawei and its affiliates on the Entity List.", ""],
    [
      "The amendments build on prior EAR amendments, including the addition of entities to the Entity List.",
      "",
    ],
  ])("%s → %s", (summary, lists) => {
    expect(
      actsOfProse(summary)
        .map(({ list }) => list)
        .join(" "),
    ).toBe(lists);
  });
});
