/** A clause of an instruction: one operation on some entries under some destinations. */

import type { AmendmentOp } from "../../model/reading/rule.ts";

/** `unknown`: a verb that is not one of the operations. */
export type ClauseOp = AmendmentOp | "unknown";

/** Context that an instruction inherits from earlier ones and passes on to later ones. */
export interface Carried {
  readonly op: ClauseOp | null;
  readonly destinations: readonly string[];
  /** The instruction changes an entry that was already named. */
  readonly within: boolean;
  /** The destinations come from the previous instruction and may not apply here. */
  readonly lent: boolean;
  /** The verb comes from the previous instruction and may not apply here. */
  readonly opLent: boolean;
}

export interface Clause {
  op: ClauseOp | null;
  destinations: readonly string[];
  readonly names: string[];
  count: number | null;
  /** The name and the destination of a redesignated entry after the amendment. */
  readonly newNames: string[];
  newDestination: string | null;
  /** A noun shows that entries are meant: `an entry for`, `one Iranian entity`. */
  entries: boolean;
  /** The verb stands in this paragraph, not in an earlier one. */
  hasVerb: boolean;
  /** The clause names its destinations itself. */
  own: boolean;
  /** The destination is itself the object: a country heading that is added or removed. */
  heading: boolean;
  /** The clause applies only under destinations that it names itself. */
  needsOwn: boolean;
  /** The destinations come from the previous instruction. */
  lent: boolean;
  /** If the clause has no verb, its verb comes from the previous instruction. */
  opLent: boolean;
  /** The nationality in "the Pakistani entity", which should match the destination. */
  people: string | null;
  /** The n-th name belongs to the n-th destination. */
  paired: boolean;
  /** Words that are not understood. */
  readonly unknown: string[];
  /** Clauses with the same number are executed together or not at all; null for an independent clause. */
  group: number | null;
}

/** The clauses of one paragraph. */
export interface ReadClauses {
  readonly clauses: readonly Clause[];
  /** Context for the paragraphs below. */
  readonly carried: Carried;
  /** The paragraph narrows or widens what its clauses say, so they cannot be executed. */
  readonly limited: boolean;
}

/** A clause that is still being read. */
export interface Draft extends Clause {
  /** Its destination or its verb came after its names, so no further name belongs to it. */
  complete: boolean;
  /** "as an entry", "to read": the new state follows. */
  becomes: boolean;
  /** It mentions an alias or an address. */
  ofPart: boolean;
  /** The object of its verb is a footnote, a column or words. */
  ofThing: boolean;
  /** It changes a part of its entries: "removing two aliases from the entry for “A”". */
  changesPart: boolean;
  /** Its entries move to another destination. */
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

/** No row shows the result of a removal or redesignation. */
export function takesAway({ op }: Clause): boolean {
  return op === "remove" || op === "redesignate";
}

export function isFilled(clause: Clause): boolean {
  return clause.names.length > 0 || clause.count !== null;
}
