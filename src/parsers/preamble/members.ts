/** Selects the parties that a sentence refers to without names: by number, destination, list, or owner. */

import { countryOfDestination } from "../../model/country.ts";
import type { Entry, ListCode } from "../../model/entry.ts";
import type { Amendment, AmendmentOp } from "../../model/reading/rule.ts";
import { COUNT_PATTERN, readCount } from "../text/number-words.ts";
import { destinationsIn, type Place, placeKey } from "./destination-words.ts";
import { type Party, textKey } from "./parties.ts";

/** One entry of a party, or one removal. */
interface Member {
  readonly party: Party;
  readonly entryIndex: number | null;
  readonly isAddress: boolean;
  readonly op: AmendmentOp;
  readonly list: ListCode;
  readonly place: Place;
}

const LISTS: readonly (readonly [ListCode, RegExp])[] = [
  ["EL", /\bEntity List\b/],
  ["UVL", /\bUVL\b|\bUnverified List\b/i],
  ["MEU", /\bMEU List\b|\bMilitary[- ]End[- ]User\b[^.;]{0,12}\bList\b/i],
];
const COUNTED_ADDRESSES = new RegExp(
  `(${COUNT_PATTERN})\\s+(?:[\\w-]+\\s+){0,3}?addresses?\\b`,
  "i",
);
const COUNTS = new RegExp(`(?<![\\p{L}\\d.-])${COUNT_PATTERN}(?![\\p{L}\\d])`, "giu");

export class Members {
  readonly #all: readonly Member[];
  readonly #places: readonly Place[];

  constructor(
    amendments: readonly Amendment[],
    entries: readonly Entry[],
    parties: readonly Party[],
  ) {
    this.#all = [...entryMembers(amendments, entries, parties), ...removed(amendments, parties)];
    this.#places = [...new Map(this.#all.map(({ place }) => [placeKey(place), place])).values()];
  }

  /**
   * The parties that `words` refer to, among those amended by `op`. `claimed` holds the names decided on in other
   * paragraphs. Null if the number fits no set of parties.
   */
  select(
    words: string,
    sentence: string,
    op: AmendmentOp,
    claimed: ReadonlySet<string>,
  ): readonly Party[] | null {
    const ofOp = this.#acted(sentence, op).filter(
      ({ isAddress }) => !isAddress || /\baddress/i.test(words),
    );
    const onlyAddresses =
      /\baddress/i.test(words) && !/\b(?:entit|person|compan|part[yi])/i.test(words);
    const meant = onlyAddresses ? ofOp.filter(({ isAddress }) => isAddress) : ofOp;
    const places = destinationsIn(words, this.#places);
    const there =
      places.size === 0 ? meant : meant.filter(({ place }) => places.has(placeKey(place)));
    if (there.length === 0) return null;
    const counts = countsIn(words);
    if (counts.length === 0 || fits(there, counts)) return asParties(there);
    const rest = there.filter(({ party }) => !claimed.has(party.name));
    if (rest.length > 0 && fits(rest, counts)) return asParties(rest);
    // A number above what was read includes all that was read. A lower number does not show which ones are meant.
    return Math.max(...counts) > sizeOf(there) ? asParties(there) : null;
  }

