/** Collects the parties of a rule by the keys under which its preamble may name them. */

import type { Entry } from "../../model/entry.ts";
import { nameKey } from "../../model/name-key.ts";
import type { Amendment, AmendmentOp } from "../../model/reading/rule.ts";
import { readHeadName } from "../entry/head-name.ts";

/** A party of the rule, under one or more destinations. */
export interface Party {
  /** As its rows print it; as the instruction quotes it if it has no row. */
  readonly name: string;
  readonly entryIndexes: readonly number[];
  readonly ops: ReadonlySet<AmendmentOp>;
}

interface GrowingParty extends Party {
  readonly entryIndexes: number[];
  readonly ops: Set<AmendmentOp>;
}

/** Words that rows and preamble spell differently. */
const SHORT_FORMS: Readonly<Record<string, string>> = {
  limited: "ltd",
  company: "co",
  corporation: "corp",
  incorporated: "inc",
  and: "",
};

/** As `nameKey`, with one form for words that rows and preamble spell differently. */
export function textKey(text: string): string {
  return nameKey(text.replace(/['’]s\b/g, ""))
    .split(" ")
    .map((word) => SHORT_FORMS[word] ?? word)
    .filter(Boolean)
    .join(" ");
}

/** Includes the names of all rows and the names that only instructions print: removals, and old names of revised entries. */
export function collectParties(
  amendments: readonly Amendment[],
  entries: readonly Entry[],
): ReadonlyMap<string, Party> {
  const parties = new Map<string, GrowingParty>();
  entries.forEach((entry, at) => {
    // A sentence would not use "Address 01" as the name of a party.
    if (entry.kind !== "address") partyOf(parties, entry.name)?.entryIndexes.push(at);
  });
  for (const { op, entryIndexes } of amendments) {
    for (const at of entryIndexes) parties.get(textKey(entries[at]?.name ?? ""))?.ops.add(op);
  }
  for (const { op, names, entryIndexes } of amendments) {
    // Removals and unread tables have no rows.
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

/** Further keys, each with its party's name. */
function otherNames(
  amendments: readonly Amendment[],
  entries: readonly Entry[],
): (readonly [key: string, name: string])[] {
  return amendments.flatMap(({ op, names, entryIndexes }) => {
    // The quotation of a removal may include the address; the preamble may have only the name.
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
