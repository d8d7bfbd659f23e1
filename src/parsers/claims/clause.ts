/** A clause of a summary: an operation, what it is done to, on which list, and under which destinations. */

import type { ListCode } from "../../model/entry.ts";
import type { CountPhrase } from "./counts.ts";
import type { Place } from "./places.ts";
import type { Operation } from "./verbs.ts";

/** Destinations, and the count that stands before them. */
export interface Group {
  readonly count: number | null;
  readonly noun: CountPhrase["noun"];
  /** The entries beside the count: `five entities under six entries`. */
  readonly entries: number | null;
  readonly isEach: boolean;
  /** `the other five`: what the other groups leave. */
  readonly isRest: boolean;
  readonly places: readonly Place[];
}

/** Filled while the sentence is read. */
export interface Clause {
  /** Null where the clause only speaks of what was claimed before: `these entities are located in`. */
  operation: Operation | null;
  list: ListCode | null;
  /** The list is named with `to`, `from` or `on`. */
  isOfList: boolean;
  /** Of a move, the list that is moved to. */
  target: ListCode | null;
  /** It is about another list or program. */
  isOfProgram: boolean;
  parties: number | null;
  entries: number | null;
  addresses: number | null;
  /** A number without a noun: `revises one and adds one entity`. */
  bare: number | null;
  /** The number said again of what was counted before: `these 19 entities`. */
  said: number | null;
  /** What `these entities` are called. */
  saidNoun: CountPhrase["noun"];
  /** `are listed under`: it speaks of what stands on a list. */
  isListing: boolean;
  /** Parties named instead of counted: `adding Acme Co.`, `the entry for Acme`. */
  named: number;
  groups: Group[];
  /** It claims nothing by itself, and speaks of what was claimed before. */
  isBack: boolean;
  /** It counts something before any verb, which a passive verb may claim: `Ten entities under 12 entries are added`. */
  isTentative: boolean;
  /** Another rule does it, or nobody. */
  isOthers: boolean;
  /** Its verb takes objects of any kind. */
  isWeak: boolean;
  /** `the addition of five entities`. */
  isNominal: boolean;
  /** `to add an alias`, `by adding two addresses`: how an entry is revised. */
  isMeans: boolean;
  /** Its object is a part of entries: aliases, a footnote. */
  hasPart: boolean;
  /** Its object is `the entries`, of which `for two entities` tells the number. */
  isOfEntries: boolean;
  /** Its object is `the names of`. */
  isOfNames: boolean;
  /** Behind a colon or `consisting of`: what follows is what its object is made of. */
  isBrokenDown: boolean;
  /** A count beside it was not taken for its object. */
  hasLost: boolean;
  /** Its object is a number of something that is neither party nor entry. */
  isOfOther: boolean;
  /** Its object stands on a list already. */
  isListed: boolean;
  /** `also`, `in addition`: it adds to what was claimed before. */
  isMore: boolean;
  /** `including`: the destinations may be those of some only. */
  isPartial: boolean;
  /** What was not understood, in words. */
  unread: string[];
  /** The sentence. */
  text: string;
}

export function emptyClause(text: string): Clause {
  return {
    operation: null,
    list: null,
    isOfList: false,
    target: null,
    isOfProgram: false,
    parties: null,
    entries: null,
    addresses: null,
    bare: null,
    said: null,
    saidNoun: null,
    isListing: false,
    named: 0,
    groups: [],
    isBack: false,
    isTentative: false,
    isOthers: false,
    isWeak: false,
    isNominal: false,
    isMeans: false,
    hasPart: false,
    isOfEntries: false,
    isOfNames: false,
    isBrokenDown: false,
    hasLost: false,
    isOfOther: false,
    isListed: false,
    isMore: false,
    isPartial: false,
    unread: [],
    text,
  };
}

export function hasObject({ parties, entries, addresses, bare, isBack }: Clause): boolean {
  return isBack || (parties ?? entries ?? addresses ?? bare) !== null;
}

export function countsOnlyAddresses({ parties, entries, addresses }: Clause): boolean {
  return addresses !== null && (parties ?? entries) === null;
}

/** Adds a counted noun to what the clause counts; an inexact number is noted and not added. */
export function addCount(clause: Clause, count: CountPhrase): void {
  clause.isListed ||= count.isListed;
  clause.isMore ||= count.isMore;
  clause.list ??= count.list;
  if (count.isUnread) {
    clause.unread.push(INEXACT);
    return;
  }
  const { value } = count;
  if (value === null) return;
  if (count.noun === "entry") clause.entries = (clause.entries ?? 0) + value;
  else if (count.noun === "address") clause.addresses = (clause.addresses ?? 0) + value;
  else clause.parties = (clause.parties ?? 0) + value;
}

export const INEXACT = "an inexact count";
export const NAMED_BESIDE = "a party that is named beside those that are counted";
