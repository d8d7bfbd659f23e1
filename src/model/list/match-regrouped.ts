/** Matches rows that were split, joined or divided differently: together they have the letters of known entries. */

import type { Entry } from "../entry.ts";
import { destinationKey } from "../identity.ts";
import type { PrintedTerms } from "../reading/reading.ts";
import { lettersOf } from "./letters.ts";
import type { KnownEntry } from "./list-index.ts";
import type { Match, Paired, Placed } from "./match.ts";
import { hasSameTerms } from "./same-terms.ts";

export interface MatchedRegrouped {
  /** Each known entry unchanged, at the first row that shows it. */
  readonly pairs: readonly Paired[];
  /** Positions of all rows that show them. */
  readonly places: readonly number[];
}

/** Greatest number of neighbouring rows, and of entries, compared with each other. */
const MOST = 3;
const REGROUPED: Match = {
  by: "name",
  evidence: ["the letters are the same, over other rows"],
};

/**
 * `known` and `shown` are the entries and rows without a counterpart of equal letters; `shown` is in printed order.
 * `terms` is indexed by row position: none of their letters may be lost or added.
 */
export function matchRegrouped(
  known: readonly KnownEntry[],
  shown: readonly Placed[],
  terms: readonly PrintedTerms[],
): MatchedRegrouped {
  const open = Map.groupBy(known, ({ entry }) => destinationKey(entry));
  const taken = new Set<string>();
  const pairs: Paired[] = [];
  const places: number[] = [];
  for (let first = 0; first < shown.length; first += 1) {
    for (const run of runsFrom(shown, first)) {
      const entries = run.map(({ entry }) => entry);
      const place = destinationKey(entries[0] as Entry);
      const free = (open.get(place) ?? []).filter(({ entryId }) => !taken.has(entryId));
      const letters = entries.map(({ raw }) => lettersOf(raw)).join("");
      const found = decompose(letters, free, MOST);
      if (found === null || (run.length === 1 && found.length === 1)) continue;
      if (
        !hasSameTerms(
          found.map(({ entry }) => entry),
          run.flatMap(({ at }) => (terms[at] === undefined ? [] : [terms[at]])),
        )
      )
        continue;
      for (const one of found) {
        taken.add(one.entryId);
        const at = (run[0] as Placed).at;
        pairs.push({ known: one, entry: one.entry, at, match: REGROUPED });
      }
      places.push(...run.map(({ at }) => at));
      first += run.length - 1;
      break;
    }
  }
  return { pairs, places };
}

/** Runs of neighbouring rows of one destination, starting at `first`. */
function runsFrom(shown: readonly Placed[], first: number): Placed[][] {
  const start = shown[first];
  if (start === undefined) return [];
  const place = destinationKey(start.entry);
  const runs: Placed[][] = [[start]];
  for (let more = 1; more < MOST; more += 1) {
    const next = shown[first + more];
    if (next?.at !== start.at + more || destinationKey(next.entry) !== place) break;
    runs.push([...(runs.at(-1) ?? []), next]);
  }
  return runs;
}

/** Entries whose letters, concatenated, equal `letters`; null where there are none. */
function decompose(
  letters: string,
  free: readonly KnownEntry[],
  most: number,
): KnownEntry[] | null {
  if (letters === "") return [];
  if (most === 0) return null;
  for (const one of free) {
    const own = lettersOf(one.entry.raw);
    if (own === "" || !letters.startsWith(own)) continue;
    const others = free.filter((other) => other !== one);
    const rest = decompose(letters.slice(own.length), others, most - 1);
    if (rest !== null) return [one, ...rest];
  }
  return null;
}
