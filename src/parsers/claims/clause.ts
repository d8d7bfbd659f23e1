/** A clause of a summary: an operation, its objects, their list, and their destinations. */

import type { ListCode } from "../../model/entry.ts";
import type { CountPhrase } from "./counts.ts";
import type { Place } from "./places.ts";
import type { Operation } from "./verbs.ts";

/** Destinations and the count before them. */
export interface Group {
  readonly count: number | null;
  readonly noun: CountPhrase["noun"];
  /** Entries given in addition to the count: `five entities under six entries`. */
  readonly entries: number | null;
  readonly isEach: boolean;
  /** `the other five`: the rest that the other groups leave. */
  readonly isRest: boolean;
  readonly places: readonly Place[];
}

/** Filled while the sentence is read. */
export interface Clause {
  /** Null if the clause only refers to an earlier claim: `these entities are located in`. */
  operation: Operation | null;
  list: ListCode | null;
  /** The list is named with `to`, `from` or `on`. */
  isOfList: boolean;
  /** The target list of a move. */
  target: ListCode | null;
  /** It is about another list or program. */
  isOfProgram: boolean;
  parties: number | null;
  entries: number | null;
  addresses: number | null;
  /** A number without a noun: `revises one and adds one entity`. */
  bare: number | null;
  /** The number of an earlier claim, repeated: `these 19 entities`. */
  repeated: number | null;
  /** The noun in `these entities`. */
  repeatedNoun: CountPhrase["noun"];
  /** `are listed under`: it describes entries on a list. */
  isListing: boolean;
  /** Parties named instead of counted: `adding Acme Co.`, `the entry for Acme`. */
  named: number;
  groups: Group[];
  /** It refers to an earlier claim and claims nothing itself. */
  isBack: boolean;
  /** It begins with a count that a passive verb may claim: `Ten entities under 12 entries are added`. */
  isTentative: boolean;
  /** It is not an act of this rule. */
  isOthers: boolean;
  /** Its verb takes objects of any kind. */
  isWeak: boolean;
  /** `the addition of five entities`. */
  isNominal: boolean;
  /** `to add an alias`, `by adding two addresses`: how an entry is revised. */
  isMeans: boolean;
  /** Its object is a part of entries: aliases, a footnote. */
  hasPart: boolean;
  /** Its object is `the entries`; `for two entities` gives their number. */
  isOfEntries: boolean;
  /** Its object is `the names of`. */
  isOfNames: boolean;
  /** A colon or `consisting of` precedes: the parts of its object follow. */
  isBrokenDown: boolean;
  /** One of its counts was not taken for its object. */
  hasUnplacedCount: boolean;
  /** Its object is a number of something other than parties and entries. */
  countsOther: boolean;
  /** Its object is already on a list. */
  isListed: boolean;
  /** `also`, `in addition`: it adds to earlier claims. */
  isMore: boolean;
  /** `including`: the destinations may cover only some of the objects. */
  isPartial: boolean;
  /** Descriptions of what was not understood. */
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
    repeated: null,
    repeatedNoun: null,
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
    hasUnplacedCount: false,
    countsOther: false,
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

/** Adds a count to the clause; an inexact number is noted as unread and not added. */
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
export const NAMED_BESIDE = "a named party in addition to the counted ones";
