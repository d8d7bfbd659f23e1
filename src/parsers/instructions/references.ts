/** Reads references to amendatory instructions, `instructions 2.a through 2.e and 3`, and resolves them. */

import { ROMAN } from "./outline.ts";

/** An instruction's labels, from the outermost to its own: `2`, `c`, `ii`. */
export type InstructionPath = readonly string[];

export interface InstructionReferences {
  readonly paths: readonly InstructionPath[];
  /** False if some references could not be read: `2.z through 2.dd`. */
  readonly certain: boolean;
}

const PART = "(?:\\.\\(?|\\()[a-z\\d]{1,4}\\)?(?![a-z\\d])";
const FULL = `\\d{1,3}(?:[a-z](?![a-z\\d]))?(?:${PART})*`;
/** `d` in "2.c and d"; a letter before other text is a word. */
const SHORT =
  "\\(?(?:[a-z]|[ivx]{2,4})\\)?(?=\\s*(?:[,;.)]|$|(?:and|or|through|to|which|that|is|are|in|of|will|shall)\\b))";
const LINK = "\\s*(?:,(?:\\s*(?:and|or)(?=\\s))?|\\b(?:and|or|through|thru|to)\\b|[&–-])\\s*";
const REFERENCES = new RegExp(
  `\\binstructions?\\s+(?:(?:nos?\\b\\.?|numbers?)\\s*)?(${FULL}(?:${LINK}(?:${FULL}|${SHORT}))*)`,
  "gi",
);
const WORDS = new RegExp(`${FULL}|[a-z]+|[–-]`, "g");
const RANGE = /^(?:through|thru|to|[–-])$/;
const LINK_WORD = /^(?:and|or|through|thru|to|[–-])$/;
/** The series that labels form; `i` through `iv` are numbers, `h` through `j` letters. */
const ROWS: readonly (readonly string[])[] = [
  Array.from({ length: 1000 }, (_, number) => `${number}`),
  [..."abcdefghijklmnopqrstuvwxyz"],
  ROMAN,
];

/** Null if the text refers to no instruction by label. */
export function readInstructionReferences(text: string): InstructionReferences | null {
  const groups = [...text.matchAll(REFERENCES)].map(([, group = ""]) => readGroup(group));
  if (groups.length === 0) return null;
  return {
    paths: groups.flatMap(({ paths }) => paths),
    certain: groups.every(({ certain }) => certain),
  };
}

/** Whether the references cover all, some or none of the instructions. */
export function coverage(
  { paths, certain }: InstructionReferences,
  instructions: readonly InstructionPath[],
): "all" | "some" | "none" {
  const covered = instructions.filter((own) => paths.some((path) => leadsTo(path, own)));
  if (certain && covered.length === instructions.length) return "all";
  // "2.c", where 2 is a single paragraph: a part of it is meant.
  const isTouched = instructions.some((own) => paths.some((path) => leadsTo(own, path)));
  return certain && covered.length === 0 && !isTouched ? "none" : "some";
}

function leadsTo(path: InstructionPath, below: InstructionPath): boolean {
  return path.every((label, depth) => label === below[depth]);
}

function readGroup(group: string): InstructionReferences {
  const paths: InstructionPath[] = [];
  let certain = true;
  let isRange = false;
  for (const word of group.toLowerCase().match(WORDS) ?? []) {
    if (RANGE.test(word)) isRange = true;
    if (LINK_WORD.test(word)) continue;
    const last = paths.at(-1) ?? [];
    const path = beside(last, word.match(/\d+|[a-z]+/g) ?? []);
    const between = isRange ? rangeBetween(last, path) : [];
    if (between === null || path === null) certain = false;
    paths.push(...(between ?? []), ...(path === null ? [] : [path]));
    isRange = false;
  }
  return { paths, certain };
}

/** `d` after `2.c` means `2.d`; after `2` it means nothing. */
function beside(last: InstructionPath, labels: InstructionPath): InstructionPath | null {
  const isWhole = /^\d/.test(labels[0] ?? "");
  if (isWhole) return labels;
  return last.length < 2 ? null : [...last.slice(0, -1), ...labels];
}

/** The instructions between two on one level; null if the labels form no series. */
function rangeBetween(from: InstructionPath, to: InstructionPath | null): InstructionPath[] | null {
  const above = from.slice(0, -1);
  if (to === null || from.length !== to.length || !leadsTo(above, to)) return null;
  const [start, end] = [from.at(-1) ?? "", to.at(-1) ?? ""];
  for (const row of ROWS) {
    const [first, last] = [row.indexOf(start), row.indexOf(end)];
    if (first === -1 || last < first) continue;
    return row.slice(first + 1, last).map((label) => [...above, label]);
  }
  return null;
}
