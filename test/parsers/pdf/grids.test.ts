/** Finds the ruled tables of a page among its other rules. */

import { expect, test } from "vitest";
import { gridsOf } from "../../../src/parsers/document/pdf/table/grid.ts";
import { gridAt, pageOf } from "./page-of.ts";

const { horizontal, vertical } = gridAt([100, 740]);
const edges = vertical.map(({ at }) => at);

test("a table keeps the columns that a rule at the foot of the page does not reach", () => {
  const foot = { at: 738, from: 72, to: 540 };
  const [grid, ...others] = gridsOf(pageOf([], [foot], vertical));
  expect(grid?.edges).toEqual(edges);
  expect(others).toEqual([]);
});

test("a rule of another height is no edge of a table", () => {
  const bar = { at: 580, from: 300, to: 400 };
  const [grid] = gridsOf(pageOf([], horizontal, [...vertical, bar]));
  expect(grid?.edges).toEqual(edges);
});
