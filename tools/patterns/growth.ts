/** Whether a pattern's steps grow faster than its text. */

import { type AST, visitRegExpAST } from "@eslint-community/regexpp";
import { analyse } from "scslre";
import { countSteps } from "./count-steps.ts";
import { compilePattern, type PatternSource, type Program, parsePattern } from "./program.ts";
import { type Pump, pumpsOf } from "./pumps.ts";

/** Repetitions at first; later twice as many as the longest bounded loop turns. */
const FIRST = 24;
const BUDGET = 20_000_000;

export interface Growth {
  /** `static` is a finding of scslre, which repeats one character; `steps` was counted. */
  readonly by: "static" | "steps";
  readonly pump: Pump;
}

/** Null if each is linear. @throws SyntaxError */
export function growthOf(pattern: PatternSource): Growth | null {
  const [report] = analyse({ source: pattern.source, flags: pattern.flags }).reports;
  if (report !== undefined) {
    const pump = { before: "", repeated: report.character.pick, after: "" };
    return { by: "static", pump };
  }
  const program = compilePattern(pattern);
  const parsed = parsePattern(pattern);
  const later = 2 * Math.max(FIRST, longestLoop(parsed));
  const pump = pumpsOf(parsed, pattern.flags).find(
    (one) => isBent(program, one, FIRST) && isBent(program, one, later),
  );
  return pump === undefined ? null : { by: "steps", pump };
}

/** Steps on a text that repeats a word grow by the same number with each repetition if the pattern is linear. */
function isBent(program: Program, pump: Pump, times: number): boolean {
  const [once, twice, thrice] = [1, 2, 3].map((factor) => allSteps(program, pump, times * factor));
  if (once === undefined || twice === undefined || thrice === undefined) return true;
  return thrice - 2 * twice + once > (times * times) / 4;
}

/** Of all matches of a text, one after the other; undefined past the budget. */
function allSteps(program: Program, { before, repeated, after }: Pump, times: number): number | undefined {
  const text = before + repeated.repeat(times) + after;
  let steps = 0;
  let from = 0;
  while (from <= text.length) {
    const run = countSteps(program, text, from, BUDGET - steps);
    steps += run.steps;
    if (run.isSpent) return undefined;
    if (run.end === null) break;
    from = run.end > from ? run.end : from + 1;
  }
  return steps;
}

/** The most turns of a loop that has a limit. */
function longestLoop(pattern: AST.Pattern): number {
  let longest = 0;
  visitRegExpAST(pattern, {
    onQuantifierEnter: ({ max }) => {
      if (max !== Number.POSITIVE_INFINITY) longest = Math.max(longest, max);
    },
  });
  return longest;
}
