/** Matches a snapshot's entries by the letters of their text, before names are compared. */

import type { Entry } from "../entry.ts";
import { canonicalJson, mintQuestionId } from "../identity.ts";
import type { PrintedTerms } from "../reading/reading.ts";
import { firstCitation } from "./likeness.ts";
import { type KnownEntry, type ListIndex, placeKey, type Settled, textKey } from "./list-index.ts";
import type { Match, Paired, Placed } from "./match.ts";
import { matchRegrouped } from "./match-regrouped.ts";

export interface MatchedLetters {
  readonly pairs: readonly Paired[];
  /** Ids and positions taken by `pairs`. */
  readonly ids: ReadonlySet<string>;
  readonly places: ReadonlySet<number>;
}

const SAME_NAME: Match = { by: "name", evidence: [] };
const SAME_LETTERS: Match = { by: "name", evidence: ["the letters of the text are the same"] };

/**
 * Pairs entries with equal letters and citations, and entries with equal letters whose name is read differently.
 * Entries of one text and name with different citations are left to `matchNamesakes`.
 */
export function matchLetters(
  entries: readonly Entry[],
  index: ListIndex,
  terms: readonly PrintedTerms[],
): MatchedLetters {
  const shown = entries.map((entry, at): Placed => ({ entry, at }));
  const rows = Map.groupBy(shown, ({ entry }) => textKey(entry));
  const listed = index.listed();
  const pairs = [...Map.groupBy(listed, ({ entry }) => textKey(entry))].flatMap(([key, known]) =>
    matchGroup(known, rows.get(key) ?? [], index.settled),
  );
  const left = {
    known: without(listed, idsOf(pairs), ({ entryId }) => entryId),
    shown: without(shown, placesOf(pairs), ({ at }) => at),
  };
  const regrouped = matchRegrouped(left.known, left.shown, terms);
  const all = [...pairs, ...regrouped.pairs];
  return {
    pairs: all,
    ids: idsOf(all),
    places: new Set([...placesOf(all), ...regrouped.places]),
  };
}

function matchGroup(
  known: readonly KnownEntry[],
  shown: readonly Placed[],
  settled: Settled,
): Paired[] {
  if (shown.length === 0) return [];
  const pairs: Paired[] = [];
  let left = { known, shown };
  const take = (found: readonly Paired[]) => {
    pairs.push(...found);
    left = {
      known: without(left.known, idsOf(found), ({ entryId }) => entryId),
      shown: without(left.shown, placesOf(found), ({ at }) => at),
    };
  };
  // Entries with equal text and citations are interchangeable and keep their order.
  take(pairInOrder(left, (entry) => canonicalJson([entry.raw, entry.citations])));
  take(pairInOrder(left, (entry) => canonicalJson(entry.citations)));
  take(pairInOrder(left, firstCitation, true));
  const [one, other] = [left.known[0], left.shown[0]];
  if (left.known.length === 1 && left.shown.length === 1 && one && other) {
    if (placeKey(one.entry) !== placeKey(other.entry)) take([pair(one, other)]);
  }
  const isApart = ({ known, entry }: Paired) =>
    known.entry.raw !== entry.raw && settled.get(mintQuestionId(known.entry, entry)) === "apart";
  return pairs.filter((found) => !isApart(found));
}

function pairInOrder(
  { known, shown }: { readonly known: readonly KnownEntry[]; readonly shown: readonly Placed[] },
  markOf: (entry: Entry) => string,
  isOfOtherName = false,
): Paired[] {
  const rows = Map.groupBy(shown, ({ entry }) => markOf(entry));
  return known.flatMap((one) => {
    const fits = rows.get(markOf(one.entry)) ?? [];
    const [first] = fits;
    if (first === undefined) return [];
    if (isOfOtherName && placeKey(one.entry) === placeKey(first.entry)) return [];
    fits.shift();
    return [pair(one, first)];
  });
}

function pair(known: KnownEntry, { entry, at }: Placed): Paired {
  const isNamedSo = placeKey(known.entry) === placeKey(entry);
  return { known, entry, at, match: isNamedSo ? SAME_NAME : SAME_LETTERS };
}

function idsOf(pairs: readonly Paired[]): Set<string> {
  return new Set(pairs.map(({ known }) => known.entryId));
}

function placesOf(pairs: readonly Paired[]): Set<number> {
  return new Set(pairs.map(({ at }) => at));
}

function without<T, K>(these: readonly T[], taken: ReadonlySet<K>, keyOf: (one: T) => K): T[] {
  return these.filter((one) => !taken.has(keyOf(one)));
}
