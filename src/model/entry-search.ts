/** Which entries answer to a name: by their names, aliases and subordinates. */

import type { Entry } from "./entry.ts";
import type { StandingEntry } from "./list-copy.ts";
import { matchScore, type NameSound, type WordWeight } from "./name-match.ts";

export interface NameHit {
  /** 0 to 1: 1 is the name itself, but for case, script, accents, punctuation and the form of the company. */
  readonly score: number;
  /** As the list prints it. */
  readonly name: string;
  readonly field: "name" | "alias" | "subordinate";
}

export interface FoundEntry {
  readonly found: StandingEntry;
  readonly match: NameHit;
}

/** Who bears which name in one cut of the list, and how many names hold a word. */
export interface NameTable {
  readonly bearers: ReadonlyMap<string, readonly Bearer[]>;
  readonly weigh: WordWeight;
}

interface Bearer {
  readonly entryId: string;
  readonly field: NameHit["field"];
}

/** Below it a name is another name. */
const MIN_SCORE = 0.6;

export function* namesOf(entry: Entry): Generator<{ name: string; field: NameHit["field"] }> {
  // "Address 01" is a place in the list, not a name.
  if (entry.kind !== "address") yield { name: entry.name, field: "name" };
  for (const { name } of entry.aliases) yield { name, field: "alias" };
  for (const { name, aliases } of entry.subordinates) {
    yield { name, field: "subordinate" };
    for (const alias of aliases) yield { name: alias.name, field: "subordinate" };
  }
}

export function nameTable(
  entries: Iterable<StandingEntry>,
  sound: (name: string) => NameSound,
): NameTable {
  const bearers = new Map<string, Bearer[]>();
  for (const { entryId, entry } of entries) {
    for (const { name, field } of namesOf(entry)) {
      const known = bearers.get(name);
      if (known === undefined) bearers.set(name, [{ entryId, field }]);
      else known.push({ entryId, field });
    }
  }
  const holding = new Map<string, number>();
  for (const name of bearers.keys()) {
    for (const word of new Set(sound(name).words)) holding.set(word, (holding.get(word) ?? 0) + 1);
  }
  const weigh: WordWeight = (word) => Math.log(1 + (1 + bearers.size) / (holding.get(word) ?? 1));
  return { bearers, weigh };
}

/** Best first; of equals, whoever was seen first. Each entry by the name of it that fits best. */
export function rankEntries(
  asked: NameSound,
  candidates: readonly string[],
  table: NameTable,
  sound: (name: string) => NameSound,
  entries: ReadonlyMap<string, StandingEntry>,
): FoundEntry[] {
  const best = new Map<string, NameHit>();
  for (const name of candidates) {
    const bearers = table.bearers.get(name) ?? [];
    if (bearers.length === 0) continue;
    const score = matchScore(asked, sound(name), table.weigh);
    if (score < MIN_SCORE) continue;
    for (const { entryId, field } of bearers) {
      if ((best.get(entryId)?.score ?? 0) < score) best.set(entryId, { score, name, field });
    }
  }
  const order = new Map([...entries.keys()].map((entryId, at) => [entryId, at]));
  return [...best]
    .flatMap(([entryId, match]) => {
      const found = entries.get(entryId);
      return found === undefined ? [] : [{ found, match }];
    })
    .sort(
      (a, b) =>
        b.match.score - a.match.score ||
        (order.get(a.found.entryId) ?? 0) - (order.get(b.found.entryId) ?? 0),
    );
}
