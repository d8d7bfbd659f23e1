/**
 * The forms of summaries and their claims. In the fixture, `#` heads a form and `=>` begins an expected claim:
 * `list operation entities+addresses/entries destinations`, `-` for a missing count, `?` with a part of the message for a
 * problem, `nothing` for no claim. `~` begins the rule's title, for a summary that names no list.
 */

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readClaims } from "../../src/parsers/claims/claims.ts";
import { describeCounts } from "../support/describe-claims.ts";

const fixture = readFileSync(new URL("../fixtures/claim-forms.txt", import.meta.url), "utf8");
const groups = fixture.split(/^## /m).slice(1).map(readGroup);

function readGroup(text: string) {
  const [title = "", ...forms] = text.split(/^# /m);
  return { title: title.trim(), forms: forms.map(readForm) };
}

function readForm(text: string) {
  const [what = "", summary = "", ...lines] = text.trim().split("\n");
  const after = (mark: string) =>
    lines.filter((line) => line.startsWith(mark)).map((line) => line.slice(mark.length));
  const expected = after("=> ");
  return {
    what,
    summary,
    title: after("~ ").join(" "),
    claimed: expected.filter((line) => !line.startsWith("? ")),
    unread: expected.filter((line) => line.startsWith("? ")).map((line) => line.slice(2)),
  };
}

function read(summary: string, title: string) {
  const { claims, problems } = readClaims(summary, title);
  const claimed = (claims?.byList ?? []).flatMap(({ list, added, revised, removed }) =>
    Object.entries({ added, revised, removed }).flatMap(([op, counts]) =>
      counts === null ? [] : [`${list} ${op} ${describeCounts(counts)}`],
    ),
  );
  return { claimed, problems: problems.map(({ message }) => message) };
}

describe.each(groups)("$title", ({ forms }) => {
  test.each(forms)("$what", ({ summary, title, claimed, unread }) => {
    const found = read(summary, title);
    const isNothing = claimed.length === 1 && claimed[0] === "nothing";
    expect(found.claimed.sort()).toEqual(isNothing ? [] : claimed.toSorted());
    expect(found.problems).toEqual(unread.map((part) => expect.stringContaining(part)));
  });
});

test("the fixture has all its forms, and each is complete", () => {
  const forms = groups.flatMap((group) => group.forms);
  expect(forms.length).toBeGreaterThan(90);
  const unfinished = forms.filter(
    ({ summary, claimed, unread }) => summary === "" || claimed.length + unread.length === 0,
  );
  expect(unfinished).toEqual([]);
});
