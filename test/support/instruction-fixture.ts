/**
 * The forms in `test/fixtures/instruction-forms.txt`: a `#` heads a form, `=>` begins what is read of it:
 * `op list destination: names #count`, `→` before where or what it is afterwards, `? a.` for a paragraph that is told as
 * unread, `nothing` where no entry is meant.
 */

import { readFileSync } from "node:fs";
import type { Instruction } from "../../src/parsers/instructions/instruction.ts";
import { InstructionReader } from "../../src/parsers/instructions/instructions.ts";

export interface InstructionFixture {
  readonly what: string;
  readonly paragraphs: readonly string[];
  readonly expected: readonly string[];
}

export interface FixtureGroup {
  readonly title: string;
  readonly forms: readonly InstructionFixture[];
}

const FILE = new URL("../fixtures/instruction-forms.txt", import.meta.url);

export function readFixture(): FixtureGroup[] {
  return readFileSync(FILE, "utf8").split(/^## /m).slice(1).map(readGroup);
}

function readGroup(text: string): FixtureGroup {
  const [title = "", ...forms] = text.split(/^# /m);
  return { title: title.trim(), forms: forms.map(readForm) };
}

function readForm(text: string): InstructionFixture {
  const [what = "", ...lines] = text.trim().split("\n");
  const paragraphs = lines.filter((line) => !line.startsWith("=> "));
  const expected = lines.filter((line) => line.startsWith("=> ")).map((line) => line.slice(3));
  return { what, paragraphs, expected };
}

/** What is read of the paragraphs, in the words of the fixture. */
export function readParagraphs(paragraphs: readonly string[]): string[] {
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
