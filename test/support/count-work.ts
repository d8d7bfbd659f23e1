/** Counts what a function does in steps of its patterns, so that a test can compare two inputs without a clock. */

import { countSteps } from "../../tools/patterns/count-steps.ts";
import { compilePattern, type Program } from "../../tools/patterns/program.ts";

/** In characters: past the limits of names and cells, and four times as many are within those of paragraphs. */
const SHORT = 3_000;
const FACTOR = 4;
/** Of work four times as long: linear work grows by 4, quadratic work by 16. */
export const MOST_GROWTH = 8;

/** How the work grows if a token is repeated four times as often. As much work as without it, or one step a character, is noise. */
export function growthOfWork(read: (text: string) => void, token: string): number {
  const workOn = (length: number): number =>
    countWork(() => read(token.repeat(Math.ceil(length / token.length))));
  const none = workOn(0);
  return (workOn(SHORT * FACTOR) - none) / Math.max(workOn(SHORT) - none, none, SHORT);
}

const programs = new Map<string, Program>();
/** Of one pattern on one text. */
const BUDGET = 50_000_000;

/** The engine asks `exec` in each of its functions that take a pattern, once another one stands in its place. */
function countWork(run: () => void): number {
  const native = RegExp.prototype.exec;
  let work = 0;
  const count = function (this: RegExp, text: string): RegExpExecArray | null {
    const from = this.global || this.sticky ? this.lastIndex : 0;
    // The counter's own patterns are not counted.
    RegExp.prototype.exec = native;
    work += countSteps(programOf(this), text, from, BUDGET).steps;
    const found = this.exec(text);
    RegExp.prototype.exec = count;
    return found;
  };
  RegExp.prototype.exec = count;
  try {
    run();
  } finally {
    RegExp.prototype.exec = native;
  }
  return work;
}

function programOf({ source, flags }: RegExp): Program {
  const key = `${flags}/${source}`;
  const known = programs.get(key);
  if (known !== undefined) return known;
  const made = compilePattern({ source, flags });
  programs.set(key, made);
  return made;
}
