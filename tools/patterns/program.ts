/** Compiles a pattern to instructions of a backtracking matcher, as ECMAScript specifies it, for `countSteps`. */

import { type AST, RegExpParser } from "@eslint-community/regexpp";
import { type CharacterTest, characterTest } from "./character-test.ts";

export interface PatternSource {
  readonly source: string;
  readonly flags: string;
}

/** Operations of the matcher; each takes `WIDTH` numbers: itself and its operands. */
export const OP = {
  match: 0,
  /** class, 1 if backwards */
  character: 1,
  /** what to try first, what second */
  split: 2,
  /** to */
  jump: 3,
  /** 1 if multiline */
  start: 4,
  end: 5,
  /** 1 if negated */
  boundary: 6,
  /** where to go on, 1 if negated; the look itself follows, up to `match` */
  look: 7,
  /** register */
  position: 8,
  /** register, counter, min; fails if nothing was consumed since `position` in a turn beyond the least */
  progress: 9,
  /** register */
  reset: 10,
  increment: 11,
  /** register, min, max (-1 is none), body, end */
  count: 12,
  /** register of the group's start, of its end, 1 if backwards */
  reference: 13,
} as const;

export const WIDTH = 6;

export interface Program {
  readonly code: Int32Array;
  readonly classes: readonly CharacterTest[];
  readonly registers: number;
  readonly isUnicode: boolean;
  /** Tried at one place only, because it is sticky or starts with `^`. */
  readonly isTriedOnce: boolean;
}

/** @throws SyntaxError */
export function parsePattern({ source, flags }: PatternSource): AST.Pattern {
  return new RegExpParser().parsePattern(source, 0, source.length, {
    unicode: flags.includes("u"),
    unicodeSets: flags.includes("v"),
  });
}

/** `longestLoop` takes the place of each greater limit of a loop. @throws SyntaxError */
export function compilePattern(pattern: PatternSource, longestLoop = Infinity): Program {
  const compiler = new Compiler(pattern.flags, longestLoop);
  const { alternatives } = parsePattern(pattern);
  compiler.alternatives(alternatives, false);
  compiler.emit(OP.match);
  return {
    code: Int32Array.from(compiler.code),
    classes: compiler.classes,
    registers: compiler.registers,
    isUnicode: /[uv]/.test(pattern.flags),
    isTriedOnce:
      pattern.flags.includes("y") ||
      (!pattern.flags.includes("m") && alternatives.every(isAnchored)),
  };
}

function isAnchored({ elements: [first] }: AST.Alternative): boolean {
  return first?.type === "Assertion" && first.kind === "start";
}

class Compiler {
  readonly code: number[] = [];
  readonly classes: CharacterTest[] = [];
  registers = 0;
  private readonly flags: string;
  private readonly multiline: number;
  private readonly longestLoop: number;
  private readonly groups = new Map<AST.CapturingGroup, readonly [number, number]>();

  constructor(flags: string, longestLoop: number) {
    this.flags = flags;
    this.longestLoop = longestLoop;
    this.multiline = Number(flags.includes("m"));
  }

  emit(...instruction: readonly number[]): number {
    const at = this.code.length;
    for (let slot = 0; slot < WIDTH; slot += 1) this.code.push(instruction[slot] ?? 0);
    return at;
  }

  private put(at: number, ...instruction: readonly number[]): void {
    for (const [slot, value] of instruction.entries()) this.code[at + slot] = value;
  }

  alternatives(list: readonly AST.Alternative[], back: boolean): void {
    const ends: number[] = [];
    for (const [index, { elements }] of list.entries()) {
      const isLast = index === list.length - 1;
      const split = isLast ? -1 : this.emit(OP.split);
      for (const element of back ? elements.toReversed() : elements) this.element(element, back);
      if (isLast) break;
      ends.push(this.emit(OP.jump));
      this.put(split, OP.split, split + WIDTH, this.code.length);
    }
    for (const end of ends) this.put(end, OP.jump, this.code.length);
  }

  private element(element: AST.Element, back: boolean): void {
    switch (element.type) {
      case "Character":
      case "CharacterClass":
      case "CharacterSet":
      case "ExpressionCharacterClass": {
        const index = this.classes.push(characterTest(element.raw, this.flags)) - 1;
        this.emit(OP.character, index, Number(back));
        return;
      }
      case "Group":
        this.alternatives(element.alternatives, back);
        return;
      case "CapturingGroup": {
        const [start, end] = this.group(element);
        this.emit(OP.position, back ? end : start);
        this.alternatives(element.alternatives, back);
        this.emit(OP.position, back ? start : end);
        return;
      }
      case "Quantifier":
        this.quantifier(element, back);
        return;
      case "Assertion":
        this.assertion(element);
        return;
      case "Backreference": {
        const [group] = [element.resolved].flat();
        if (group === undefined) throw new SyntaxError(`${element.raw} refers to no group`);
        this.emit(OP.reference, ...this.group(group), Number(back));
      }
    }
  }

  private group(group: AST.CapturingGroup): readonly [number, number] {
    const known = this.groups.get(group);
    if (known !== undefined) return known;
    const made = [this.registers, this.registers + 1] as const;
    this.registers += 2;
    this.groups.set(group, made);
    return made;
  }

  private quantifier({ greedy, element, ...bounds }: AST.Quantifier, back: boolean): void {
    const { min, max } = this.clamped(bounds);
    const counter = this.registers;
    const begin = this.registers + 1;
    this.registers += 2;
    const isEndless = max === Number.POSITIVE_INFINITY;
    const isCounted = min > 0 || (!isEndless && max !== 1);
    if (isCounted) this.emit(OP.reset, counter);
    const head = this.code.length;
    if (isCounted) this.emit(OP.count);
    const split = this.emit(OP.split);
    const body = this.code.length;
    this.emit(OP.position, begin);
    this.element(element, back);
    if (isEndless) this.emit(OP.progress, begin, counter, min);
    if (isCounted) this.emit(OP.increment, counter);
    if (max > 1) this.emit(OP.jump, head);
    const end = this.code.length;
    if (isCounted) this.put(head, OP.count, counter, min, isEndless ? -1 : max, body, end);
    this.put(split, OP.split, ...(greedy ? [body, end] : [end, body]));
  }

  private clamped({ min, max }: { min: number; max: number }): { min: number; max: number } {
    const limit = this.longestLoop;
    return { min: Math.min(min, limit), max: max === Infinity ? max : Math.min(max, limit) };
  }

  private assertion(assertion: AST.Assertion): void {
    switch (assertion.kind) {
      case "start":
      case "end":
        this.emit(OP[assertion.kind], this.multiline);
        return;
      case "word":
        this.emit(OP.boundary, Number(assertion.negate));
        return;
      case "lookahead":
      case "lookbehind": {
        const look = this.emit(OP.look);
        this.alternatives(assertion.alternatives, assertion.kind === "lookbehind");
        this.emit(OP.match);
        this.put(look, OP.look, this.code.length, Number(assertion.negate));
      }
    }
  }
}
