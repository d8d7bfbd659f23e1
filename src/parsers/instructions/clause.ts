/** A clause of an instruction: one operation on some entries under some destinations. */

import type { AmendmentOp } from "../../model/reading/rule.ts";

/** `unknown`: a verb that is none of the operations. */
export type ClauseOp = AmendmentOp | "unknown";

/** What an instruction takes from those before it, and leaves to those after it. */
export interface Carried {
  readonly op: ClauseOp | null;
  readonly destinations: readonly string[];
  /** All of it happens inside an entry named already. */
  readonly within: boolean;
  /** The destinations are those of the instruction before it, which need not hold here. */
  readonly lent: boolean;
  /** So is the verb. */
  readonly opLent: boolean;
}

export interface Clause {
  op: ClauseOp | null;
  destinations: readonly string[];
  readonly names: string[];
  count: number | null;
  /** How a redesignated entry is called, and where it stands, afterwards. */
  readonly newNames: string[];
  newDestination: string | null;
  /** A noun says that entries are meant: `an entry for`, `one Iranian entity`. */
  entries: boolean;
  /** The paragraph itself says what is done, not one before it. */
  hasVerb: boolean;
  /** The clause names its destinations itself. */
  own: boolean;
  /** Its destination is the heading of a country, added or removed itself. */
  heading: boolean;
  /** It holds nowhere but under destinations that it names itself. */
  needsOwn: boolean;
  /** Its destinations are those of the instruction before it. */
  lent: boolean;
  /** Where it has no verb itself, its verb is that of the instruction before it. */
  opLent: boolean;
  /** "the Pakistani entity": they should be those of its destination. */
  people: string | null;
  /** Its n-th name stands under its n-th destination. */
  paired: boolean;
  /** Words of it that are not understood. */
  readonly unknown: string[];
  /** Clauses of one number are executed together or not at all; null where it stands for itself. */
  group: number | null;
}

/** What one paragraph says. */
export interface ReadClauses {
  readonly clauses: readonly Clause[];
  /** What is carried on to the paragraphs below. */
  readonly carried: Carried;
  /** Not all of it is meant, or not it alone. */
  readonly limited: boolean;
}

/** A clause that is still being read. */
export interface Draft extends Clause {
  /** Its destination came after its names, or its verb did: nothing more belongs to it. */
  complete: boolean;
  becomes: boolean;
  /** It speaks of an alias or an address. */
  ofPart: boolean;
  /** Its verb is about a footnote, a column or words. */
  ofThing: boolean;
  /** It changes a part of its entries: "removing two aliases from the entry for “A”". */
  changesPart: boolean;
  /** Its entries go to another destination. */
  movesOut: boolean;
}

export function newDraft(
  op: ClauseOp | null,
  destinations: readonly string[],
  lent: boolean,
  opLent: boolean,
): Draft {
  return {
    op,
    destinations,
    names: [],
    count: null,
    newNames: [],
    newDestination: null,
    entries: false,
    hasVerb: false,
    own: false,
    needsOwn: false,
    lent,
    opLent,
    people: null,
    paired: false,
    unknown: [],
    group: null,
    complete: false,
    becomes: false,
    heading: false,
    ofPart: false,
    ofThing: false,
    changesPart: false,
    movesOut: false,
  };
}

/** No row shows what is left of its entries. */
export function takesAway({ op }: Clause): boolean {
  return op === "remove" || op === "redesignate";
}

export function isFilled(clause: Clause): boolean {
  return clause.names.length > 0 || clause.count !== null;
}
