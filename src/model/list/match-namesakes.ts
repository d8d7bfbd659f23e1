/** Matches a snapshot's entries by the letters of their text, otherwise by name and destination. */

import type { Entry } from "../entry.ts";
import { mintQuestionId } from "../identity.ts";
import type { PrintedTerms } from "../reading/reading.ts";
import { hasSameLetters } from "./letters.ts";
import { firstCitation, hasAddressAlike, sharesAddress, sharesAlias } from "./likeness.ts";
import { type KnownEntry, type ListIndex, placeKey, type Settled } from "./list-index.ts";
import type { Doubt, Match, Paired, Placed } from "./match.ts";
import { type MatchedLetters, matchLetters } from "./match-letters.ts";

export interface MatchedNamesakes {
  readonly pairs: readonly Paired[];
  /** Entries of the snapshot without a known name, or kept separate. */
  readonly open: readonly Placed[];
  readonly missing: readonly KnownEntry[];
  readonly doubts: readonly Doubt[];
}

/** A name that is unique on both sides is enough; namesakes need further evidence. */
export function matchNamesakes(
  entries: readonly Entry[],
  index: ListIndex,
  terms: readonly PrintedTerms[],
): MatchedNamesakes {
  const letters = matchLetters(entries, index, terms);
  const shown = entries.map((entry, at): Placed => ({ entry, at }));
  const groups = [...Map.groupBy(shown, ({ entry }) => placeKey(entry)).values()].map((placed) => {
    const [first] = placed;
    return matchGroup(
      first ? index.named(first.entry.name, first.entry) : [],
      placed,
      index.settled,
      letters,
    );
  });
  const pairs = [...letters.pairs, ...groups.flatMap((group) => group.pairs)];
  const taken = new Set(pairs.map(({ known }) => known.entryId));
  return {
    pairs,
    open: groups.flatMap((group) => group.open).sort((a, b) => a.at - b.at),
    missing: index.listed().filter(({ entryId }) => !taken.has(entryId)),
    doubts: groups.flatMap((group) => group.doubts),
  };
}

type MatchedGroup = Omit<MatchedNamesakes, "missing">;

const ONLY: Match = { by: "name", evidence: [] };

function matchGroup(
  known: readonly KnownEntry[],
  shown: readonly Placed[],
  settled: Settled,
  letters: MatchedLetters,
): MatchedGroup {
  let left = {
    known: known.filter(({ entryId }) => !letters.ids.has(entryId)),
    shown: shown.filter(({ at }) => !letters.places.has(at)),
  };
  const [one, other] = [left.known[0], left.shown[0]];
  if (one === undefined || other === undefined) return { pairs: [], open: left.shown, doubts: [] };
  if (known.length === 1 && shown.length === 1) {
    return { pairs: [{ known: one, ...other, match: ONLY }], open: [], doubts: [] };
  }
  const pairs: Paired[] = [];
  const pairUp = (match: Match, found: readonly (readonly [KnownEntry, Placed])[]) => {
    for (const [known, placed] of found) pairs.push({ known, ...placed, match });
    const [ids, rows] = [
      new Set(found.map(([k]) => k.entryId)),
      new Set(found.map(([, s]) => s.at)),
    ];
    left = {
      known: left.known.filter(({ entryId }) => !ids.has(entryId)),
      shown: left.shown.filter(({ at }) => !rows.has(at)),
    };
  };
  const isSettled = (answer: "same" | "apart") => (k: Entry, s: Entry) =>
    settled.size > 0 && settled.get(mintQuestionId(k, s)) === answer;
  const isApart = isSettled("apart");
  pairUp({ by: "settled", evidence: ["a person said so"] }, findOnly(left, isSettled("same")));
  for (const [why, fits] of LAYERS) {
    const found = findOnly(left, (k, s) => fits(k, s) && !isApart(k, s));
    pairUp({ by: "name", evidence: [why] }, found);
  }
  const doubts = left.known.flatMap((one) =>
    left.shown.flatMap(({ entry }): Doubt[] => {
      if (isApart(one.entry, entry)) return [];
      const evidence = ["the name is the same, and others bear it"];
      return [{ id: mintQuestionId(one.entry, entry), known: one, entry, evidence }];
    }),
  );
  return { pairs, open: left.shown, doubts };
}

/** Strongest evidence first. */
const LAYERS: readonly (readonly [string, (known: Entry, shown: Entry) => boolean])[] = [
  ["text and first citation are the same", (k, s) => hasText(k, s) && hasOrigin(k, s)],
  ["the text is the same", hasText],
  [
    "first citation and an address or alias are the same",
    (k, s) => hasOrigin(k, s) && shares(k, s),
  ],
  [
    "the first citation is the same, and an address alike",
    (k, s) => hasOrigin(k, s) && hasAddressAlike(k, s),
  ],
  ["the first citation is the same", hasOrigin],
  ["an address or alias is the same", shares],
];

function hasText(a: Entry, b: Entry): boolean {
  return hasSameLetters(a.raw, b.raw);
}

function hasOrigin(a: Entry, b: Entry): boolean {
  return firstCitation(a) === firstCitation(b);
}

function shares(a: Entry, b: Entry): boolean {
  return sharesAddress(a, b) || sharesAlias(a, b);
}

/** Pairs that fit each other and nothing else. */
function findOnly(
  { known, shown }: { readonly known: readonly KnownEntry[]; readonly shown: readonly Placed[] },
  fits: (known: Entry, shown: Entry) => boolean,
): (readonly [KnownEntry, Placed])[] {
  return known.flatMap((one) => {
    const fitting = shown.filter(({ entry }) => fits(one.entry, entry));
    const [only] = fitting;
    if (only === undefined || fitting.length > 1) return [];
    const rivals = known.filter(({ entry }) => fits(entry, only.entry));
    return rivals.length === 1 ? [[one, only] as const] : [];
  });
}
