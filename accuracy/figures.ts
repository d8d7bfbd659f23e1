/** The figures of a comparison, each with its goal. */

import type { Comparison, Field } from "./compare.ts";

export interface Figure {
  readonly name: string;
  /** 0..1 */
  readonly value: number;
  /** Null where the label's own errors leave no fair goal. */
  readonly goal: number | null;
}

export function figuresOf({ tallies }: Comparison): Figure[] {
  const precision = (field: Field) => tallies[field].both / tallies[field].ours;
  const recall = (field: Field) => tallies[field].both / tallies[field].label;
  const { ours, label, both } = tallies.address;
  return [
    { name: "names", value: precision("name"), goal: 0.96 },
    { name: "names of the table found", value: recall("name"), goal: null },
    { name: "alias precision", value: precision("alias"), goal: 0.955 },
    { name: "alias recall", value: recall("alias"), goal: 0.965 },
    { name: "address F1", value: (2 * both) / (ours + label), goal: 0.92 },
    { name: "license requirement", value: recall("requirement"), goal: 0.97 },
    { name: "license review policy", value: recall("policy"), goal: 0.97 },
    { name: "citations", value: recall("citation"), goal: 0.97 },
  ];
}
