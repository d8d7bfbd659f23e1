/** The ways in which rules have put their amendatory instructions over the years. */

import {
  enumerate,
  numberWord,
  type PrintedEntry,
  type PrintedInstruction,
} from "./printed-rule.ts";

export interface Wording {
  readonly form: InstructionForm;
  /** Between quoted names; braces are italics, and the quotation marks may fall inside them. */
  readonly separator: ", " | "; ";
  readonly and: "and" | "{and}" | "{and “}";
  readonly supplement: "Supplement No. 4" | "supplement no. 4";
  /** `“A,” “B,” and “C”`. */
  readonly commaInside: boolean;
}

export const INSTRUCTION_FORMS = [
  "by destination",
  "imperative",
  "a paragraph each",
  "destination last",
  "counted",
  "nested",
  "nested in numerals",
  "verb first",
  "one sentence",
  "destination itself",
  "heading beside its entries",
  "quoted destination",
  "nested in digits",
] as const;

/** Where a verb or a destination is carried from one paragraph to the next, another order is another rule. */
export const CARRYING: Readonly<Record<string, "verb" | "destination">> = {
  "verb first": "verb",
  nested: "destination",
  "nested in numerals": "destination",
  "nested in digits": "destination",
};
export type InstructionForm = (typeof INSTRUCTION_FORMS)[number];

/** The paragraphs, labels included; braces are italics. */
export function wordInstructions(
  instructions: readonly PrintedInstruction[],
  wording: Wording,
): string[] {
  return FORMS[wording.form](instructions, wording);
}

type Form = (instructions: readonly PrintedInstruction[], wording: Wording) => string[];

const letter = (at: number) => `${String.fromCharCode(97 + at)}.`;
const ROMAN = ["i.", "ii.", "iii."];
const number = (at: number) => `(${at + 1})`;
const arabicAbove = (at: number) => `(${["i", "ii", "iii"][at]})`;

const FORMS: Readonly<Record<InstructionForm, Form>> = {
  "by destination": (all, wording) => [
    opening(wording, "is amended:"),
    ...labelled(
      all.map((one) => `Under ${one.place.heading}, by ${doing(one, wording)}`),
      letter,
    ),
  ],
  imperative: (all, wording) => [
    opening(wording, "is amended as follows:"),
    ...labelled(
      all.map(
        (one) => `Under ${one.place.heading}, ${VERBS[one.op].bare} ${entriesFor(one, wording)}`,
      ),
      letter,
    ),
  ],
  "a paragraph each": (all, wording) =>
    all.map((one, at) => {
      const end = one.op === "remove" ? "." : " to read as follows:";
      return opening(
        wording,
        `is amended under ${one.place.heading} by ${doing(one, wording)}${end}`,
        at,
      );
    }),
  "destination last": (all, wording) => [
    opening(wording, "is amended:"),
    ...labelled(
      all.map((one) => `By ${doing(one, wording)} under ${one.place.heading}`),
      letter,
    ),
  ],
  counted: (all, wording) => [
    opening(wording, "is amended by:"),
    ...labelled(
      all.map((one) =>
        one.op === "add"
          ? `Adding in alphabetical order under ${one.place.name}, ${countedEntities(one)}`
          : `${capital(doing(one, wording))} under ${one.place.heading}`,
      ),
      number,
    ),
  ],
  nested: (all, wording) => nest(all, wording, letter, (at) => ROMAN[at] ?? ""),
  "nested in numerals": (all, wording) => nest(all, wording, number, arabicAbove),
  "verb first": (all, wording) =>
    [...Map.groupBy(all, ({ op }) => op).values()].flatMap((group, nth) => [
      opening(wording, `is amended by ${VERBS[group[0]?.op ?? "add"].carried}:`, nth),
      ...labelled(
        group.map((one) => `Under ${one.place.heading}, ${entriesFor(one, wording)}`),
        letter,
      ),
    ]),
  "one sentence": (all, wording) => {
    const places = [...Map.groupBy(all, ({ place }) => place.heading)].map(([heading, group]) => {
      const acts = group.map((one) => `by ${doing(one, wording)}`);
      return `under ${heading}, ${enumerate(acts)}`;
    });
    return [opening(wording, `is amended ${enumerate(places, ", ", "and")}.`)];
  },
  "heading beside its entries": (all, wording) => [
    opening(wording, "is amended by:"),
    ...labelled(
      all.map((one) => besideHeading(one, wording)),
      letter,
    ),
  ],
  "quoted destination": (all, wording) => [
    opening(wording, "is amended:"),
    ...labelled(
      all.map((one) => `Under “${one.place.heading},” by ${doing(one, wording)}`),
      letter,
    ),
  ],
  "nested in digits": (all, wording) => nest(all, wording, letter, (at) => `${at + 1}.`),
  "destination itself": (all, wording) => [
    opening(wording, "is amended by:"),
    ...labelled(
      all.map((one) =>
        one.op === "add"
          ? `Adding the destination of ${one.place.heading} in alphabetical order and ${doing(one, wording)}`
          : `Under ${one.place.heading}, ${doing(one, wording)}`,
      ),
      letter,
    ),
  ],
};

