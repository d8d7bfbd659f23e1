/** Evidence that two entries are one. */

import { distance } from "fastest-levenshtein";
import type { Entry } from "../entry.ts";
import { nameKey } from "../name-key.ts";

/** Least share of equal letters, relative to the longer text, that counts as similar. */
export const SIMILAR = 0.75;

export function likeness(a: string, b: string): number {
  const [one, other] = [nameKey(a), nameKey(b)];
  const longest = Math.max(one.length, other.length);
  return longest === 0 ? 0 : 1 - distance(one, other) / longest;
}

export function knownAs(entry: Entry, name: string): boolean {
  return entry.aliases.some((alias) => nameKey(alias.name) === nameKey(name));
}

export function sharesAlias(a: Entry, b: Entry): boolean {
  return b.aliases.some(({ name }) => knownAs(a, name));
}

export function sharesAddress(a: Entry, b: Entry): boolean {
  const keys = new Set(a.addresses.map((address) => nameKey(address.text)));
  return b.addresses.some((address) => keys.has(nameKey(address.text)));
}

export function firstCitation(entry: Entry): string {
  const first = entry.citations[0];
  return first === undefined ? "" : `${first.volume} ${first.date}`;
}

export function hasAddressAlike(a: Entry, b: Entry): boolean {
  return a.addresses.some(({ text }) =>
    b.addresses.some((address) => likeness(text, address.text) >= SIMILAR),
  );
}
