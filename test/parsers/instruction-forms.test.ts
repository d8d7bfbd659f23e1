/**
 * The forms of instructions that rules print, with names of our own, and what is read of each. In the fixture a `#` heads
 * a form, `=>` begins what is read: `op list destination: names #count`, `→` before where or what it is afterwards,
 * `? a.` for a paragraph that is told as unread, `nothing` where no entry is meant.
 */

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Instruction } from "../../src/parsers/instructions/instruction.ts";
import { InstructionReader } from "../../src/parsers/instructions/instructions.ts";

const fixture = readFileSync(new URL("../fixtures/instruction-forms.txt", import.meta.url), "utf8");
const groups = fixture.split(/^## /m).slice(1).map(readGroup);

function readGroup(text: string) {
  const [title = "", ...forms] = text.split(/^# /m);
  return { title: title.trim(), forms: forms.map(readForm) };
}

function readForm(text: string) {
  const [what = "", ...lines] = text.trim().split("\n");
  const paragraphs = lines.filter((line) => !line.startsWith("=> "));
  const expected = lines.filter((line) => line.startsWith("=> ")).map((line) => line.slice(3));
  return { what, paragraphs, expected };
}

function read(paragraphs: readonly string[]): string[] {
  const reader = new InstructionReader();
  for (const paragraph of paragraphs) {
    const part = /^\[part (\d+)\] /.exec(paragraph);
    reader.read(paragraph.slice(part?.[0].length ?? 0), part?.[1] ?? "744");
  }
  const found = [
    ...reader.instructions.map(describeInstruction),
    ...reader.problems.map(({ text }) => `? ${text?.split(" ")[0]}`),
  ];
  return found.length === 0 ? ["nothing"] : found;
}

function describeInstruction(instruction: Instruction): string {
  const { op, list, destination, newDestination, names, newNames, count } = instruction;
  const place = [destination, newDestination].filter((where) => where !== null).join(" → ");
  const what = [names, newNames].filter(({ length }) => length > 0).map((some) => some.join(" | "));
  const counted = count === null ? "" : ` #${count}`;
  return `${op} ${list} ${place}: ${what.join(" → ")}${counted}`.replace(/ +/g, " ").trim();
}

describe.each(groups)("$title", ({ forms }) => {
  test.each(forms)("$what", ({ paragraphs, expected }) => {
    expect(read(paragraphs)).toEqual(expected);
  });
});

test("the fixture holds every form it held", () => {
  const forms = groups.flatMap((group) => group.forms);
  expect(forms.length).toBeGreaterThan(100);
  expect(
    forms.filter(({ paragraphs, expected }) => !paragraphs.length || !expected.length),
  ).toEqual([]);
});