const VERBS = {
  add: {
    bare: "add in alphabetical order",
    doing: "adding, in alphabetical order,",
    carried: "adding in alphabetical order",
  },
  revise: { bare: "revise", doing: "revising", carried: "revising" },
  remove: { bare: "remove", doing: "removing", carried: "removing" },
} as const;

function nest(
  all: readonly PrintedInstruction[],
  wording: Wording,
  outer: (at: number) => string,
  inner: (at: number) => string,
): string[] {
  const groups = [...Map.groupBy(all, ({ place }) => place.heading)];
  const body = groups.flatMap(([heading, group], at) => [
    `${outer(at)} In the entry for ${heading}:`,
    ...labelled(
      group.map((one) => capital(doing(one, wording))),
      inner,
    ),
  ]);
  return [opening(wording, "is amended:"), ...body];
}

function opening({ supplement }: Wording, words: string, nth = 0): string {
  return `${nth + 2}. ${capital(supplement)} to part 744 ${words}`;
}

function labelled(texts: readonly string[], label: (at: number) => string): string[] {
  return texts.map((text, at) => {
    const left = texts.length - 1 - at;
    return `${label(at)} ${text}${left === 0 ? "." : left === 1 ? "; {and}" : ";"}`;
  });
}

function doing(one: PrintedInstruction, wording: Wording): string {
  return `${VERBS[one.op].doing} ${entriesFor(one, wording)}`;
}

function besideHeading(one: PrintedInstruction, wording: Wording): string {
  const { op, place } = one;
  if (op === "add") {
    return `Adding ${place.heading}, in alphabetical order, and ${entriesFor(one, wording)}`;
  }
  if (op === "remove")
    return `Removing the heading “${place.heading}” and ${entriesFor(one, wording)}`;
  return `Under the heading for ${place.heading}, ${doing(one, wording)}`;
}

function entriesFor({ op, entries }: PrintedInstruction, wording: Wording): string {
  const article = op === "add" ? (entries.length === 1 ? "an " : "") : "the ";
  return `${article}${entries.length === 1 ? "entry" : "entries"} for ${quoted(entries, wording)}`;
}

function quoted(entries: readonly PrintedEntry[], wording: Wording): string {
  const { separator, and, commaInside } = wording;
  const last = entries.length - 1;
  const names = entries.map(({ name }, at) => {
    const open = at === last && last > 0 && and === "{and “}" ? "" : "“";
    return `${open}${name}${commaInside && last > 1 && at < last ? "," : ""}”`;
  });
  if (commaInside && last > 1) return enumerate(names, " ", and).replaceAll("{and “} ", "{and “}");
  return enumerate(names, separator, and).replaceAll("{and “} ", "{and “}");
}

function countedEntities({ entries, place }: PrintedInstruction): string {
  const noun = entries.length === 1 ? "entity" : "entities";
  return `${numberWord(entries.length)} ${place.people} ${noun}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
