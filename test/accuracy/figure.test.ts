import { expect, test } from "vitest";
import { type Figure, judge, printFigure } from "../../accuracy/figure.ts";
import type { Check } from "../../accuracy/rules/check.ts";
import { classify, figuresOf } from "../../accuracy/rules/scores.ts";

const figure = (part: Partial<Figure>): Figure => {
  return { name: "claims", right: 95, total: 100, goal: 0.98, labelFaults: 0, ...part };
};

test.each([
  ["met", { right: 98 }],
  ["missed", {}],
  ["no goal", { goal: null }],
  ["met but for faults of the label", { labelFaults: 5 }],
  // 95 of 97 are too few, 95 of 96 are enough.
  ["missed", { labelFaults: 3 }],
  ["met but for faults of the label", { labelFaults: 4 }],
  // One false reading stays one, whatever else is excused.
  ["missed", { goal: 1, labelFaults: 4 }],
  // Where the material is gone, nothing is shown to be right.
  ["missed", { right: 0, total: 0 }],
  ["missed", { right: 0, total: 3, labelFaults: 3 }],
] as const)("%s: %o", (verdict, part) => {
  expect(judge(figure(part))).toBe(verdict);
});

test("the raw share is printed, and the faults beside it", () => {
  expect(printFigure(figure({}))).toMatch(/0\.9500 .*95 of 100 {2}\(goal 0\.98, missed\)$/);
  expect(printFigure(figure({ labelFaults: 5 }))).toMatch(
    /0\.9500 .*95 of 100 {2}\(goal 0\.98, met but for 5 faults of the label\)$/,
  );
});

test("only a disagreement that is classed as a fault of the label counts as one", () => {
  const check: Check = {
    ...{ figure: "claims", subject: "entities added", isRight: false, read: "2", label: "3" },
  };
  const { id } = classify("2025-00001", check, { names: [], of: () => "" });
  const faultsWhere = (name: string, number = "2025-00001", right = false) => {
    const classes = { names: [name], of: (one: string) => (one === id ? name : "not classed yet") };
    const classified = classify(number, { ...check, isRight: right }, classes);
    return figuresOf([classified], { claims: 0.98 })[0]?.labelFaults;
  };
  expect(faultsWhere("label wrong, it counts twice")).toBe(1);
  expect(faultsWhere("ours wrong")).toBe(0);
  expect(faultsWhere("label wrong, it counts twice", "2025-00002")).toBe(0);
  expect(faultsWhere("label wrong, it counts twice", "2025-00001", true)).toBe(0);
});
