/** Finds entries by name, alias or subordinate. */

import type { Entry } from "../entry.ts";
import type { StandingEntry } from "../events/list-copy.ts";
import { matchScore, type NameSound, type WordWeight } from "./name-match.ts";

export interface NameHit {
  /** 0 no match, 1 exact except for case, script, accents, punctuation and company form. */
  readonly score: number;
  /** As the list prints it. */
  readonly name: string;
  readonly field: "name" | "alias" | "subordinate";
}

export interface FoundEntry {
  readonly found: StandingEntry;
  readonly match: NameHit;
}

/** The entries that carry each name, and a weight for each word by its frequency. */
export interface NameTable {
  readonly bearers: ReadonlyMap<string, readonly Bearer[]>;
  readonly weigh: WordWeight;
}

interface Bearer {
  readonly standing: StandingEntry;
  /** Position of the entry in order of first sight. */
  readonly at: number;
  readonly field: NameHit["field"];
}

/** Below this score two names count as different. */
const MIN_SCORE = 0.6;

export function* namesOf(entry: Entry): Generator<{ name: string; field: NameHit["field"] }> {
  // "Address 01" is a position in the list, not a name.
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
  let at = 0;
  for (const standing of entries) {
    for (const { name, field } of namesOf(standing.entry)) {
      const known = bearers.get(name);
      if (known === undefined) bearers.set(name, [{ standing, at, field }]);
      else known.push({ standing, at, field });
    }
    at += 1;
  }
  const holding = new Map<string, number>();
  for (const name of bearers.keys()) {
    for (const word of new Set(sound(name).words)) holding.set(word, (holding.get(word) ?? 0) + 1);
  }
  const weigh: WordWeight = (word) => Math.log(1 + (1 + bearers.size) / (holding.get(word) ?? 1));
  return { bearers, weigh };
}

/** Best first, then by first sight. Each entry appears once, with its best name. */
export function rankEntries(
  asked: NameSound,
  candidates: readonly string[],
  { bearers, weigh }: NameTable,
  sound: (name: string) => NameSound,
): FoundEntry[] {
  const best = new Map<string, FoundEntry & Pick<Bearer, "at">>();
  for (const name of candidates) {
    const borne = bearers.get(name);
    if (borne === undefined) continue;
    const score = matchScore(asked, sound(name), weigh);
    if (score < MIN_SCORE) continue;
    for (const { standing: found, at, field } of borne) {
      const known = best.get(found.entryId);
      if (known !== undefined && known.match.score >= score) continue;
      best.set(found.entryId, { found, at, match: { score, name, field } });
    }
  }
  return [...best.values()].sort((a, b) => b.match.score - a.match.score || a.at - b.at);
}
