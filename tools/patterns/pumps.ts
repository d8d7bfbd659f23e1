/** Texts that a pattern may be slow on: its own words, and what its loops repeat, many times over. */

import type { AST } from "@eslint-community/regexpp";
import { characterTest } from "./character-test.ts";

export interface Pump {
  readonly before: string;
  readonly repeated: string;
  readonly after: string;
}

/** What stands for a class: one of each kind of character that patterns tell apart. */
const SAMPLES = [..." aA1,.;:()[]“”‘’\"'-–—*§/<>&=!?\n\u00a0é_~@#%^|{}\\$+\u2028中"];
const WORDS_OF_NODE = 4;
/** A loop that ends before is no loop. */
const FEW = 10;
/** What `.` does not read, and no list of letters and marks. */
const ALIEN = "\n\u0000";

/** Some words that a pattern matches, its shortest first, apart from what its assertions ask for. */
export function wordsOf(pattern: AST.Pattern, flags: string): string[] {
  return new Words(flags).ofAlternatives(pattern.alternatives);
}

export function pumpsOf(pattern: AST.Pattern, flags: string): Pump[] {
  const words = new Words(flags);
  const found = new Map<string, Pump>();
  for (const { prefixes, since, loops, end } of loopsOf(pattern, words)) {
    const add = (before: string, repeated: string): void => {
      if (repeated === "") return;
      for (const after of new Set(["", ALIEN, end])) {
        const pump = { before, repeated, after };
        found.set(JSON.stringify(pump), pump);
      }
    };
    const [loop = ""] = loops;
    for (const prefix of prefixes) {
      add("", prefix);
      add("", prefix + loop);
      for (const each of loops) add(prefix, each);
    }
    for (const each of loops) add("", each);
    for (const part of since) add(prefixes[0] ?? "", part + loop);
  }
  return [...found.values()];
}

interface Loop {
  /** What a pattern reads before the loop. */
  readonly prefixes: readonly string[];
  /** What it reads between the loop before and this one. */
  readonly since: readonly string[];
  /** What one turn reads. */
  readonly loops: readonly string[];
  /** What no turn reads, if the loop is of one class. */
  readonly end: string;
}

/** Each quantifier that may turn often. */
function loopsOf(pattern: AST.Pattern, words: Words): Loop[] {
  const found: Loop[] = [];
  const isLoop = (element: AST.Element): boolean =>
    element.type === "Quantifier" && element.max > FEW;
  const visitAll = (
    list: readonly AST.Alternative[],
    prefixes: readonly string[],
    back: boolean,
  ) => {
    for (const { elements } of list) {
      let before = prefixes;
      let since = [""];
      for (const element of back ? elements.toReversed() : elements) {
        visit(element, before, since, back);
        before = join(before, words.of(element), back);
        since = isLoop(element) ? [""] : join(since, words.of(element), back);
      }
    }
  };
  const visit = (
    element: AST.Element,
    prefixes: readonly string[],
    since: readonly string[],
    back: boolean,
  ): void => {
    switch (element.type) {
      case "Group":
      case "CapturingGroup":
        visitAll(element.alternatives, prefixes, back);
        return;
      case "Assertion":
        if (element.kind === "lookahead") visitAll(element.alternatives, prefixes, false);
        if (element.kind === "lookbehind") visitAll(element.alternatives, [""], true);
        return;
      case "Quantifier":
        if (isLoop(element)) {
          const { element: turn } = element;
          found.push({ prefixes, since, loops: words.of(turn), end: words.outside(turn) });
        }
        visit(element.element, prefixes, since, back);
        return;
      default:
    }
  };
  visitAll(pattern.alternatives, [""], false);
  return found;
}

class Words {
  private readonly flags: string;
  private readonly known = new Map<AST.Node, string[]>();

  constructor(flags: string) {
    this.flags = flags;
  }

  of(element: AST.Element): string[] {
    const before = this.known.get(element);
    if (before !== undefined) return before;
    const made = few(this.make(element));
    this.known.set(element, made);
    return made;
  }

  ofAlternatives(list: readonly AST.Alternative[]): string[] {
    return spread(
      list.map(({ elements }) =>
        elements.reduce<string[]>((words, element) => join(words, this.of(element), false), [""]),
      ),
    );
  }

  /** A character that one class does not hold; the empty text where there is none, or more than one class. */
  outside(element: AST.Element): string {
    if (element.type !== "CharacterClass" && element.type !== "CharacterSet") return "";
    const test = characterTest(element.raw, this.flags);
    return SAMPLES.find((sample) => !test.matches(sample.codePointAt(0) ?? 0)) ?? "";
  }

  private make(element: AST.Element): string[] {
    switch (element.type) {
      case "Character":
        return [String.fromCodePoint(element.value)];
      case "CharacterClass":
      case "CharacterSet":
      case "ExpressionCharacterClass":
        return this.samples(element.raw);
      case "Group":
      case "CapturingGroup":
        return this.ofAlternatives(element.alternatives);
      case "Quantifier": {
        const once = this.of(element.element);
        const least = once.map((word) => word.repeat(Math.min(element.min, FEW)));
        return element.min === 0 ? ["", ...once] : least;
      }
      case "Assertion":
        // What must follow stands in the text; the pattern may read it again.
        return element.kind === "lookahead" && !element.negate
          ? ["", ...this.ofAlternatives(element.alternatives)]
          : [""];
      case "Backreference": {
        const [group] = [element.resolved].flat();
        return group === undefined ? [""] : this.of(group);
      }
    }
  }

  private samples(raw: string): string[] {
    const test = characterTest(raw, this.flags);
    const usual = SAMPLES.filter((sample) => test.matches(sample.codePointAt(0) ?? 0));
    if (usual.length > 0) return usual;
    for (let codePoint = 0; codePoint <= 0xff_ff; codePoint += 1) {
      if (test.matches(codePoint)) return [String.fromCodePoint(codePoint)];
    }
    return [];
  }
}

/** Each word after another, as far as few are kept: the first with all, and all with the first. */
function join(heads: readonly string[], tails: readonly string[], back: boolean): string[] {
  const [head = ""] = heads;
  const [tail = ""] = tails;
  const put = (one: string, other: string): string => (back ? other + one : one + other);
  return few([
    put(head, tail),
    ...tails.slice(1).map((word) => put(head, word)),
    ...heads.slice(1).map((word) => put(word, tail)),
    ...heads.slice(1).map((word, at) => put(word, tails[at + 1] ?? tail)),
  ]);
}

/** The first of each list, then the second of each. */
function spread(lists: readonly (readonly string[])[]): string[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, at) =>
    lists.flatMap((list) => list.slice(at, at + 1)),
  ).flat();
}

function few(words: readonly string[]): string[] {
  return [...new Set(words)].slice(0, WORDS_OF_NODE);
}
