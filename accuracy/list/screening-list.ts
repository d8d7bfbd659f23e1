/** Names of the Unverified and the Military End-User List beside the Consolidated Screening List, where an entry is in both. */

import type { Entry, ListCode } from "../../src/model/entry.ts";
import { nameKey } from "../../src/model/name-key.ts";
import { readCsv } from "./csv-rows.ts";

export interface NamesInBoth {
  readonly list: ListCode;
  /** Entries read from the law, and rows of the label. */
  readonly read: number;
  readonly label: number;
  /** Entries whose text begins with a name of the label, or that share its address. */
  readonly both: number;
  /** Of these, where the name is the label's. */
  readonly same: number;
  readonly differing: readonly { readonly read: string; readonly label: string }[];
}

const SOURCES: readonly (readonly [ListCode, RegExp])[] = [
  ["UVL", /^Unverified List/],
  ["MEU", /^Military End User/],
];
/** Shared words of two addresses that are one, and how many words say anything. */
const SAME_ADDRESS = 0.85;
const MIN_WORDS = 6;

/** `csv`: the list as downloaded; it is typed by hand from the rules, and years older than `entries`. */
export function compareNames(entries: readonly Entry[], csv: string): NamesInBoth[] {
  const rows = readCsv(csv);
  return SOURCES.map(([list, source]) => {
    const label = rows.filter((row) => source.test(row.get("source") ?? ""));
    const read = entries.filter((entry) => entry.list === list);
    const pairs = read.flatMap((entry) => {
      const names = labelsOf(entry, label);
      return names.length === 0 ? [] : [{ entry, names }];
    });
    const differing = pairs
      .filter(({ entry, names }) => !names.some((name) => nameKey(name) === nameKey(entry.name)))
      .map(({ entry, names }) => ({ read: entry.name, label: names.join(" ¶ ") }));
    const both = pairs.length;
    return {
      list,
      read: read.length,
      label: label.length,
      both,
      same: both - differing.length,
      differing,
    };
  });
}

type Row = ReadonlyMap<string, string>;

/** The label's own names for an entry: the same, else such as its text begins with, else that of the same address. */
function labelsOf(entry: Entry, label: readonly Row[]): string[] {
  const nameOf = (row: Row) => row.get("name") ?? "";
  const text = `${nameKey(entry.raw)} `;
  const same = label.filter((row) => nameKey(nameOf(row)) === nameKey(entry.name));
  if (same.length > 0) return same.map(nameOf);
  const heads = label.filter((row) => text.startsWith(`${nameKey(nameOf(row))} `));
  if (heads.length > 0) return heads.map(nameOf);
  return label.filter((row) => sharesAddress(entry, row.get("addresses") ?? "")).map(nameOf);
}

function sharesAddress({ addresses }: Entry, printed: string): boolean {
  const known = new Set(nameKey(printed).split(" "));
  return addresses.some(({ text }) => {
    const words = [...new Set(nameKey(text).split(" "))];
    const shared = words.filter((word) => known.has(word)).length;
    return words.length >= MIN_WORDS && shared / words.length >= SAME_ADDRESS;
  });
}
