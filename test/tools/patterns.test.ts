import { describe, expect, test } from "vitest";
import { checkPatterns } from "../../tools/patterns/check-patterns.ts";
import { countSteps } from "../../tools/patterns/count-steps.ts";
import { readSource } from "../../tools/patterns/find-patterns.ts";
import { growthOf } from "../../tools/patterns/growth.ts";
import { compilePattern } from "../../tools/patterns/program.ts";
import { fc } from "../support/seeded.ts";

const SLOW: Readonly<Record<string, RegExp>> = {
  "loops within loops": /^(?:a+)+b/,
  "alternatives that read the same": /^(?:a|b|ab)*c/,
  "two loops that trade characters": /^a+a+$/,
  "two loops that trade words": /^(?:ab)*(?:ab)*c/,
  "a loop that each place begins again": /\s+$/,
  "a comment without an end": /<!--[\s\S]*?-->/,
  "words that each place begins again": /\bthe .*? alias/,
  "two ends of one sentence": /\bamend\w*\b[^.]*\bon the Entity List\b/,
  "a comment before a doctype": /^(?:\s*<!--[\s\S]*?-->\s*)*<!DOCTYPE/,
  "a look ahead at each place": /a(?=.*b)/,
  "a look behind at each place": /(?<=[,;]\s*)a/,
  "what fails only at a comma": /\bplant “[^,]*”$/,
  "a word between two loops": /\([^()]*\bFR\b[^()]*\)/,
};

const LINEAR: Readonly<Record<string, RegExp>> = {
  "a loop from the start": /^\s+\S/,
  "a loop that begins where its characters do": /(?<!\s)\s+$/,
  "a loop that begins at a word": /\b\w+:/,
  "a sentence until the same word": /\bamend(?:(?!\bamend)[^.])*\bList\b/,
  "a loop with a limit": /\bthe .{0,200} alias/,
  "alternatives that differ": /^(?:a|b)*c/,
  "a loop in a negated look": /\d+(?![\d,])/y,
};

describe("a pattern is refused for", () => {
  test.each(Object.entries(SLOW))("%s", (_, pattern) => {
    expect(growthOf(pattern)).not.toBeNull();
  });
});

describe("a pattern is accepted for", () => {
  test.each(Object.entries(LINEAR))("%s", (_, pattern) => {
    expect(growthOf(pattern)).toBeNull();
  });
});

test("a finding names file, line and the text that shows it", () => {
  const { literals } = readSource("src/a.ts", "const a = 1;\nconst B = /<!--[\\s\\S]*?-->/;\n");
  expect(checkPatterns({ patterns: literals, unseen: [] }, [], [])).toEqual([
    expect.stringMatching(/^src\/a\.ts:2: \/<!--.*is not linear: "<!--.*repeated/),
  ]);
});

test("a limit that is none is refused", () => {
  const patterns = [{ file: "src/a.ts", line: 1, source: "a{0,5000}b", flags: "" }];
  expect(checkPatterns({ patterns, unseen: [] }, [], []).join()).toMatch(/5000 turns/);
});

test("a pattern that is built late needs an exception, and an exception needs its pattern", () => {
  const { calls } = readSource(
    "src/a.ts",
    "export const a = (b: string) => new RegExp(`^` + b);\n",
  );
  const exception = { file: "src/a.ts", starts: "new RegExp(`^", reason: "anchored" };
  expect(checkPatterns({ patterns: [], unseen: calls }, [], []).join()).toMatch(/src\/a\.ts:1: /);
  expect(checkPatterns({ patterns: [], unseen: calls }, [], [exception])).toEqual([]);
  expect(checkPatterns({ patterns: [], unseen: [] }, [], [exception]).join()).toMatch(/delete/);
});

describe("the counting matcher finds what the engine finds", () => {
  const patterns = [
    /(?:a|ab)*c/,
    /(?<=a\s*)b+/,
    /(?<!a)b{2,3}?(?!c)/,
    /(\w)\s\1/,
    /^\s*(?:a|b)*$/m,
    /\b[^\p{L}]+\B./u,
    /(?:a?){3}b/iy,
    /(?:(?!ab).)*c/s,
    /a{0,2}?(?:b|)+\n/,
  ];
  test.each(patterns)("%s", (pattern) => {
    const program = compilePattern(pattern);
    const texts = fc.string({ unit: fc.constantFrom(..."abcABC \nö😀"), maxLength: 12 });
    fc.assert(
      fc.property(texts, (text) => {
        pattern.lastIndex = 0;
        const found = pattern.exec(text);
        const end = found === null ? null : found.index + found[0].length;
        expect(countSteps(program, text, 0, 100_000).end).toBe(end);
      }),
    );
  });
});
