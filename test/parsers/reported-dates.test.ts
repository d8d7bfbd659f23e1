/** Reported cases: implausible effective dates, counted dates, other wordings, and a name over two rows. */

import { describe, expect, test } from "vitest";
import { readEffective } from "../../src/parsers/effective/effective.ts";
import { parseRule } from "../../src/parsers/rule.ts";
import { corpusTest } from "../support/corpus.ts";

const CONTEXT = {
  ...{ publicationDate: "2026-04-02", filedAt: "2026-04-01", filedTime: "8:45 am" },
  ...{ announced: null, listInstructions: [] },
};
const read = (note: string, more = {}) => {
  const context = { ...CONTEXT, ...more };
  const { effectiveOn, problems } = readEffective(note, context);
  return [effectiveOn, ...problems.map(({ code }) => code)];
};

describe("a DATES paragraph", () => {
  test.each([
    ["This rule is effective Sept. 255, 2026.", [null, "effective/unread"]],
    ["This rule is effective February 30, 2026.", [null, "effective/unread"]],
    ["This rule is effective April 2, 2062.", [null, "effective/implausible"]],
    ["This rule is effective April 2, 2025.", [null, "effective/implausible"]],
    ["This rule is effective 30 days after publication.", ["2026-05-02"]],
    ["This rule is effective thirty (30) days after the date of its publication.", ["2026-05-02"]],
    ["This rule is effective 10 days after filing.", ["2026-04-11"]],
    ["This rule is applicable beginning March 30, 2026.", ["2026-03-30"]],
    ["This rule is effective April 2, 2027.", ["2027-04-02"]],
    ["Comments must be received by May 1, 2026.", [null]],
    ["This rule takes effect on May 1, 2026.", ["2026-05-01"]],
    ["The amendments are operative on May 1, 2026.", ["2026-05-01"]],
    ["Effective immediately; compliance is required at once.", [null, "effective/unread"]],
    ["This rule is not effective until May 1, 2026.", [null, "effective/unread"]],
    ["On and after May 1, 2026, this rule shall have effect.", [null, "effective/unread"]],
  ])("%s", (note, expected) => {
    expect(read(note)).toEqual(expected);
  });

  test("is counted once publication is known", () => {
    const note = "This rule is effective 30 days after publication.";
    expect(read(note, { publicationDate: null })).toEqual([null, "effective/pending"]);
  });

  test("is not compared with a filing date that the document number contradicts", () => {
    const note = "This rule is effective February 24, 2023.";
    expect(read(note, { documentNumber: "2026-03929" })).toEqual([null, "effective/implausible"]);
    expect(read(note, { documentNumber: "2023-03929" })).toEqual(["2023-02-24"]);
  });

  test("with an implausible day gives way to the record's day", () => {
    const announced = { announced: "2026-04-02" };
    expect(read("This rule is effective April 2, 2062.", announced)).toEqual([
      "2026-04-02",
      "effective/implausible",
    ]);
  });
});

describe("reported documents", () => {
  const rule = (bytes: Uint8Array) => parseRule(new TextDecoder().decode(bytes)).rule;

  corpusTest("e03: no such day", "reports/e03.xml", (bytes) => {
    expect(rule(bytes)).toMatchObject({
      effectiveOn: null,
      problems: [{ code: "effective/unread" }],
    });
  });
  corpusTest("e06: decades ahead", "reports/e06.xml", (bytes) => {
    expect(rule(bytes)).toMatchObject({
      effectiveOn: null,
      problems: [{ code: "effective/implausible" }],
    });
  });
  corpusTest("e18: days after publication", "reports/e18.xml", (bytes) => {
    expect(rule(bytes)).toMatchObject({ effectiveOn: "2026-05-02", problems: [] });
  });
  corpusTest("t09: a name over two rows", "reports/t09-row-split-midname.xml", (bytes) => {
    const { entries, problems } = rule(bytes);
    expect(problems).toEqual([]);
    expect(entries).toMatchObject([
      { name: "Ardent Optique SARL", flags: [expect.stringMatching("name-over-rows")] },
    ]);
    expect(entries[0]?.addresses).toHaveLength(1);
  });
});
