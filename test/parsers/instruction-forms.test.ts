/** The forms of instructions that rules print, with invented names, and the reading of each. */

import { describe, expect, test } from "vitest";
import { readFixture, readParagraphs } from "../support/instruction-fixture.ts";

const groups = readFixture();

describe.each(groups)("$title", ({ forms }) => {
  test.each(forms)("$what", ({ paragraphs, expected }) => {
    expect(readParagraphs(paragraphs)).toEqual(expected);
  });
});

test("the fixture has all its forms, and each is complete", () => {
  const forms = groups.flatMap((group) => group.forms);
  expect(forms.length).toBeGreaterThan(150);
  expect(
    forms.filter(({ paragraphs, expected }) => !paragraphs.length || !expected.length),
  ).toEqual([]);
});
