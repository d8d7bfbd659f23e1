/** The parties of a rule, under the keys by which its preamble may name them. */

import type { Entry } from "../../model/entry.ts";
import { nameKey } from "../../model/name-key.ts";
import type { Amendment, AmendmentOp } from "../../model/reading/rule.ts";
import { readHeadName } from "../entry/head-name.ts";

/** A party of the rule, under however many destinations. */
export interface Party {
  /** As its rows print it; as the instruction quotes it where it has no row. */
  readonly name: string;
  readonly entryIndexes: readonly number[];
  readonly ops: ReadonlySet<AmendmentOp>;
}

interface GrowingParty extends Party {
  readonly entryIndexes: number[];
  readonly ops: Set<AmendmentOp>;
}

/** Words that print and preamble spell differently. */
const SHORT_FORMS: Readonly<Record<string, string>> = {
  limited: "ltd",
  company: "co",
  corporation: "corp",
  incorporated: "inc",
  and: "",
};

/** As `nameKey`, with the words that print and preamble spell differently made one. */
export function textKey(text: string): string {
  return nameKey(text.replace(/['’]s\b/g, ""))
    .split(" ")
    .map((word) => SHORT_FORMS[word] ?? word)
    .filter(Boolean)
    .join(" ");
}

/** Every name of a row, and every name that only an instruction prints: removals, and old names of revised entries. */
export function collectParties(
  amendments: readonly Amendment[],
  entries: readonly Entry[],
): ReadonlyMap<string, Party> {
  const parties = new Map<string, GrowingParty>();
  entries.forEach((entry, at) => {
    // "Address 01" is no name that a sentence would use for one party only.
    if (entry.kind !== "address") partyOf(parties, entry.name)?.entryIndexes.push(at);
  });
  for (const { op, entryIndexes } of amendments) {
    for (const at of entryIndexes) parties.get(textKey(entries[at]?.name ?? ""))?.ops.add(op);
  }
  for (const { op, names, entryIndexes } of amendments) {
    // A removal has no rows, and of an unread table there are none.
    if (op === "remove" || entryIndexes.length === 0)
      for (const name of names) partyOf(parties, name)?.ops.add(op);
  }
  for (const [key, name] of otherNames(amendments, entries)) {
    const party = parties.get(textKey(name));
    if (party !== undefined && key.includes(" ") && !parties.has(key)) parties.set(key, party);
  }
  return parties;
}

function partyOf(parties: Map<string, GrowingParty>, name: string): GrowingParty | undefined {
  const key = textKey(name);
  if (key === "") return undefined;
  const party = parties.get(key) ?? { name, entryIndexes: [], ops: new Set() };
  parties.set(key, party);
  return party;
}

/** Further keys, each with the name it stands for. */
function otherNames(
  amendments: readonly Amendment[],
  entries: readonly Entry[],
): (readonly [key: string, name: string])[] {
  return amendments.flatMap(({ op, names, entryIndexes }) => {
    // A removal may quote into the address; the preamble may stop at the name.
    if (op === "remove")
      return names.map((name) => [textKey(readHeadName(name, null).name), name] as const);
    const rows = entryIndexes.flatMap((at) => entries[at]?.name ?? []);
    const [old, ...moreNames] = without(names, rows);
    const [renamed, ...moreRows] = without(rows, names);
    if (old === undefined || renamed === undefined || moreNames.length + moreRows.length > 0)
      return [];
    return [[textKey(old), renamed] as const];
  });
}

function without(names: readonly string[], others: readonly string[]): string[] {
  const keys = new Set(others.map(textKey));
  return names.filter((name) => !keys.has(textKey(name)));
}
