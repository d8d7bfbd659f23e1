import { describe, expect, test } from "vitest";
import { readCitations, splitGluedCitation } from "../../src/parsers/entry/citations.ts";
import { readLicenseRequirement } from "../../src/parsers/entry/license-requirement.ts";
import { readLicenseReviewPolicy } from "../../src/parsers/entry/license-review-policy.ts";

describe("the license requirement", () => {
  test.each([
    ["For all items subject to the EAR. (See § 744.11 of the EAR)", ["744.11"], []],
    [
      "For all items subject to the EAR. (See §§ 734.9(e)(2) and 744.11 of the EAR) 4",
      ["734.9(e)(2)", "744.11"],
      [4],
    ],
    [
      "For all items subject to the EAR. (See §§ 734.9(e)(2) and 744.11 of the EAR)4",
      ["734.9(e)(2)", "744.11"],
      [4],
    ],
    [
      "For all items subject to the EAR, see §§ 734.9(e) 1 and 744.11 of the EAR 2",
      ["734.9(e)", "744.11"],
      [1, 2],
    ],
    [
      "For all items subject to the EAR (See §§ 734.9(g) ,3 746.8(a)(3), and 744.21(b) of the EAR)",
      ["734.9(g)", "746.8(a)(3)", "744.21(b)"],
      [3],
    ],
    [
      "For all items subject to the EAR (See §§ 734.9(g)3, 746.8(a)(3), and 744.2l(b) of the EAR)",
      ["734.9(g)", "746.8(a)(3)", "744.21(b)"],
      [3],
    ],
    ["For all items subject to the EAR. (See § 744.11of the EAR)", ["744.11"], []],
    ["All Items Subject to the EAR", [], []],
  ])("%s", (text, sections, footnotes) => {
    expect(readLicenseRequirement(text)).toEqual({
      text: expect.any(String),
      scope: "all",
      sections,
      footnotes,
      conditions: null,
    });
  });

  test("EAR 99 is no footnote, and items listed elsewhere are not all items", () => {
    const read = readLicenseRequirement(
      "For items on the CCL and EAR 99 items listed in supplement no. 7 to part 746 of the EAR",
    );
    expect(read).toMatchObject({ scope: "specified", footnotes: [], sections: [] });
  });

  test("a limit or an exemption is a condition, whose sections are not the requirement's", () => {
    const read = readLicenseRequirement(
      "All items subject to the EAR. (See §§ 734.9(g),3 746.8(a)(3), and 744.21(b) of the EAR). This license requirement may be overcome by License Exception GOV under § 740.11(b)(2) and (e)",
    );
    expect(read.sections).toEqual(["734.9(g)", "746.8(a)(3)", "744.21(b)"]);
    expect(read.conditions).toBe(
      "This license requirement may be overcome by License Exception GOV under § 740.11(b)(2) and (e)",
    );
  });

  test("a condition does not include the sections that follow it", () => {
    const read = readLicenseRequirement(
      "All items subject to the EAR, apart from items under General License No. 9. (See § 744.11 of the EAR)",
    );
    expect(read).toMatchObject({
      sections: ["744.11"],
      conditions: "apart from items under General License No. 9",
    });
  });
});

describe("the license review policy", () => {
  test.each([
    ["Presumption of denial", "presumption-of-denial", [], null],
    ["Policy of Denial", "policy-of-denial", [], null],
    [
      "Policy of denial for all items subject to the EAR. See § 746.8(b)",
      "policy-of-denial",
      ["746.8(b)"],
      null,
    ],
    ["Case-by-case basis.", "case-by-case", [], null],
    ["See §§ 744.2(d), and 744.3(d) of this part", "by-section", ["744.2(d)", "744.3(d)"], null],
    [
      "Policy of denial; Case-by-case basis for U.S. Government supported space programs",
      "mixed",
      [],
      "Case-by-case basis for U.S. Government supported space programs",
    ],
    ["To be announced", "none", [], null],
  ])("%s is %s", (text, kind, sections, conditions) => {
    expect(readLicenseReviewPolicy(text)).toEqual({
      text: text.replace(/\.$/, ""),
      kind,
      sections,
      conditions,
    });
  });
});

describe("citations", () => {
  const cite = (volume: number, page: number | null, date: string | null) => ({
    volume,
    page,
    date,
  });

  test.each([
    ["76 FR 71869, 11/21/11.", [cite(76, 71869, "2011-11-21")]],
    [
      "84 FR 22963, 5/21/19. 85 FR 29853, 5/19/20.",
      [cite(84, 22963, "2019-05-21"), cite(85, 29853, "2020-05-19")],
    ],
    [
      "66 FR 24266, 5/14/0175 FR 78883, 12/17/10.",
      [cite(66, 24266, "2001-05-14"), cite(75, 78883, "2010-12-17")],
    ],
    ["88 FR FR 12158, 2/27/23.", [cite(88, 12158, "2023-02-27")]],
    [
      "62 FR 35334,\n6/30/97.\n75 FR 78883, 12/17/2010.",
      [cite(62, 35334, "1997-06-30"), cite(75, 78883, "2010-12-17")],
    ],
    ["85 FR 64017, October 9, 2020.", [cite(85, 64017, "2020-10-09")]],
    ["88 FR [INSERT FR PAGE NUMBER AND 2/27/2023].", [cite(88, null, "2023-02-27")]],
    [
      "90 FR 50859 11/12/25. 91 FR [INSERT FR PAGE NUMBER] AND August 24, 2026.",
      [cite(90, 50859, "2025-11-12"), cite(91, null, "2026-08-24")],
    ],
    ["90 FR [INSERT FR PAGE NUMBER], 3/28/25.", [cite(90, null, "2025-03-28")]],
    ["88 FR 4/5/23.", [cite(88, null, "2023-04-05")]],
    ["84 FR 43495, 13/45/19.", [cite(84, 43495, null)]],
    ["[Reserved]", []],
  ])("%s", (text, citations) => {
    expect(readCitations(text)).toEqual(citations);
  });

  test("a citation at the end of the policy is split off", () => {
    expect(splitGluedCitation("See § 744.3(d) of the EAR88 FR 13675, 3/6/23.")).toEqual({
      text: "See § 744.3(d) of the EAR",
      citation: "88 FR 13675, 3/6/23.",
    });
    expect(splitGluedCitation("Presumption of denial")).toBeNull();
  });
});
