/** The committed report: what is measured on what, the figures, and every disagreement. */

import { type Figure, judge, shareOf } from "./figure.ts";
import { table } from "./markdown.ts";
import type { Measurement } from "./measurement.ts";

export function renderReport(measurements: readonly Measurement[]): string {
  return [
    "# Accuracy",
    "",
    "Written by `npm run accuracy`, which fails where a goal is missed.",
    "",
    ...table(
      ["part", "what is measured", "on what material", "by what label", "how many"],
      measurements.map(({ title, measures, material, label, amount }) => {
        return [title, measures, material, label, amount];
      }),
    ),
    "",
    "## Figures",
    "",
    "The raw share is the gate. Where it misses its goal only because the label is wrong, by disagreements that a person has",
    "classed so, the goal counts as met and the faults are counted in a column of their own. The Entity List's own classes are for",
    "the reader alone and excuse nothing.",
    "",
    ...table(
      ["part", "figure", "right", "of", "raw", "goal", "faults of the label", "verdict"],
      measurements.flatMap(({ title, figures }) => figures.map((one) => [title, ...cellsOf(one)])),
    ),
    "",
    ...measurements
      .filter(({ details }) => details.length > 0)
      .flatMap(({ title, details }) => [`## ${title}`, "", ...details, ""]),
  ].join("\n");
}

function cellsOf(figure: Figure): (string | number)[] {
  const { name, right, total, goal, labelFaults } = figure;
  const verdict = judge(figure);
  return [
    ...[name, right, total, shareOf(figure), goal ?? "", labelFaults === 0 ? "" : labelFaults],
    verdict === "no goal" ? "" : verdict,
  ];
}
