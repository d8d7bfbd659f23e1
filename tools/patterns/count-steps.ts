/** Runs a pattern as a backtracking engine does, and counts its steps: a measure of time that needs no clock. */

import { OP, type Program, WIDTH } from "./program.ts";

export interface Run {
  readonly steps: number;
  /** Where the match ends; null if there is none, or if the budget was spent. */
  readonly end: number | null;
  readonly isSpent: boolean;
}

/** Tries the pattern at `from` and, unless it is sticky, at each place after it, as `exec` does. */
export function countSteps(program: Program, text: string, from: number, budget: number): Run {
  const matcher = new Matcher(program, text, budget);
  for (let at = from; at <= text.length; at += 1) {
    const end = matcher.run(0, at);
    if (end !== -1) return { steps: matcher.steps, end, isSpent: false };
    if (matcher.isSpent || program.isTriedOnce) break;
  }
  return { steps: matcher.steps, end: null, isSpent: matcher.isSpent };
}

class Matcher {
  steps = 0;
  private readonly program: Program;
  private readonly text: string;
  private readonly budget: number;
  private readonly registers: Int32Array;

  constructor(program: Program, text: string, budget: number) {
    this.program = program;
    this.text = text;
    this.budget = budget;
    this.registers = new Int32Array(program.registers).fill(-1);
  }

  get isSpent(): boolean {
    return this.steps > this.budget;
  }

  /**
   * Where a match from `start` ends, or -1. The stack holds pairs: an instruction to go on with and its place, or a
   * register (as a negative number) and the value to restore.
   */
  // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one case an operation, in one loop, because it is hot
  run(first: number, start: number): number {
    const { code, classes, isUnicode } = this.program;
    const { registers, text } = this;
    const stack: number[] = [];
    let next = first;
    let at = start;
    let { steps } = this;
    for (;;) {
      steps += 1;
      if (steps > this.budget) {
        this.steps = steps;
        return -1;
      }
      const a = code[next + 1] as number;
      const b = code[next + 2] as number;
      let isGood = true;
      const instruction = next;
      next += WIDTH;
      switch (code[instruction]) {
        case OP.match:
          this.steps = steps;
          return at;
        case OP.character: {
          const codePoint = b === 1 ? before(text, at, isUnicode) : after(text, at, isUnicode);
          isGood = codePoint >= 0 && (classes[a]?.matches(codePoint) ?? false);
          const units = codePoint > 0xff_ff ? 2 : 1;
          at += b === 1 ? -units : units;
          break;
        }
        case OP.split:
          stack.push(b, at);
          next = a;
          break;
        case OP.jump:
          next = a;
          break;
        case OP.start:
          isGood = at === 0 || (a === 1 && isLineBreak(text.charCodeAt(at - 1)));
          break;
        case OP.end:
          isGood = at === text.length || (a === 1 && isLineBreak(text.charCodeAt(at)));
          break;
        case OP.boundary:
          isGood = (isWord(text.charCodeAt(at - 1)) !== isWord(text.charCodeAt(at))) !== (a === 1);
          break;
        case OP.look:
          this.steps = steps;
          isGood = (this.run(next, at) !== -1) !== (b === 1);
          steps = this.steps;
          next = a;
          break;
        case OP.position:
          stack.push(-1 - a, registers[a] as number);
          registers[a] = at;
          break;
        case OP.progress:
          isGood =
            registers[a] !== at ||
            Math.max(0, registers[b] as number) < (code[instruction + 3] as number);
          break;
        case OP.reset:
          stack.push(-1 - a, registers[a] as number);
          registers[a] = 0;
          break;
        case OP.increment:
          stack.push(-1 - a, registers[a] as number);
          registers[a] = (registers[a] as number) + 1;
          break;
        case OP.count: {
          const count = registers[a] as number;
          const max = code[instruction + 3] as number;
          if (count < b) next = code[instruction + 4] as number;
          else if (max !== -1 && count >= max) next = code[instruction + 5] as number;
          break;
        }
        case OP.reference: {
          const open = registers[a] as number;
          const close = registers[b] as number;
          const said = open < 0 || close < 0 ? "" : text.slice(open, close);
          const isBack = code[instruction + 3] === 1;
          const place = isBack ? at - said.length : at;
          isGood = text.startsWith(said, place);
          at = isBack ? place : place + said.length;
          break;
        }
        default:
          throw new Error(`no operation ${code[instruction]} at ${instruction}`);
      }
      if (isGood) continue;
      for (;;) {
        if (stack.length === 0) {
          this.steps = steps;
          return -1;
        }
        const value = stack.pop() as number;
        const place = stack.pop() as number;
        if (place >= 0) {
          next = place;
          at = value;
          break;
        }
        registers[-1 - place] = value;
      }
    }
  }
}

/** -1 at the end of the text. */
function after(text: string, at: number, isUnicode: boolean): number {
  if (at >= text.length) return -1;
  return isUnicode ? (text.codePointAt(at) ?? -1) : text.charCodeAt(at);
}

/** -1 at the start of the text. */
function before(text: string, at: number, isUnicode: boolean): number {
  if (at <= 0) return -1;
  const pair = isUnicode && at > 1 ? (text.codePointAt(at - 2) ?? -1) : -1;
  return pair > 0xff_ff ? pair : text.charCodeAt(at - 1);
}

function isLineBreak(unit: number): boolean {
  return unit === 0x0a || unit === 0x0d || unit === 0x20_28 || unit === 0x20_29;
}

function isWord(unit: number): boolean {
  return (
    (unit >= 0x61 && unit <= 0x7a) ||
    (unit >= 0x41 && unit <= 0x5a) ||
    (unit >= 0x30 && unit <= 0x39) ||
    unit === 0x5f
  );
}
