import { describe, expect, test } from "vitest";
import { scoreRule } from "../../accuracy/rules/score-rule.ts";
import type { Truth } from "../../accuracy/rules/truth.ts";
import type { Rule } from "../../src/model/reading/rule.ts";
import { instruct, makeEntry, makeRule } from "../support/make-entry.ts";

const REASON =
  "The End-User Review Committee determined that both parties acquired parts for others.";
const OTHER = "The rule adds no other party, and revises the savings clause as it did in the past.";
const ENTRIES = [
  makeEntry({ name: "Harbor Optics", aliases: [{ name: "HO", type: "aka" }] }),
  makeEntry({ name: "Suma-Tec" }),
];
const RULE = makeRule({
  amendments: [instruct("add", ENTRIES), instruct("remove", ENTRIES, { names: ["Mill"] })],
  entries: ENTRIES,
  claims: {
    ...{ lists: ["EL"], revised: null, removed: null, text: "" },
    added: {
      ...{ entities: 2, entries: null, addresses: null },
      destinations: [{ destination: "France", country: "FR", count: 2 }],
    },
  },
  justifications: [reasonFor([0, 1], REASON)],
});
const TRUTH: Truth = {
  num: "2025-00001",
  instr: [
    { op: "add", list: "EL", dest: "FRANCE", names: ["Harbor Optics", "Suma-Tec"] },
    { op: "remove", list: "EL", dest: "FRANCE", names: ["Mill"] },
  ],
  entries: [
    { list: "EL", dest: "FRANCE", name: "Harbor Optics", aliases: 1 },
    { list: "EL", dest: "FRANCE", name: "Suma-Tec", aliases: null },
  ],
  claims: { added: { entities: 2, dest: { France: 2 } } },
  effective: "2025-03-25",
  reasons: [{ starts: REASON, about: ["Harbor Optics", ["FRANCE", "Suma-Tec"]] }],
};

function reasonFor(entryIndexes: readonly number[], text: string): Rule["justifications"][number] {
  return {
    ...{ entryIndexes, text, names: [], sections: [], footnotes: [] },
    licenseReviewPolicy: null,
  };
}

/** `claims 1 of 2`, of every figure that has a check. */
function scoreOf(rule: Partial<Rule>, truth: Partial<Truth> = {}): string[] {
  const checks = scoreRule({ ...RULE, ...rule }, { ...TRUTH, ...truth });
  return [...Map.groupBy(checks, ({ figure }) => figure)].map(([figure, own]) => {
    return `${figure} ${own.filter(({ isRight }) => isRight).length} of ${own.length}`;
  });
}

const RIGHT = [
  "instructions read 2 of 2",
  "instructions not read falsely 2 of 2",
  "entries per destination 1 of 1",
  "entry names 2 of 2",
  "alias counts 1 of 1",
  "claims 2 of 2",
  "effective date 1 of 1",
  "entries with their reason 2 of 2",
  "reasons rightly attached 2 of 2",
];

/** What is not right. */
function faultsOf(rule: Partial<Rule>, truth: Partial<Truth> = {}): string[] {
  return scoreOf(rule, truth).filter((line) => !RIGHT.includes(line));
}

test("a rule read as it is has every figure right", () => {
  expect(scoreOf({})).toEqual(RIGHT);
});

describe("an instruction", () => {
  test("of another operation is one not read and one read falsely", () => {
    const [add] = RULE.amendments;
    const revise = instruct("revise", ENTRIES, { names: ["Mill"] });
    expect(faultsOf({ amendments: add === undefined ? [] : [add, revise] })).toEqual([
      "instructions read 1 of 2",
      "instructions not read falsely 1 of 2",
    ]);
  });

  test("that names one party too few is not read, and nothing is read falsely", () => {
    const amendments = RULE.amendments.map((one) => ({ ...one, names: one.names.slice(0, 1) }));
    expect(faultsOf({ amendments })).toEqual(["instructions read 1 of 2"]);
  });

  test("that names one party too many is read falsely", () => {
    const amendments = RULE.amendments.map((one) => ({ ...one, names: [...one.names, "Nobody"] }));
    expect(faultsOf({ amendments })).toEqual([
      "instructions read 0 of 2",
      "instructions not read falsely 0 of 2",
    ]);
  });

  test("divided by the print is still one", () => {
    const [, remove] = RULE.amendments;
    const single = ENTRIES.map((entry, at) => instruct("add", [entry], { first: at }));
    expect(faultsOf({ amendments: remove === undefined ? [] : [...single, remove] })).toEqual([]);
  });

  test("is not compared by name where the label has not all names", () => {
    const instr = TRUTH.instr.map((one) => ({ ...one, names: one.names.slice(0, 1) }));
    expect(faultsOf({}, { instr })).toContain("instructions read 1 of 2");
    expect(faultsOf({}, { instr, namesloose: true })).toEqual([]);
  });
});

describe("an entry", () => {
  test("that is not read is no name, no count and no reason", () => {
    expect(
      faultsOf({ entries: ENTRIES.slice(0, 1), justifications: [reasonFor([0], REASON)] }),
    ).toEqual([
      "entries per destination 0 of 1",
      "entry names 1 of 2",
      "entries with their reason 1 of 2",
      "reasons rightly attached 1 of 1",
    ]);
  });

  test("stands for one namesake only", () => {
    const entries = [...TRUTH.entries, ...TRUTH.entries.slice(1)];
    expect(faultsOf({}, { entries })).toEqual([
      "entries per destination 0 of 1",
      "entry names 2 of 3",
    ]);
  });

  test("with another number of aliases is told", () => {
    const entries = TRUTH.entries.map((entry) => ({ ...entry, aliases: 1 }));
    expect(faultsOf({}, { entries })).toEqual(["alias counts 1 of 2"]);
  });
});

test("each count that the summary claims is a claim, and its destinations are one", () => {
  const claims = { added: { entities: 3, entries: 2, dest: { France: 2, Iran: 1 } } };
  expect(faultsOf({}, { claims })).toEqual(["claims 0 of 3"]);
  expect(faultsOf({ claims: null })).toEqual(["claims 0 of 2"]);
});

test("another day, and none, are wrong", () => {
  expect(faultsOf({ effectiveOn: "2025-03-28" })).toEqual(["effective date 0 of 1"]);
  expect(faultsOf({ effectiveOn: null })).toEqual(["effective date 0 of 1"]);
});

describe("a reason", () => {
  test("attached to one of its two parties is lost to the other", () => {
    expect(faultsOf({ justifications: [reasonFor([0], REASON)] })).toEqual([
      "entries with their reason 1 of 2",
      "reasons rightly attached 1 of 1",
    ]);
  });

  test("attached to a party that it does not speak of is wrong", () => {
    const reasons = [{ starts: REASON, about: ["Harbor Optics"] }];
    expect(faultsOf({}, { reasons })).toEqual([
      "entries with their reason 1 of 1",
      "reasons rightly attached 1 of 2",
    ]);
  });

  test("is no paragraph that gives none", () => {
    const justifications = [reasonFor([0, 1], REASON), reasonFor([1], OTHER)];
    expect(faultsOf({ justifications })).toEqual(["reasons rightly attached 2 of 3"]);
  });
});

test("where a problem is due, silence is wrong", () => {
  const problems = [{ code: "instruction/unread", message: "not understood", text: null }];
  expect(faultsOf({}, { mustproblem: true })).toEqual(["due problems reported 0 of 1"]);
  expect(faultsOf({ problems }, { mustproblem: true })).toEqual(["due problems reported 1 of 1"]);
});
