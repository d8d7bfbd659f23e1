import { expect, test } from "vitest";
import { type Instruction, inParts, type RuleParty } from "../../src/web/rule/rule.ts";
import { instruct, makeEntry } from "../support/make-entry.ts";

const party = (name: string, reasons: readonly number[] = []): RuleParty => ({
  ...{ name, reasons },
  entryId: null,
  entry: null,
});
const namesIn = (parts: readonly Instruction[][]) =>
  parts.map((part) => part.flatMap(({ parties }) => parties.map(({ name }) => name)));

test("a rule of usual size is one page", () => {
  const amendment = instruct("add", [makeEntry({ name: "Alpha" })]);
  expect(inParts([{ amendment, parties: [party("Alpha")] }], [])).toHaveLength(1);
});

test("an instruction about many parties continues on the next page, and no party is lost", () => {
  const amendment = instruct("add", [makeEntry({ name: "Alpha" })]);
  const parties = Array.from({ length: 400 }, (_, at) => party(`Party ${at}`));
  const parts = inParts([{ amendment, parties }], []);
  expect(parts.length).toBeGreaterThan(1);
  expect(namesIn(parts).flat()).toEqual(parties.map(({ name }) => name));
});

test("a long reason counts once on a page, however many it is given for", () => {
  const amendment = instruct("add", [makeEntry({ name: "Alpha" })]);
  const reasons = [{ text: "r".repeat(30_000) }, { text: "s".repeat(30_000) }];
  const alike = [party("A", [1]), party("B", [1]), party("C", [1])];
  expect(namesIn(inParts([{ amendment, parties: alike }], reasons))).toEqual([["A", "B", "C"]]);
  const unlike = [party("A", [1]), party("B", [2]), party("C", [1])];
  expect(namesIn(inParts([{ amendment, parties: unlike }], reasons))).toEqual([["A", "B"], ["C"]]);
});
