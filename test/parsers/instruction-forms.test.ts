/** The forms of instructions that rules print, with names of our own, and what is read of each. */

import { describe, expect, test } from "vitest";
import { readFixture, readParagraphs } from "../support/instruction-fixture.ts";

const groups = readFixture();

describe.each(groups)("$title", ({ forms }) => {
  test.each(forms)("$what", ({ paragraphs, expected }) => {
    expect(readParagraphs(paragraphs)).toEqual(expected);
  });
});

test("the fixture holds every form it held", () => {
  const forms = groups.flatMap((group) => group.forms);
  expect(forms.length).toBeGreaterThan(150);
  expect(
    forms.filter(({ paragraphs, expected }) => !paragraphs.length || !expected.length),
  ).toEqual([]);
});
