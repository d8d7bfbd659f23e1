/** A rule as a person would tell it: what it does to which entries. The renderers print it, the parsers read it back. */

import type { AmendmentOp } from "../../../src/model/reading/rule.ts";

/** A destination as the list heads it, as summaries call it, and what stands in the addresses below it. */
export interface Place {
  readonly heading: string;
  readonly name: string;
  readonly city: string;
  /** `seven Chinese entities`. */
  readonly people: string;
}

export interface PrintedEntry {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly addresses: readonly string[];
  readonly requirement: string;
  readonly policy: string;
  /** Those the entry had before this rule; none of an added one. */
  readonly citations: readonly string[];
  /** The addresses stand in a row of their own. */
  readonly ownAddressRow: boolean;
}

export interface PrintedInstruction {
  readonly op: Extract<AmendmentOp, "add" | "revise" | "remove">;
  readonly place: Place;
  readonly entries: readonly PrintedEntry[];
}

export interface PrintedRule {
  readonly documentNumber: string;
  readonly publicationDate: string;
  readonly effectiveOn: string;
  /** No two do the same under the same destination, and no two entries of a destination share a name. */
  readonly instructions: readonly PrintedInstruction[];
}

export type TableRow =
  | { readonly kind: "destination"; readonly heading: string }
  | { readonly kind: "entry"; readonly entry: PrintedEntry };

/** Destinations and the names below them stand in alphabetical order; what is removed is not printed. */
export function tableOf({ instructions }: PrintedRule): TableRow[] {
  const printed = instructions.filter(({ op }) => op !== "remove");
  const places = Map.groupBy(printed, ({ place }) => place.heading);
  return [...places]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([heading, parts]) => {
      const entries = parts.flatMap((part) => part.entries);
      const sorted = entries.toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
      return [
        { kind: "destination" as const, heading },
        ...sorted.map((entry) => ({ kind: "entry" as const, entry })),
      ];
    });
}

/** As printed, so that `Blue Works Trading` stands before `Blue Works, 5 Harbor Road`. */
function sortKey(entry: PrintedEntry): string {
  return cellOf(entry).head.join(" ").toLowerCase();
}

/** The entry cell, a printed line each; the addresses apart, because they may have a row of their own. */
export function cellOf({ name, aliases, addresses }: PrintedEntry) {
  const address = `${addresses.join("; {and} ")}.`;
  if (aliases.length === 0) return { head: [`${name}, ${address}`], address: null };
  const count = numberWord(aliases.length);
  const noun = aliases.length === 1 ? "alias" : "aliases";
  const lines = aliases.map((alias, at) => {
    const left = aliases.length - 1 - at;
    return `—${left === 0 ? sentence(alias) : `${alias};${left === 1 ? " {and}" : ""}`}`;
  });
  return { head: [`${name}, a.k.a., the following ${count} ${noun}:`, ...lines], address };
}

/** One period ends a sentence, that of `Inc.` as well. */
function sentence(text: string): string {
  return text.endsWith(".") ? text : `${text}.`;
}

/** A rule does not know its own page. */
export function citationsOf(entry: PrintedEntry, { publicationDate }: PrintedRule): string[] {
  const [year = "", month, day] = publicationDate.split("-");
  const own = `${Number(year) - 1935} FR [INSERT FR PAGE NUMBER AND ${Number(month)}/${Number(day)}/${year}].`;
  return [...entry.citations, own];
}

const UNITS =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(
    " ",
  );
const TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");

export function numberWord(count: number): string {
  const [tens, units] = [Math.floor(count / 10), count % 10];
  if (tens < 2) return UNITS[count] ?? String(count);
  return units === 0 ? (TENS[tens - 2] ?? "") : `${TENS[tens - 2]}-${UNITS[units]}`;
}

/** `a`, `a and b`, `a, b, and c`, with the separator and the word given. */
export function enumerate(items: readonly string[], separator = ", ", and = "and"): string {
  if (items.length <= 1) return items.join("");
  if (items.length === 2 && separator === ", ") return items.join(` ${and} `);
  return `${items.slice(0, -1).join(separator)}${separator}${and} ${items.at(-1)}`;
}

/** A footnote mark, `^4^` until a renderer raises it. */
export const FOOTNOTE = /\^(\d)\^/g;

/** Braces stand for italics until a renderer prints them; no name of a party has any. */
export function withoutItalics(text: string): string {
  return text.replace(/[{}]/g, "");
}
