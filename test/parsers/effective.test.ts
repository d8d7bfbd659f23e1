import { describe, expect, test } from "vitest";
import { type EffectiveContext, readEffective } from "../../src/parsers/effective/effective.ts";
import { parseRule } from "../../src/parsers/rule.ts";

const NOTHING: EffectiveContext = {
  publicationDate: null,
  filedAt: null,
  filedTime: null,
  announced: null,
  listInstructions: [],
};
/** Published on a Monday, filed at a special hour on the Thursday before. */
const FILED: EffectiveContext = {
  ...NOTHING,
  publicationDate: "2024-12-05",
  filedAt: "2024-12-02",
  filedTime: "4:15 pm",
};

/** Filed on the day itself, so that the day is plausible. */
function filedOn(day: string | null): EffectiveContext {
  return day === null ? FILED : { ...FILED, publicationDate: day, filedAt: day };
}

/** `2.c` stands under `2.`, then `c.` */
function paths(labels: readonly string[]) {
  return labels.map((label) => label.split("."));
}

type Case = readonly [note: string | null, on: string | null, at: string | null];

function check([note, on, at]: Case, context: EffectiveContext): void {
  expect(readEffective(note, context)).toEqual({
    effectiveOn: on,
    effectiveAt: at,
    effectiveNote: note,
    problems: [],
  });
}

const PRINTED: readonly Case[] = [
  ["This rule is effective February 24, 2023.", "2023-02-24", null],
  ["This rule is effective on February 24, 2023.", "2023-02-24", null],
  ["This final rule is effective as of Feb. 24, 2023.", "2023-02-24", null],
  ["This rule is effective Monday, December 2, 2024.", "2024-12-02", null],
  ["This rule is effective: December 2,2024.", "2024-12-02", null],
  ["Effective date: This rule is effective March 4, 2021.", "2021-03-04", null],
  ["Effective Date: March 4, 2021.", "2021-03-04", null],
  ["The effective date of this final rule is March 4, 2021.", "2021-03-04", null],
  ["Effective 3/4/2021.", "2021-03-04", null],
  // The label stood before it.
  ["March 4, 2021.", "2021-03-04", null],
  [
    "This rule is effective on December 2, 2024, at 4:15 p.m.",
    "2024-12-02",
    "2024-12-02T21:15:00Z",
  ],
  ["This rule is effective May 16, 2019 [at 4:15 p.m.].", "2019-05-16", "2019-05-16T20:15:00Z"],
  ["This rule is effective May 16, 2019, 4:15 p.m. EDT.", "2019-05-16", "2019-05-16T20:15:00Z"],
  ["This rule is effective at 9 a.m. ET on January 5, 2024.", "2024-01-05", "2024-01-05T14:00:00Z"],
  ["This rule is effective at 12:01 a.m., July 1, 2024.", "2024-07-01", "2024-07-01T04:01:00Z"],
  ["This rule is effective at 12 noon on July 1, 2024.", "2024-07-01", "2024-07-01T16:00:00Z"],
  ["This rule is effective July 1, 2024, at 9 a.m. GMT.", "2024-07-01", "2024-07-01T09:00:00Z"],
  // The night the clocks go forward, and the night they go back.
  ["This rule is effective March 10, 2024, at 3:30 a.m.", "2024-03-10", "2024-03-10T07:30:00Z"],
  ["This rule is effective March 10, 2024, at 1:30 a.m.", "2024-03-10", "2024-03-10T06:30:00Z"],
  ["This rule is effective November 3, 2024, at 3:30 a.m.", "2024-11-03", "2024-11-03T08:30:00Z"],
];

describe("the effective date, as printed", () => {
  test.each(PRINTED)("%s", (...given) => {
    check(given, NOTHING);
    // Nor does a known day of filing or publication move it.
    check(given, filedOn(given[1]));
  });
});

const OTHER_DATES: readonly Case[] = [
  ["Comments are due May 1, 2024. This rule is effective April 1, 2024.", "2024-04-01", null],
  ["Comments on the rule effective April 1, 2024, must be received by May 1, 2024.", null, null],
  [
    "This rule is effective April 1, 2024, with a compliance date of July 1, 2024.",
    "2024-04-01",
    null,
  ],
  ["Compliance with the changes effective July 1, 2024, is not required.", null, null],
  [
    "Shipments en route aboard a carrier on March 1, 2024, may proceed until March 31, 2024.",
    null,
    null,
  ],
  [
    "The rule published on October 7, 2022, was effective October 12, 2022. This correction is effective March 4, 2024.",
    "2024-03-04",
    null,
  ],
  ["The rule published October 7, 2022, effective October 12, 2022, is corrected.", null, null],
  ["Effective January 2, 2024, through January 2, 2025.", "2024-01-02", null],
  [null, null, null],
];

