/** Matches a snapshot's entries with the known ones, with evidence. Two entries are never joined without a record. */

import type { Entry } from "../entry.ts";
import { canonicalJson, destinationKey, mintQuestionId } from "../identity.ts";
import type { PrintedTerms } from "../reading/reading.ts";
import {
  firstCitation,
  hasAddressAlike,
  knownAs,
  likeness,
  SIMILAR,
  sharesAddress,
} from "./likeness.ts";
import { type KnownEntry, type ListIndex, placeKey } from "./list-index.ts";
import type { Doubt, Match, Paired, Placed } from "./match.ts";
import { matchNamesakes } from "./match-namesakes.ts";

export interface MatchedEntries {
  readonly pairs: readonly Paired[];
  readonly unknown: readonly Placed[];
  readonly missing: readonly KnownEntry[];
  readonly doubts: readonly Doubt[];
}

/** `terms` is parallel to `entries`; empty where the printed license columns are unavailable. */
export function matchEntries(
  entries: readonly Entry[],
  index: ListIndex,
  terms: readonly PrintedTerms[] = [],
): MatchedEntries {
  const named = matchNamesakes(entries, index, terms);
  const renamed = matchRenamed(named.open, named.missing, index);
  const pairs = [...named.pairs, ...renamed.pairs].sort((a, b) => a.at - b.at);
  const [knownIds, taken] = [
    new Set(renamed.pairs.map(({ known }) => known.entryId)),
    new Set(renamed.pairs.map(({ at }) => at)),
  ];
  return {
    pairs,
    unknown: named.open.filter(({ at }) => !taken.has(at)),
    missing: named.missing.filter(({ entryId }) => !knownIds.has(entryId)),
    doubts: [...named.doubts, ...renamed.doubts],
  };
}

interface Candidate extends Placed {
  readonly known: KnownEntry;
  readonly evidence: readonly string[];
}

/** Strongest evidence first. A match that is ambiguous in one layer is left to a person; weaker layers do not decide it. */
function matchRenamed(open: readonly Placed[], missing: readonly KnownEntry[], index: ListIndex) {
  const pairs: Paired[] = [];
  const doubts: Doubt[] = [];
  const byOrigin = Map.groupBy(missing, ({ entry }) => originKey(entry));
  let left: Candidate[] = open.flatMap(({ entry, at }) =>
    (byOrigin.get(originKey(entry)) ?? []).flatMap((known) => {
      // Namesakes were handled before.
      if (placeKey(known.entry) === placeKey(entry)) return [];
      const isApart = index.settled.get(mintQuestionId(known.entry, entry)) === "apart";
      return isApart ? [] : [{ known, entry, at, evidence: [] }];
    }),
  );
  const weigh: Record<Exclude<Match["by"], "name">, (c: Candidate) => string | null> = {
    settled: ({ known, entry }) =>
      index.settled.get(mintQuestionId(known.entry, entry)) === "same" ? "a person said so" : null,
    alias: ({ known, entry }) => sharedAlias(known.entry, entry),
    address: ({ known, entry }) =>
      sharesAddress(known.entry, entry) ? "one address is the same" : null,
    similar: ({ known, entry }) => similarity(known.entry, entry),
  };
  for (const by of ["settled", "alias", "address", "similar"] as const) {
    const fits = left.flatMap((candidate) => {
      const why = weigh[by](candidate);
      return why === null ? [] : [{ ...candidate, evidence: [why] }];
    });
    const [ofKnown, ofEntry] = [
      Map.groupBy(fits, ({ known }) => known.entryId),
      Map.groupBy(fits, ({ at }) => at),
    ];
    for (const { known, entry, at, evidence } of fits) {
      const isOnly = ofKnown.get(known.entryId)?.length === 1 && ofEntry.get(at)?.length === 1;
      const isSure = isOnly && (by !== "similar" || standsSameWay(known.entry, entry));
      if (isSure) pairs.push({ known, entry, at, match: { by, evidence } });
      else doubts.push({ id: mintQuestionId(known.entry, entry), known, entry, evidence });
    }
    left = left.filter(({ known, at }) => !ofKnown.has(known.entryId) && !ofEntry.has(at));
  }
  return { pairs, doubts };
}

/** Destination and first citation of an entry: renaming changes neither. */
function originKey(entry: Entry): string {
  return `${destinationKey(entry)}|${firstCitation(entry)}`;
}

function sharedAlias(before: Entry, after: Entry): string | null {
  if (knownAs(after, before.name)) return "the name before is an alias now";
  return knownAs(before, after.name) ? "the name now was an alias before" : null;
}

function similarity(before: Entry, after: Entry): string | null {
  if (before.citations.length === 0) return null;
  const alike = likeness(before.name, after.name);
  return alike < SIMILAR ? null : `the names are alike (${alike.toFixed(2)})`;
}

/** A similar name alone is no evidence: companies of one group have similar names and are listed by one rule. */
function standsSameWay(before: Entry, after: Entry): boolean {
  const terms = ({ licenseRequirement, licenseReviewPolicy }: Entry) =>
    canonicalJson([licenseRequirement, licenseReviewPolicy]);
  return hasAddressAlike(before, after) && terms(before) === terms(after);
}
