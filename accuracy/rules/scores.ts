/** Checks of many rules as figures, and those that failed as a table. */

import { type Classes, disagreementId, isLabelFault } from "../classes.ts";
import type { Figure } from "../figure.ts";
import { shorten, table } from "../markdown.ts";
import { type Check, RULE_FIGURES, type RuleFigure } from "./check.ts";

export interface ClassifiedCheck extends Check {
  readonly documentNumber: string;
  readonly id: string;
  /** What a person says of it; of no meaning where it is right. */
  readonly class: string;
}

export function classify(documentNumber: string, check: Check, classes: Classes): ClassifiedCheck {
  const { figure, subject, read, label } = check;
  const id = disagreementId([documentNumber, figure, subject, read, label]);
  return { ...check, documentNumber, id, class: classes.of(id) };
}

export function figuresOf(
  checks: readonly ClassifiedCheck[],
  goals: Readonly<Partial<Record<RuleFigure, number>>>,
): Figure[] {
  const figures = RULE_FIGURES.map((name) => {
    const own = checks.filter(({ figure }) => figure === name);
    const wrong = own.filter(({ isRight }) => !isRight);
    return {
      name,
      right: own.length - wrong.length,
      total: own.length,
      goal: goals[name] ?? null,
      labelFaults: wrong.filter((one) => isLabelFault(one.class)).length,
    };
  });
  return figures.filter(({ total, goal }) => total > 0 || goal !== null);
}

export function renderChecks(checks: readonly ClassifiedCheck[]): string[] {
  const wrong = checks.filter(({ isRight }) => !isRight);
  if (wrong.length === 0) return [];
  const classes = Map.groupBy(wrong, (one) => one.class);
  return [
    "Known faults of the label and other disagreements, by their class (`rules/classes.txt`):",
    "",
    ...table(
      ["class", "rules", "disagreements"],
      [...classes].map(([name, own]) => {
        const rules = new Set(own.map(({ documentNumber }) => documentNumber));
        return [name, [...rules].join(" "), own.length];
      }),
    ),
    "",
    "One by one:",
    "",
    ...table(
      ["id", "rule", "figure", "about", "read", "label", "class"],
      wrong.map((one) => {
        const { id, documentNumber, figure, subject, read, label } = one;
        // Why the label is wrong stands in the table above.
        const [name = ""] = one.class.split(",");
        return [id, documentNumber, figure, subject, shorten(read), shorten(label), name];
      }),
    ),
  ];
}
