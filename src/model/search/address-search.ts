/** Finds entries by address: by whole words or their beginnings, in any script. */

import type { StandingEntry } from "../events/list-copy.ts";
import { soundKey } from "./search-key.ts";

export interface AddressHit {
  readonly field: "address";
  /** As the list prints it. */
  readonly name: string;
}

/** The sound key of each address in a list. */
export type AddressTable = readonly {
  readonly found: StandingEntry;
  readonly text: string;
  readonly key: string;
}[];

/** With fewer letters half the list would match. */
const LEAST_LETTERS = 4;

export function addressTable(entries: Iterable<StandingEntry>): AddressTable {
  return [...entries].flatMap((found) =>
    found.entry.addresses.map(({ text }) => ({ found, text, key: ` ${soundKey(text)}` })),
  );
}

/** In order of first sight, each entry once. */
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