  /** As `select`, if the words name a destination; null if they name none. */
  selectUnder(words: string, sentence: string, op: AmendmentOp): readonly Party[] | null {
    const places = destinationsIn(words, this.#places);
    return places.size === 0 ? null : this.select(words, sentence, op, new Set());
  }

  /** Whether the rule applies `op` to any entry of the list that the sentence names. */
  hasActed(sentence: string, op: AmendmentOp): boolean {
    return this.#acted(sentence, op).length > 0;
  }

  /** Address entries (entries of their own) that a sentence refers to in addition to the parties it names. */
  addresses(words: string, sentence: string, op: AmendmentOp): readonly Party[] {
    const found = this.#acted(sentence, op).filter(({ isAddress }) => isAddress);
    const places = destinationsIn(words, this.#places);
    const there = found.filter(({ place }) => places.size === 0 || places.has(placeKey(place)));
    const count = readCount(COUNTED_ADDRESSES.exec(words)?.[1] ?? "");
    return count === null || count === there.length ? asParties(there) : [];
  }

  /** Affiliates and institutes of the owners: by the owner's name in theirs, else all others if `words` give their number. */
  dependents(owners: readonly Party[], op: AmendmentOp, words: string): readonly Party[] {
    const own = new Set(owners);
    const keys = owners.flatMap(({ name }) => [
      textKey(name),
      textKey(name.replace(/(?:(?<!\s)\s+)?\([^()]*\)$/, "")),
    ]);
    // `Blue Cloud France` of `Blue Technologies Co., Ltd.`
    const families = new Set(keys.map((key) => key.split(" ")[0] ?? ""));
    const others = this.#all.filter((member) => member.op === op && !own.has(member.party));
    const candidates = [
      others.filter(({ party }) => keys.some((key) => textKey(party.name).startsWith(`${key} `))),
      others.filter(({ party }) => families.has(textKey(party.name).split(" ")[0] ?? "")),
    ];
    const counts = countsIn(words);
    const counted = [...candidates, others].find(
      (some) => some.length > 0 && counts.length > 0 && fits(some, counts),
    );
    return asParties(counted ?? candidates.find((some) => some.length > 0) ?? []);
  }

  /** The parties under a destination that the words name; all parties if they name none. */
  under(words: string, parties: readonly Party[]): readonly Party[] {
    const places = destinationsIn(words, this.#places);
    if (places.size === 0) return parties;
    const there = new Set(
      this.#all.filter(({ place }) => places.has(placeKey(place))).map(({ party }) => party),
    );
    return parties.filter((party) => there.has(party));
  }

  #acted(sentence: string, op: AmendmentOp): readonly Member[] {
    const list = listOf(sentence, op);
    return this.#all.filter(
      (member) => member.op === op && (list === null || member.list === list),
    );
  }
}

/** The list that the sentence is about. If it names several, a removal is from the first and an addition to the last. */
function listOf(sentence: string, op: AmendmentOp): ListCode | null {
  const found = LISTS.flatMap(([list, pattern]) => {
    const at = sentence.search(pattern);
    return at < 0 ? [] : [{ list, at }];
  }).sort((a, b) => a.at - b.at);
  return (op === "remove" ? found[0] : found.at(-1))?.list ?? null;
}

function countsIn(words: string): number[] {
  const bare = words.replace(/(?<!§)§+\s*[\d.]+|⟦\d+⟧/g, " ");
  return [...bare.matchAll(COUNTS)].flatMap(([count]) => readCount(count) ?? []);
}

function fits(members: readonly Member[], counts: readonly number[]): boolean {
  const [, ...parts] = counts;
  const sums = [...counts, counts.reduce((a, b) => a + b, 0), parts.reduce((a, b) => a + b, 0)];
  return sums.includes(sizeOf(members)) || sums.includes(members.length);
}

function sizeOf(members: readonly Member[]): number {
  return new Set(members.map(({ party }) => party)).size;
}

/** If only some entries of a party are meant, the returned party has only those. */
function asParties(members: readonly Member[]): readonly Party[] {
  const byParty = Map.groupBy(members, ({ party }) => party);
  return [...byParty].map(([party, own]) => {
    const indexes = own.flatMap(({ entryIndex }) => entryIndex ?? []);
    return indexes.length === party.entryIndexes.length
      ? party
      : { ...party, entryIndexes: indexes };
  });
}

function entryMembers(
  amendments: readonly Amendment[],
  entries: readonly Entry[],
  parties: readonly Party[],
): Member[] {
  const ops = new Map(
    amendments.flatMap(({ op, entryIndexes }) => entryIndexes.map((at) => [at, op] as const)),
  );
  const owners = new Map(
    parties.flatMap((party) => party.entryIndexes.map((at) => [at, party] as const)),
  );
  return entries.map((entry, at) => {
    const op = ops.get(at) ?? "add";
    const isAddress = entry.kind === "address";
    const party = owners.get(at) ?? { name: entry.name, entryIndexes: [at], ops: new Set([op]) };
    const place = { heading: entry.destination, country: entry.country };
    return { party, entryIndex: at, isAddress, op, list: entry.list, place };
  });
}

function removed(amendments: readonly Amendment[], parties: readonly Party[]): Member[] {
  const byName = new Map(parties.map((party) => [textKey(party.name), party]));
  return amendments.flatMap(({ op, list, destination, names, entryIndexes }) => {
    if (op !== "remove" && entryIndexes.length > 0) return [];
    return names.flatMap((name) => {
      const party = byName.get(textKey(name));
      const place = { heading: destination, country: countryOfDestination(destination) };
      return party === undefined
        ? []
        : [{ party, entryIndex: null, isAddress: false, op, list, place }];
    });
  });
}
