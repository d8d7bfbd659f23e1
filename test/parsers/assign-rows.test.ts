/** The rows that an instruction takes, and groups of instructions of which one has no row. */

import { expect, test } from "vitest";
import { assignRows } from "../../src/parsers/instructions/assign-rows.ts";
import { InstructionReader } from "../../src/parsers/instructions/instructions.ts";
import { cite, makeEntry } from "../support/make-entry.ts";

const NEW = { citations: [cite("2025-03-28", null)] };
const rowOf = (name: string, destination: string, country: string, raw = `${name}, 5 Road`) =>
  makeEntry({ name, destination, country, raw, ...NEW });

function assign(paragraphs: readonly string[], entries: readonly ReturnType<typeof rowOf>[]) {
  const reader = new InstructionReader();
  reader.read("2. Supplement No. 4 to part 744 is amended:", "744");
  for (const paragraph of paragraphs) reader.read(paragraph, "744");
  const { amendments, problems } = assignRows(reader.instructions, entries);
  return {
    amendments: amendments.map(({ op, destination, entryIndexes }) => [
      op,
      destination,
      entryIndexes,
    ]),
    problems: problems.map(({ code }) => code),
  };
}

test("a move with its row under the new destination is executed completely", () => {
  const paragraph = "a. Removing from under HONG KONG the entry for “A” and adding it under CHINA;";
  expect(assign([paragraph], [rowOf("A", "CHINA", "CN")])).toEqual({
    amendments: [
      ["remove", "HONG KONG", []],
      ["add", "CHINA", [0]],
    ],
    problems: [],
  });
});

test("a move without its row is not executed at all", () => {
  const paragraph = "a. Removing from under HONG KONG the entry for “A” and adding it under CHINA;";
  expect(assign([paragraph], [])).toEqual({
    amendments: [],
    problems: ["name/without-row", "instruction/held-back", "instruction/held-back"],
  });
});

test("a removal is held back where another instruction adds the same name elsewhere and has no row", () => {
  const paragraphs = [
    "a. Under HONG KONG, by removing the entry for “A”;",
    "b. Under CHINA, by adding an entry for “A”.",
  ];
  const { amendments, problems } = assign(paragraphs, []);
  expect(amendments).toEqual([["add", "CHINA", []]]);
  expect(problems).toContain("instruction/held-back");
});

test("a replacement of words without a row removes no entry", () => {
  const paragraph = "a. Under CHINA, by removing “Works” and adding in its place “Factory”;";
  expect(assign([paragraph], [])).toMatchObject({ amendments: [] });
});

test("rows of subordinate institutions go with the entry that the instruction names", () => {
  const entries = [
    rowOf("A Corporation", "CHINA", "CN"),
    rowOf(
      "A Corporation subordinate institution: B",
      "CHINA",
      "CN",
      "A Corporation subordinate institution: B, 5 Road",
    ),
  ];
  expect(assign(["a. Under CHINA, by adding an entry for “A Corporation”."], entries)).toEqual({
    amendments: [["add", "CHINA", [0, 1]]],
    problems: [],
  });
});

test("supplement no. 7 is not a list while it is the temporary general license", () => {
  const paragraph = "2. Supplement No. 7 to part 744 is amended by removing “A” under CHINA.";
  const [then, now] = [new InstructionReader(false), new InstructionReader()];
  then.read(paragraph, "744");
  now.read(paragraph, "744");
  expect([then.instructions, then.problems, then.list]).toEqual([[], [], null]);
  expect(now.instructions).toMatchObject([{ list: "MEU", op: "remove" }]);
});
