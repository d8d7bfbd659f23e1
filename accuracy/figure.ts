/** One figure of the report: how many are right of how many, and the share it must reach. */

export interface Figure {
  readonly name: string;
  readonly right: number;
  readonly total: number;
  /** The least share, 0 to 1; null where no goal is set. */
  readonly goal: number | null;
  /** Of those that count as wrong, how many are classed as faults of the label. */
  readonly labelFaults: number;
}

export type Verdict = "met" | "met but for faults of the label" | "missed" | "no goal";

/** The raw share is the gate. Only where classed faults of the label explain the whole miss is the goal met all the same. */
export function judge({ right, total, goal, labelFaults }: Figure): Verdict {
  if (goal === null) return "no goal";
  // A share of nothing is NaN, which reaches no goal: material that is gone is a miss.
  if (right / total >= goal) return "met";
  return right / (total - labelFaults) >= goal ? "met but for faults of the label" : "missed";
}

/** `0.9626`; `none` where there was nothing to count. */
export function shareOf({ right, total }: Figure): string {
  return total === 0 ? "none" : (right / total).toFixed(4);
}

/** For the terminal: `claims   0.9987  (goal 0.98)`. */
export function printFigure(figure: Figure): string {
  const { name, right, total, goal, labelFaults } = figure;
  const verdict = judge(figure);
  const why =
    verdict === "met but for faults of the label"
      ? `, met but for ${labelFaults} faults of the label`
      : verdict === "missed"
        ? ", missed"
        : "";
  const counts = `${right} of ${total}`.padStart(14);
  const judged = verdict === "no goal" ? "" : `  (goal ${goal}${why})`;
  return `  ${name.padEnd(32)} ${shareOf(figure).padStart(6)} ${counts}${judged}`;
}
