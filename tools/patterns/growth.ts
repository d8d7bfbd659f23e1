/** Whether a pattern's steps grow faster than its text. */

import { analyse } from "scslre";
import { countSteps } from "./count-steps.ts";
import { compilePattern, type PatternSource, type Program, parsePattern } from "./program.ts";
import { type Pump, pumpsOf } from "./pumps.ts";

/** Repetitions at first, and past the end of limited loops within limited loops. */
const FIRST = 24;
const LATER = 72;
/** A loop with a limit costs no more than its limit at each place, so a lower limit shows the same growth. */
const LONGEST_LOOP = 6;
const BUDGET = 5_000_000;

export interface Growth {
  /** `static` is a finding of scslre, which repeats one character; `steps` was counted. */
  readonly by: "static" | "steps";
  readonly pump: Pump;
}

/** Null if the pattern is linear. `isExcepted` counts its steps alone. @throws SyntaxError */
export function growthOf(pattern: PatternSource, isExcepted = false): Growth | null {
  const { source, flags } = pattern;
  const [report] = isExcepted ? [] : analyse({ source, flags }).reports;
  if (report !== undefined) {
    const pump = { before: "", repeated: report.character.pick, after: "" };
    return { by: "static", pump };
  }
  const program = compilePattern(pattern, LONGEST_LOOP);
  const pump = pumpsOf(parsePattern(pattern), pattern.flags).find(
    (one) => isBent(program, one, FIRST) && isBent(program, one, LATER),
  );
  return pump === undefined ? null : { by: "steps", pump };
}

/** Steps on a text that repeats a word grow by the same number with each repetition if the pattern is linear. */
function isBent(program: Program, pump: Pump, times: number): boolean {
  const steps: number[] = [];
  for (const factor of [1, 2, 3]) {
    const counted = allSteps(program, pump, times * factor);
    if (counted === null) return true;
    steps.push(counted);
  }
  const [once = 0, twice = 0, thrice = 0] = steps;
  return thrice - 2 * twice + once > (times * times) / 4;
}

/** Of all matches of a text, one after the other; null past the budget. */
function allSteps(
  program: Program,
  { before, repeated, after }: Pump,
  times: number,
): number | null {
  const text = before + repeated.repeat(times) + after;
  let steps = 0;
  let from = 0;
  while (from <= text.length) {
    const run = countSteps(program, text, from, BUDGET - steps);
    steps += run.steps;
    if (run.isSpent) return null;
    if (run.end === null) break;
    from = run.end > from ? run.end : from + 1;
  }
  return steps;
}
