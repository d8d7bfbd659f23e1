/** Says of each pattern that may be slow where it is and which text shows it. */

import { visitRegExpAST } from "@eslint-community/regexpp";
import { BUILT_LATE, EXCEPTIONS, type Exception } from "./exceptions.ts";
import type { FoundPattern, FoundPatterns } from "./find-patterns.ts";
import { type Growth, growthOf } from "./growth.ts";
import { parsePattern } from "./program.ts";

/** A loop with a higher limit has none in effect: 100 kB would take it a second. */
const HIGHEST_LIMIT = 1_000;
const SHOWN = 100;

/** One line a finding, also for an exception that nothing needs. */
export function checkPatterns(
  { patterns, unseen }: FoundPatterns,
  exceptions: readonly Exception[] = EXCEPTIONS,
  builtLate: readonly Exception[] = BUILT_LATE,
): string[] {
  const unused = new Set([...exceptions, ...builtLate]);
  const isExcepted = (list: readonly Exception[], file: string, text: string): boolean => {
    const named = list.find((one) => one.file === file && text.startsWith(one.starts));
    if (named !== undefined) unused.delete(named);
    return named !== undefined;
  };
  const slow = distinct(patterns).flatMap((pattern) => {
    const { file, line, source } = pattern;
    const why = whyRefused(pattern, isExcepted(exceptions, file, source));
    return why === null ? [] : [`${file}:${line}: /${source.slice(0, SHOWN)}/ ${why}`];
  });
  const hidden = unseen
    .filter(({ file, text }) => !isExcepted(builtLate, file, text))
    .map(
      ({ file, line }) =>
        `${file}:${line}: this pattern is built when it is used, so nobody can check it; build it from constants, or name it in tools/patterns/exceptions.ts`,
    );
  const needless = [...unused].map(
    ({ file, starts }) =>
      `tools/patterns/exceptions.ts: ${file} has no pattern that starts with ${starts}; delete the exception`,
  );
  return [...slow, ...hidden, ...needless];
}

function whyRefused(pattern: FoundPattern, isExcepted: boolean): string | null {
  const growth = growthOf(pattern, isExcepted);
  if (growth !== null) return `is not linear: ${describeGrowth(growth)}`;
  const limit = highestLimit(pattern);
  return limit > HIGHEST_LIMIT
    ? `has a loop of up to ${limit} turns; the most is ${HIGHEST_LIMIT}`
    : null;
}

function describeGrowth({ by, pump: { before, repeated, after } }: Growth): string {
  const text = `${JSON.stringify(repeated)} repeated`;
  if (by === "static") return `${text} may take quadratic time, or more`;
  const start = before === "" ? "" : ` after ${JSON.stringify(before)}`;
  const end = after === "" ? "" : `, before ${JSON.stringify(after)}`;
  return `${text}${start}${end} takes more steps with each repetition`;
}

function highestLimit(pattern: FoundPattern): number {
  let highest = 0;
  visitRegExpAST(parsePattern(pattern), {
    onQuantifierEnter: ({ min, max }) => {
      highest = Math.max(highest, Number.isFinite(max) ? max : min);
    },
  });
  return highest;
}

/** A pattern in two places is checked once, in the first. */
function distinct(patterns: readonly FoundPattern[]): FoundPattern[] {
  const first = new Map<string, FoundPattern>();
  for (const pattern of patterns) {
    const key = `${pattern.flags}/${pattern.source}`;
    if (!first.has(key)) first.set(key, pattern);
  }
  return [...first.values()];
}