describe("a date of something else is not the effective date", () => {
  test.each(OTHER_DATES)("%s", (...given) => check(given, filedOn(given[1])));
});

describe("a date that cannot be read is reported", () => {
  test.each([
    "This rule is no longer effective January 2, 2024.",
    "This rule is effective February 30, 2024.",
    "Effective date: February 30, 2024.",
    "The effective date is stayed until further notice.",
    "This rule is effective when BIS says so, and is delayed indefinitely.",
    "This rule is effective Sept. 255, 2024.",
    "This rule is effective Marhc 4, 2024.",
    "This rule is effective March 2024.",
    "This rule is effective 13/45/2024.",
    "This rule is effective 2024-13-05.",
    "This rule is effective 31 February 2024.",
    "This rule is applicable beginning February 30, 2024.",
    "This rule is effective immediately.",
    "This rule is effective on the date of approval or May 1, 2024, whichever is later.",
  ])("%s", (note) => {
    expect(readEffective(note, FILED)).toMatchObject({
      effectiveOn: null,
      problems: [{ code: "effective/unread", text: note }],
    });
  });

  test("and the record's date is used", () => {
    const announced = { ...filedOn("2024-03-01"), announced: "2024-03-01" };
    expect(readEffective("This rule is effective February 30, 2024.", announced)).toMatchObject({
      effectiveOn: "2024-03-01",
      problems: [{ message: expect.stringContaining("the record's 2024-03-01 is used") }],
    });
  });

  test("but not if it belongs to something else", () => {
    const note =
      "This rule is effective March 1, 2024, except for the revisions to § 744.23, which are effective February 30, 2025.";
    expect(readEffective(note, filedOn("2024-03-01"))).toMatchObject({
      effectiveOn: "2024-03-01",
      problems: [],
    });
  });
});

const WORDS: readonly [note: string, on: string, at: string | null][] = [
  ["This rule is effective upon publication in the Federal Register.", "2024-12-05", null],
  ["This rule is effective on the date of publication.", "2024-12-05", null],
  [
    "This rule is effective [INSERT DATE OF PUBLICATION IN THE FEDERAL REGISTER].",
    "2024-12-05",
    null,
  ],
  [
    "This rule is effective on [INSERT DATE OF DISPLAY ON THE PUBLIC INSPECTION LIST].",
    "2024-12-02",
    "2024-12-02T21:15:00Z",
  ],
  ["This rule is effective on display.", "2024-12-02", "2024-12-02T21:15:00Z"],
  [
    "This rule is effective upon filing for public inspection.",
    "2024-12-02",
    "2024-12-02T21:15:00Z",
  ],
  ["Effective when filed for public inspection.", "2024-12-02", "2024-12-02T21:15:00Z"],
  ["This rule is effective on the date of display.", "2024-12-02", "2024-12-02T21:15:00Z"],
  [
    "This rule is effective on the date of its public display.",
    "2024-12-02",
    "2024-12-02T21:15:00Z",
  ],
  [
    "This rule is effective on the day on which it is placed on public inspection.",
    "2024-12-02",
    "2024-12-02T21:15:00Z",
  ],
  ["This rule is effective on the date it is published.", "2024-12-05", null],
];

describe("words for a day that is known later", () => {
  test.each(WORDS)("%s", (note, on, at) => {
    check([note, null, null], NOTHING);
    check([note, on, at], FILED);
  });

  test("the hour of filing is not invented", () => {
    check(["This rule is effective on display.", "2024-12-02", null], {
      ...FILED,
      filedTime: null,
    });
  });
});

