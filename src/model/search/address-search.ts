/** Which entries have an address that holds what was typed: whole words or their beginnings, in any script. */

import type { StandingEntry } from "../events/list-copy.ts";
import { soundKey } from "./search-key.ts";

export interface AddressHit {
  readonly field: "address";
  /** As the list prints it. */
  readonly name: string;
}

/** Each address of a snapshot of the list, as it sounds. */
export type AddressTable = readonly {
  readonly found: StandingEntry;
  readonly text: string;
  readonly key: string;
}[];

/** Of fewer letters, half the list would answer. */
const LEAST_LETTERS = 4;

export function addressTable(entries: Iterable<StandingEntry>): AddressTable {
  return [...entries].flatMap((found) =>
    found.entry.addresses.map(({ text }) => ({ found, text, key: ` ${soundKey(text)}` })),
  );
}

/** In the order of first sight, each entry once. */
export function findByAddress(
  table: AddressTable,
  asked: string,
): { found: StandingEntry; match: AddressHit }[] {
  const key = soundKey(asked);
  if (key.replaceAll(" ", "").length < LEAST_LETTERS) return [];
  const words = key.split(" ").map((word) => ` ${word}`);
  const hits = new Map<string, { found: StandingEntry; match: AddressHit }>();
  for (const { found, text, key } of table) {
    if (hits.has(found.entryId) || !words.every((word) => key.includes(word))) continue;
    hits.set(found.entryId, { found, match: { field: "address", name: text } });
  }
  return [...hits.values()];
}
