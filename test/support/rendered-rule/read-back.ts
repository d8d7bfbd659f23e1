/** What a document says as a rule, and what was read from it, in words that can be held against each other. */

import type { Entry } from "../../../src/model/entry.ts";
import type { RuleReading } from "../../../src/model/reading/reading.ts";
import type { Wording } from "./instruction-forms.ts";
import { FOOTNOTE, type PrintedEntry, type PrintedRule, tableOf } from "./printed-rule.ts";

/** Instructions by what they do and where: the order in which a form puts them is its own affair. */
export function instructionsPrinted({ instructions }: PrintedRule, { form }: Wording) {
  const told = instructions.map(({ op, place, entries }) => {
    const isCounted = form === "counted" && op === "add";
    const names = entries.map(({ name }) => name);
    return {
      op,
      destination: isCounted ? place.name : place.heading,
      names: isCounted ? [] : names,
      rows: op === "remove" ? [] : names.toSorted(),
    };
  });
  return sortByPlace(told);
}

export function instructionsRead({ rule }: RuleReading) {
  const told = rule.amendments.map(({ op, destination, names, entryIndexes }) => {
    const rows = entryIndexes.map((at) => rule.entries[at]?.name ?? "").toSorted();
    return { op, destination, names, rows };
  });
  return sortByPlace(told);
}

function sortByPlace<T extends { op: string; destination: string }>(told: readonly T[]): T[] {
  return told.toSorted((a, b) =>
    `${a.destination} ${a.op}` < `${b.destination} ${b.op}` ? -1 : 1,
  );
}

/** The rows in printed order. */
export function entriesPrinted(rule: PrintedRule) {
  let destination = "";
  return tableOf(rule).flatMap((row) => {
    if (row.kind === "entry") return [entryPrinted(row.entry, destination)];
    destination = row.heading;
    return [];
  });
}

function entryPrinted(entry: PrintedEntry, destination: string) {
  const { name, aliases, addresses, requirement, policy, citations } = entry;
  return {
    destination,
    name,
    aliases,
    addresses,
    requirement: requirement.replace(FOOTNOTE, "$1"),
    policy: policy.replace(/\.$/, ""),
    citations: citations.length + 1,
  };
}

export function entryRead(entry: Entry) {
  return {
    destination: entry.destination,
    name: entry.name,
    aliases: entry.aliases.map(({ name }) => name),
    addresses: entry.addresses.map(({ text }) => text),
    requirement: entry.licenseRequirement?.text,
    policy: entry.licenseReviewPolicy?.text,
    citations: entry.citations.length,
  };
}

/** How many entries the summary says the rule does what to, in all and by destination. */
export function claimsPrinted({ instructions }: PrintedRule) {
  const claim = (op: string) => {
    const mine = instructions.filter((one) => one.op === op);
    if (mine.length === 0) return null;
    const destinations = mine.map(({ place, entries }) => [place.name, entries.length]);
    return { entries: mine.flatMap(({ entries }) => entries).length, destinations };
  };
  return { added: claim("add"), revised: claim("revise"), removed: claim("remove") };
}

export function claimsRead({ rule: { claims } }: RuleReading) {
  const claim = (op: "added" | "revised" | "removed") => {
    const counts = claims?.[op] ?? null;
    if (counts === null) return null;
    const destinations = counts.destinations.map(({ destination, count }) => [destination, count]);
    return { entries: counts.entries, destinations };
  };
  return { added: claim("added"), revised: claim("revised"), removed: claim("removed") };
}
