/**
 * The forms in which a rule gives reasons, each with its own names, destinations, counts and activities, mixed with
 * paragraphs that give no reason. The fixture explains how to add a form.
 */

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { countryOfDestination } from "../../src/model/country.ts";
import type { Entry } from "../../src/model/entry.ts";
import type { Amendment } from "../../src/model/reading/rule.ts";
import type { PreambleBlock } from "../../src/parsers/document/printed-document.ts";
import { readJustifications } from "../../src/parsers/preamble/justifications.ts";
import { makeEntry } from "../support/make-entry.ts";
import { fillForm, makeGroup, type ReasonForm, type ReasonGroup } from "../support/reason-group.ts";
import { fc } from "../support/seeded.ts";

const fixture = readFileSync(new URL("../fixtures/reason-forms.txt", import.meta.url), "utf8");
const chapters = fixture.split(/^## /m).slice(1).map(readChapter);
const forms = chapters.flatMap((chapter) => chapter.forms);

/** Paragraphs that never give a reason. */
const DISTRACTORS = [
  "The Entity List identifies entities for which there is reasonable cause to believe that the entities pose a risk.",
  "The ERC makes all decisions to add an entry to the Entity List by majority vote.",
  "The license review policy for each listed entity is set forth on the list.",
  "The acronym “a.k.a.” (also known as) is used in entries on the Entity List.",
  "This rule is published concurrently with a rule that adds 140 entities to the Entity List for smuggling.",
  "Shipments of items removed from eligibility that were en route aboard a carrier on March 3, 2021, may proceed.",
  "For all of the persons added to the Entity List, BIS imposes a license requirement for all items subject to the EAR.",
  "In addition, no license exceptions are available for exports to the persons being added to the Entity List.",
  "In a separate rule, BIS added three entities under Malta because they sold drones.",
];

function readChapter(text: string) {
  const [title = "", ...parts] = text.split(/^# /m);
  return { title: title.trim(), forms: parts.map(readForm) };
}

function readForm(text: string): ReasonForm {
  const [head = "", ...lines] = text.trim().split("\n").filter(Boolean);
  const paragraphs: { text: string; isReason: boolean }[] = [];
  for (const line of lines) {
    if (line.startsWith("=> ")) Object.assign(paragraphs.at(-1) ?? {}, { isReason: true });
    else paragraphs.push({ text: line, isReason: false });
  }
  return {
    title: head,
    marks: [...head.matchAll(/\[(\w+)\]/g)].map(([, mark = ""]) => mark),
    paragraphs,
  };
}

interface Given {
  readonly text: string;
  readonly names: readonly string[];
}

function makeRule(groups: readonly ReasonGroup[]) {
  const entries: Entry[] = [];
  const amendments: Amendment[] = [];
  for (const { op, list, rows } of groups) {
    for (const { name, destination, isAddress } of rows) {
      if (op !== "remove")
        entries.push(
          makeEntry({
            list,
            name,
            destination,
            country: countryOfDestination(destination),
            kind: isAddress ? "address" : "entity",
          }),
        );
      amendments.push({
        op,
        list,
        destination,
        names: [name],
        text: "",
        entryIndexes: op === "remove" ? [] : [entries.length - 1],
      });
    }
  }
  return { entries, amendments };
}

function read(blocks: readonly PreambleBlock[], groups: readonly ReasonGroup[]): Given[] {
  const { entries, amendments } = makeRule(groups);
  const { justifications } = readJustifications(blocks, amendments, entries);
  return justifications.map(({ text, names }) => ({ text, names: names.toSorted() }));
}

function write(chosen: readonly ReasonForm[], seed: number) {
  const groups = chosen.map((form, at) => makeGroup(form, at, seed));
  const blocks: PreambleBlock[] = [];
  const due: Given[] = [];
  const paragraph = (text: string) => blocks.push({ kind: "paragraph", text });
  chosen.forEach((form, at) => {
    const own = groups[at];
    const other = groups[(at + 1) % groups.length];
    if (own === undefined || other === undefined) return;
    paragraph(DISTRACTORS[(seed + at * 5) % DISTRACTORS.length] ?? "");
    if ((seed + at) % 3 === 0)
      blocks.push({ kind: "heading", text: "Decisions on the Entity List" });
    for (const { text, isReason } of form.paragraphs) {
      const filled = fillForm(text, own, other, seed);
      paragraph(filled);
      if (isReason) due.push({ text: filled, names: own.rows.map(({ name }) => name).toSorted() });
    }
  });
  return { groups, blocks, due };
}

describe.each(chapters)("$title", ({ forms: own }) => {
  test.each(own)("$title", (form) => {
    const other = forms[0] ?? form;
    for (let seed = 0; seed < 12; seed += 1) {
      const { groups, blocks, due } = write([form, other], seed);
      expect(read(blocks, groups)).toEqual(due);
    }
  });
});

test("forms next to each other, in any order, keep their parties separate", () => {
  fc.assert(
    fc.property(
      fc.shuffledSubarray(forms, { minLength: 2, maxLength: 6 }),
      fc.nat(10_000),
      (some, seed) => {
        const { groups, blocks, due } = write(some, seed);
        expect(read(blocks, groups)).toEqual(due);
      },
    ),
    { numRuns: 300 },
  );
});

test("the fixture has all its forms, and each is complete", () => {
  expect(forms.length).toBeGreaterThan(40);
  expect(forms.filter(({ paragraphs }) => paragraphs.length === 0)).toEqual([]);
});