describe("a day counted from another", () => {
  // Published on a Thursday, 5 December 2024.
  test.each([
    ["30 days after publication", "2025-01-04"],
    ["thirty (30) days after the date of publication in the Federal Register", "2025-01-04"],
    ["sixty days from its publication", "2025-02-03"],
    ["10 calendar days after publication", "2024-12-15"],
    ["two weeks after publication", "2024-12-19"],
    ["one year after publication", "2025-12-05"],
    ["three months following the date of publication", "2025-03-05"],
    ["14 days after filing for public inspection", "2024-12-16"],
    ["[INSERT DATE 60 DAYS AFTER DATE OF PUBLICATION IN THE FEDERAL REGISTER]", "2025-02-03"],
  ])("%s", (words, on) => {
    const note = `This rule is effective ${words}.`;
    check([note, on, null], FILED);
  });

  test.each([
    "This rule is effective 30 days after publication.",
    "This rule is effective [INSERT DATE 30 DAYS AFTER PUBLICATION].",
  ])("is reported while it is not known: %s", (note) => {
    expect(readEffective(note, NOTHING)).toMatchObject({
      effectiveOn: null,
      problems: [
        { code: "effective/pending", message: expect.stringMatching(/30 days after publication/i) },
      ],
    });
  });

  test("is not used where the Federal Register may move it to a business day", () => {
    // The 30th day is a Saturday.
    const note = "This rule is effective [INSERT DATE 30 DAYS AFTER PUBLICATION].";
    expect(readEffective(note, FILED)).toMatchObject({
      effectiveOn: null,
      problems: [{ code: "effective/pending" }],
    });
  });

  test("has no such day in a shorter month", () => {
    const context = { ...FILED, publicationDate: "2024-12-31", filedAt: "2024-12-30" };
    expect(
      readEffective("This rule is effective two months after publication.", context),
    ).toMatchObject({
      effectiveOn: null,
      problems: [{ code: "effective/pending" }],
    });
  });
});

describe("an implausible day is reported and not used", () => {
  test.each([
    "This rule is effective December 2, 2062.",
    "This rule is effective December 2, 2014.",
    "This rule is effective September 1, 2024.",
    "This rule is effective at 4:15 p.m. on December 2, 2028.",
  ])("%s", (note) => {
    expect(readEffective(note, FILED)).toMatchObject({
      effectiveOn: null,
      effectiveAt: null,
      problems: [{ code: "effective/implausible", text: note }],
    });
  });

  test("and the record's date is used", () => {
    const context = { ...FILED, announced: "2024-12-02" };
    const { effectiveOn, problems } = readEffective(
      "This rule is effective December 2, 2062.",
      context,
    );
    expect(effectiveOn).toBe("2024-12-02");
    expect(problems).toMatchObject([
      { code: "effective/implausible", message: expect.stringContaining("2024-12-02 is used") },
    ]);
  });

  test("an implausible date of the record is not used either", () => {
    const context = { ...FILED, announced: "2062-12-02" };
    expect(readEffective("This rule is effective December 2, 2024.", context)).toMatchObject({
      effectiveOn: "2024-12-02",
      problems: [{ code: "effective/implausible" }],
    });
  });

  test("a publication date before the filing comes from another issue", () => {
    const context = { ...FILED, publicationDate: "2022-02-27" };
    check(["This rule is effective December 2, 2024.", "2024-12-02", null], context);
  });

  test.each([
    ["This rule is effective October 15, 2024.", "2024-10-15"],
    ["This rule is effective December 2, 2025.", "2025-12-02"],
  ])("a rule may reach back some weeks, and ahead a year: %s", (note, on) => {
    check([note, on, null], FILED);
  });
});

describe("an applicability date", () => {
  test.each([
    "This rule is applicable beginning December 2, 2024.",
    "Applicability date: December 2, 2024.",
    "This rule applies as of December 2, 2024.",
    "This rule is effective December 2, 2024, and applicable beginning December 2, 2024.",
  ])("is the effective date if the rule gives no other: %s", (note) => {
    check([note, "2024-12-02", null], FILED);
  });

  test("is reported if it differs from the effective date", () => {
    const note =
      "This rule is effective December 2, 2024. It is applicable beginning November 1, 2024.";
    expect(readEffective(note, FILED)).toMatchObject({
      effectiveOn: "2024-12-02",
      problems: [
        {
          code: "effective/applicable",
          message:
            "the rule is applicable from 2024-11-01 and effective from 2024-12-02; the effective date is used",
        },
      ],
    });
  });
});

