/** Which entry of a snapshot is which of the list as known, and why. Two entries never become one in silence. */

import { distance } from "fastest-levenshtein";
import type { Entry } from "./entry.ts";
import { canonicalJson, destinationKey, mintQuestionId } from "./identity.ts";
import { type KnownEntry, type ListIndex, placeKey } from "./list-index.ts";
import { nameKey } from "./name-key.ts";

export interface Match {
  /** `name`: one destination and one name; else what made two names one entry. */
  readonly by: "name" | "settled" | "alias" | "address" | "similar";
  /** For a person: `the name before is an alias now`. */
  readonly evidence: readonly string[];
}

export interface Paired {
  readonly known: KnownEntry;
  readonly entry: Entry;
  /** Position among the snapshot's entries. */
  readonly at: number;
  readonly match: Match;
}

/** Two that may be one: kept apart until a person says what they are. */
export interface Doubt {
  readonly id: string;
  readonly known: KnownEntry;
  readonly entry: Entry;
  readonly evidence: readonly string[];
}

export interface MatchedEntries {
  readonly pairs: readonly Paired[];
  readonly unknown: readonly Placed[];
  readonly missing: readonly KnownEntry[];
  readonly doubts: readonly Doubt[];
}

interface Placed {
  readonly entry: Entry;
  readonly at: number;
}

export function matchEntries(entries: readonly Entry[], index: ListIndex): MatchedEntries {
  const named = matchByName(entries, index);
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
    doubts: renamed.doubts,
  };
}

const BY_NAME: Match = { by: "name", evidence: [] };

/** By destination and name; twins by text, then by first citation; the rest by a shared alias or address. */
function matchByName(entries: readonly Entry[], index: ListIndex) {
  const pairs: Paired[] = [];
  const taken = new Set<string>();
  const namesakes = Map.groupBy(entries, placeKey);
  let open: Placed[] = entries.map((entry, at) => ({ entry, at }));
  const isFree = ({ entryId }: KnownEntry) => !taken.has(entryId);
  const layers: ((known: KnownEntry, entry: Entry) => boolean)[] = [
    (known, entry) => known.entry.raw === entry.raw,
    (known, entry) => firstCitation(known.entry) === firstCitation(entry),
    // Among several of one name the name says nothing.
    (known, entry) =>
      (index.named(entry.name, entry).length === 1 &&
        namesakes.get(placeKey(entry))?.length === 1) ||
      sharesPlaceOrAlias(known.entry, entry),
  ];
  for (const matches of layers) {
    open = open.filter(({ entry, at }) => {
      const known = index
        .named(entry.name, entry)
        .find((candidate) => isFree(candidate) && matches(candidate, entry));
      if (known === undefined) return true;
      taken.add(known.entryId);
      pairs.push({ known, entry, at, match: BY_NAME });
      return false;
    });
  }
  return { pairs, open, missing: index.listed().filter(isFree) };
}

interface Candidate extends Placed {
  readonly known: KnownEntry;
  readonly evidence: readonly string[];
}

/** Strongest first. What fits several in one layer fits nobody: it is asked about, and no weaker layer decides. */
function matchRenamed(open: readonly Placed[], missing: readonly KnownEntry[], index: ListIndex) {
  const pairs: Paired[] = [];
  const doubts: Doubt[] = [];
  const byOrigin = Map.groupBy(missing, ({ entry }) => originKey(entry));
  let left: Candidate[] = open.flatMap(({ entry, at }) =>
    (byOrigin.get(originKey(entry)) ?? []).flatMap((known) => {
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

/** Where an entry stands and by which rule it first came: a renaming changes neither. */
function originKey(entry: Entry): string {
  return `${destinationKey(entry)}|${firstCitation(entry)}`;
}

function sharedAlias(before: Entry, after: Entry): string | null {
  if (knownAs(after, before.name)) return "the name before is an alias now";
  return knownAs(before, after.name) ? "the name now was an alias before" : null;
}

/** Of the longer of the two texts, the share of letters that stays. */
const SIMILAR = 0.75;

function similarity(before: Entry, after: Entry): string | null {
  if (before.citations.length === 0) return null;
  const alike = likeness(before.name, after.name);
  return alike < SIMILAR ? null : `the names are alike (${alike.toFixed(2)})`;
}

/** A similar name alone is no evidence: companies of one group have them, and come with one rule. */
function standsSameWay(before: Entry, after: Entry): boolean {
  const [ours, theirs] = [before.addresses, after.addresses];
  const isMoved = !ours.some(({ text }) =>
    theirs.some((address) => likeness(text, address.text) >= SIMILAR),
  );
  const terms = ({ licenseRequirement, licenseReviewPolicy }: Entry) =>
    canonicalJson([licenseRequirement, licenseReviewPolicy]);
  return !isMoved && terms(before) === terms(after);
}

function likeness(a: string, b: string): number {
  const [one, other] = [nameKey(a), nameKey(b)];
  const longest = Math.max(one.length, other.length);
  return longest === 0 ? 0 : 1 - distance(one, other) / longest;
}

function knownAs(entry: Entry, name: string): boolean {
  return entry.aliases.some((alias) => nameKey(alias.name) === nameKey(name));
}

function sharesPlaceOrAlias(a: Entry, b: Entry): boolean {
  return sharesAddress(a, b) || b.aliases.some(({ name }) => knownAs(a, name));
}

function sharesAddress(a: Entry, b: Entry): boolean {
  const keys = new Set(a.addresses.map((address) => nameKey(address.text)));
  return b.addresses.some((address) => keys.has(nameKey(address.text)));
}

export function firstCitation(entry: Entry): string {
  const first = entry.citations[0];
  return first === undefined ? "" : `${first.volume} ${first.date}`;
}