describe("several dates for several amendments", () => {
  const exceptAfter = (labels: string) =>
    `This rule is effective December 2, 2024, except for amendatory instructions ${labels}, which are effective January 31, 2025.`;
  const exceptBefore = (labels: string) =>
    `Except for instruction ${labels}, this rule is effective December 2, 2024. Instruction ${labels} is effective January 31, 2025.`;
  const unset = (labels: string) =>
    `This rule is effective December 2, 2024, except for instruction ${labels}, which is delayed until further notice.`;
  const X = "2024-12-02";
  const Y = "2025-01-31";
  const except =
    "This rule is effective December 2, 2024, except for amendatory instructions 3 and 4, which are effective January 31, 2025.";
  const range =
    "This rule is effective December 2, 2024, except for instructions 3 through 6, which are effective January 31, 2025.";
  const section =
    "This rule is effective December 2, 2024, except for the revisions to § 744.23, which are effective January 31, 2025.";
  const list =
    "This rule is effective December 2, 2024. The amendments to supplement no. 4 to part 744 are effective January 31, 2025.";
  const same =
    "This rule is effective December 2, 2024. Instruction 3 is effective December 2, 2024.";

  test.each([
    [except, ["2"], X],
    [except, ["3"], Y],
    [except, ["3", "4"], Y],
    [except, ["3.a", "3.b", "4.i"], Y],
    [range, ["5"], Y],
    [range, ["7"], X],
    [section, ["2"], X],
    [list, ["2"], Y],
    [same, ["9"], X],
    [exceptAfter("2.c"), ["2.a", "2.b"], X],
    [exceptAfter("2.c"), ["3.c"], X],
    [exceptAfter("2.c"), ["2.c"], Y],
    [exceptAfter("2.c"), ["2.c.i", "2.c.ii"], Y],
    [exceptAfter("2.a through 2.e"), ["2.a", "2.c", "2.e"], Y],
    [exceptAfter("2.a through 2.e"), ["2.f", "3.a"], X],
    [exceptAfter("2.a through e"), ["2.b"], Y],
    [exceptAfter("2.h through 2.j"), ["2.i"], Y],
    [exceptAfter("2.c.i through 2.c.iii"), ["2.c.ii"], Y],
    [exceptAfter("2.c.i through 2.c.iii"), ["2.c.iv"], X],
    [exceptAfter("2.c and d, 3.a, and 4"), ["2.c", "2.d", "3.a", "4.f"], Y],
    [exceptAfter("2(c) and 2.d.(1)"), ["2.c", "2.d.1"], Y],
    [exceptBefore("2.c"), ["2.a", "2.b"], X],
    [exceptBefore("2.c"), ["2.c"], Y],
    [unset("3"), ["2.a"], X],
  ])("%s for instructions %j", (note, labels, effectiveOn) => {
    expect(readEffective(note, { ...NOTHING, listInstructions: paths(labels) })).toMatchObject({
      effectiveOn,
      problems: [],
    });
  });

  test.each([
    [except, ["2", "3"]],
    [except, []],
    ["This rule is effective December 2, 2024, and January 31, 2025.", ["2"]],
    [
      "This rule is effective December 2, 2024, except for some of it, which is effective January 31, 2025.",
      ["2"],
    ],
    [
      "This rule is effective December 2, 2024, except for the entries under FRANCE, which are effective January 31, 2025.",
      ["2"],
    ],
    [
      "The amendments to the Entity List are effective December 2, 2024, except for one destination, which is effective January 31, 2025.",
      ["2"],
    ],
    [
      "This rule is effective December 2, 2024, except for paragraph c of instruction 2, which is effective January 31, 2025.",
      ["2.a", "2.c"],
    ],
    [
      "This rule is effective December 2, 2024, except for the addition of “Blue Works”, which is effective January 31, 2025.",
      ["2"],
    ],
    [
      "The removal of “Blue Works” is effective December 2, 2024, and that of “Acme Co.” is effective January 31, 2025.",
      ["2"],
    ],
    [exceptAfter("2.c"), ["2.a", "2.c"]],
    [exceptAfter("2.c"), ["2"]],
    [exceptAfter("2.a through 2.e"), ["2.a", "2.f"]],
    [exceptAfter("2.z through 2.dd"), ["2.aa"]],
    [exceptAfter("2 and d"), ["2.c"]],
    [exceptBefore("2.c"), ["2.a", "2.c"]],
  ])("are ambiguous: %s for instructions %j", (note, labels) => {
    const listInstructions = paths(labels);
    const { effectiveOn, problems } = readEffective(note, { ...NOTHING, listInstructions });
    expect(effectiveOn).toBe(X);
    expect(problems).toEqual([
      {
        code: "effective/several",
        message: `the rule gives several effective dates (${X}, ${Y}) and does not say which one applies to the list; the earliest, ${X}, is used`,
        text: note,
      },
    ]);
  });

  test.each([
    [unset("2.c"), "2024-12-02, a day not known yet"],
    [
      "This rule is effective December 2, 2024. The effective date is stayed until further notice.",
      "2024-12-02, a day not known yet",
    ],
    ["This rule, except for instruction 2.c, is effective December 2, 2024.", "(2024-12-02)"],
    [
      "This rule is effective December 2, 2024, except for instruction 2.c.",
      "2024-12-02, a day not known yet",
    ],
  ])("with one missing: %s", (note, days) => {
    const listInstructions = paths(["2.a", "2.c"]);
    expect(readEffective(note, { ...NOTHING, listInstructions })).toMatchObject({
      effectiveOn: X,
      problems: [{ code: "effective/several", message: expect.stringContaining(days) }],
    });
  });

  test("the list's date is not known while it is a placeholder", () => {
    const note =
      "This rule is effective [INSERT DATE OF PUBLICATION], except for instruction 3, which is effective January 31, 2025.";
    expect(readEffective(note, { ...NOTHING, listInstructions: paths(["2"]) })).toMatchObject({
      effectiveOn: null,
      problems: [],
    });
  });
});

describe("the record of the Federal Register", () => {
  const printed = "This rule is effective May 16, 2019.";

  test("that agrees gives no problem", () => {
    check([printed, "2019-05-16", null], { ...NOTHING, announced: "2019-05-16" });
  });

  test("that disagrees with the print is not used, and both dates are named", () => {
    const { effectiveOn, problems } = readEffective(printed, {
      ...NOTHING,
      announced: "2019-05-21",
    });
    expect(effectiveOn).toBe("2019-05-16");
    expect(problems).toMatchObject([
      {
        code: "effective/disagrees",
        message: expect.stringMatching(/prints 2019-05-16 .* record says 2019-05-21/),
        text: printed,
      },
    ]);
  });

  test.each([null, "This rule is effective [INSERT DATE OF DISPLAY].", "Effective immediately."])(
    "is all there is where the print gives no date: %s",
    (note) => {
      expect(readEffective(note, { ...NOTHING, announced: "2019-05-21" })).toMatchObject({
        effectiveOn: "2019-05-21",
        effectiveAt: null,
        problems: [],
      });
    },
  );
});

test("a paragraph of a megabyte is read in moments", () => {
  const started = performance.now();
  const note = `${"effective date of this a b c ".repeat(30_000)}This rule is effective May 1, 2024.`;
  expect(readEffective(note, NOTHING).effectiveOn).toBe("2024-05-01");
  expect(performance.now() - started).toBeLessThan(5000);
});

describe("in a whole document", () => {
  const document = (dates: string, instruction: string) =>
    `<RULE><PREAMB><AGENCY>Bureau of Industry and Security</AGENCY><SUBJECT>S</SUBJECT><EFFDATE><HD>DATES:</HD><P>${dates}</P></EFFDATE></PREAMB>
<REGTEXT TITLE="15" PART="744"><AMDPAR>1. The authority citation continues to read as follows:</AMDPAR><AMDPAR>${instruction}</AMDPAR>
<AMDPAR>a. Under TURKEY, by removing the entry for “Blue Works”.</AMDPAR></REGTEXT>
<FRDOC>[FR Doc. 2019-10616 Filed 5-16-19; 4:15 pm]</FRDOC></RULE>`;
  const toList = "3. Supplement No. 4 to part 744 is amended:";
  const several =
    "This rule is effective May 16, 2019, except for instruction 3, which is effective July 1, 2019.";

  test("the time of display is the filing time at the end of the document", () => {
    expect(parseRule(document("This rule is effective on display.", toList)).rule).toMatchObject({
      filedAt: "2019-05-16",
      effectiveOn: "2019-05-16",
      effectiveAt: "2019-05-16T20:15:00Z",
      problems: [],
    });
  });

  test("the number of the instruction carries on to its paragraphs", () => {
    expect(parseRule(document(several, toList)).rule).toMatchObject({
      effectiveOn: "2019-07-01",
      problems: [],
    });
  });

  test("a paragraph of the instruction is not all of it", () => {
    const [paragraph, other] = ["3.a", "3.b"].map((label) =>
      several.replace("instruction 3", `instruction ${label}`),
    );
    expect(parseRule(document(paragraph ?? "", toList)).rule).toMatchObject({
      effectiveOn: "2019-07-01",
      problems: [],
    });
    expect(parseRule(document(other ?? "", toList)).rule).toMatchObject({
      effectiveOn: "2019-05-16",
      problems: [],
    });
  });

  test("a rule that amends no list has no problem about dates", () => {
    const other = document(several, "3. Supplement No. 1 to part 774 is amended:");
    expect(parseRule(other).rule).toMatchObject({ amendments: [], problems: [] });
  });
});
