/** Puts the tokens of one instruction together to clauses: one operation on some entries under some destinations. */

import type { AmendmentOp } from "../../model/rule.ts";
import type { Token } from "./tokens.ts";

/** `unknown`: a verb that is none of the operations. */
export type ClauseOp = AmendmentOp | "unknown";

/** What an instruction takes from those before it, and leaves to those after it. */
export interface Carried {
  readonly op: ClauseOp | null;
  readonly destinations: readonly string[];
  /** All of it happens inside an entry named already. */
  readonly within: boolean;
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
}

interface Draft extends Clause {
  /** Its destination came after its names, or its verb did: nothing more belongs to it. */
  complete: boolean;
  becomes: boolean;
  /** It speaks of an alias or an address. */
  ofPart: boolean;
}

export class ClauseReader {
  readonly #clauses: Draft[] = [];
  readonly #carried: Carried;
  #op: ClauseOp | null;
  #destinations: readonly string[];
  #clause: Draft;
  /** Names are no entries of their own: they say how one changes. */
  #detail = false;
  #within: boolean;
  #limited = false;

  constructor(carried: Carried) {
    this.#carried = carried;
    this.#op = carried.op;
    this.#destinations = carried.destinations;
    this.#within = carried.within;
    this.#detail = carried.within;
    this.#clause = this.#newClause();
  }

  /** Each clause, and what is carried on to the paragraphs below. `limited`: not all of it is meant, or not it alone. */
  read(tokens: readonly Token[]): {
    clauses: readonly Clause[];
    carried: Carried;
    limited: boolean;
  } {
    tokens.forEach((token, at) => {
      this.#take(token, tokens.slice(at + 1));
    });
    this.#clauses.push(this.#clause);
    const carried = { op: this.#op, destinations: this.#destinations, within: this.#within };
    // "Removing “A” and the alias “B”": the entries may stay.
    const limited =
      this.#limited || this.#clauses.some((clause) => clause.ofPart && takesAway(clause));
    return { clauses: this.#clauses, carried, limited };
  }

  #take(token: Token, next: readonly Token[]): void {
    if (token.kind === "verb") this.#takeVerb(token.op ?? "unknown", token.passive, next);
    else if (token.kind === "destination") this.#takeDestination(token, next);
    else if (token.kind === "within") this.#enterEntry();
    else if (token.kind === "amendedBy") this.#amendEntry();
    else if (token.kind === "detail") this.#detail = isFilled(this.#clause);
    else if (token.kind === "becomes") this.#clause.becomes = isFilled(this.#clause);
    else if (token.kind === "limit") this.#limit(token.of);
    else if (this.#detail) return;
    else if (token.kind === "entries") this.#takeNoun();
    else this.#takeEntry(token);
  }

  #takeVerb(op: ClauseOp, passive: boolean, next: readonly Token[]): void {
    if (passive) {
      this.#takePassive(op);
      return;
    }
    const [object] = next;
    const isOfEntries =
      object?.kind === "entries" || (object?.kind === "count" && !object.addresses);
    if (this.#within && !isOfEntries) {
      this.#detail = true;
      return;
    }
    this.#within = false;
    this.#detail = false;
    if (isFilled(this.#clause) || (this.#clause.entries && this.#clause.hasVerb)) {
      this.#startClause();
    }
    this.#op = op;
    this.#clause.op = op;
    this.#clause.hasVerb = true;
  }

  /** "Entries for “A” and “B” are added": the verb is about the names before it that have none. */
  #takePassive(op: ClauseOp): void {
    if (this.#within) return;
    for (const clause of [...this.#clauses, this.#clause]) {
      if (clause.hasVerb || !(isFilled(clause) || clause.entries)) continue;
      clause.op = op;
      clause.hasVerb = true;
      clause.complete = true;
    }
    if (!isFilled(this.#clause)) this.#op = op;
  }

  #takeDestination(
    { destinations, attached }: Token & { kind: "destination" },
    next: readonly Token[],
  ): void {
    const clause = this.#clause;
    const isMoved = clause.op === "redesignate" && isFilled(clause);
    if (isMoved && (clause.becomes || clause.complete) && destinations.length === 1) {
      clause.newDestination = destinations[0] ?? null;
      return;
    }
    const isLast = !next.some(
      ({ kind }) => kind === "name" || kind === "count" || kind === "entries",
    );
    if (isFilled(clause) && (attached ?? (isLast || !this.#leads()))) {
      clause.destinations = destinations;
      clause.complete = true;
      // "Removing “A” and adding “B” in its place under IRAN": both stand there.
      for (const before of this.#clauses) {
        if (before.destinations.length === 0) before.destinations = destinations;
      }
      return;
    }
    if (isFilled(clause)) this.#startClause();
    this.#within = false;
    this.#detail = false;
    this.#destinations = destinations;
    this.#clause.destinations = destinations;
  }

  /** The paragraph's destinations come before the names: "Under IRAN, “A”, under IRAQ, “B”". */
  #leads(): boolean {
    return this.#destinations !== this.#carried.destinations;
  }

  #enterEntry(): void {
    if (isFilled(this.#clause)) this.#startClause();
    this.#clause.op = "revise";
    this.#clause.hasVerb = true;
    this.#within = true;
    this.#detail = false;
  }

  /** "Supplement no. 4 is amended by" has no entry before it, and says nothing yet. */
  #amendEntry(): void {
    if (this.#clause.names.length === 0 || this.#clause.hasVerb) return;
    this.#clause.op = "revise";
    this.#clause.hasVerb = true;
    this.#within = true;
    this.#detail = true;
  }

  #limit(of: "time" | "entries" | "part"): void {
    // "Revising the entry for “A” to add only one alias": its row shows the whole entry.
    const isShown = this.#detail && !takesAway(this.#clause);
    if (of === "part") this.#clause.ofPart = true;
    else if (of === "time" || !isShown) this.#limited = true;
  }

  #takeNoun(): void {
    // "Two entities under IRAN and an entry for “B” under IRAQ".
    if (this.#clause.complete && this.#clause.names.length === 0) this.#startClause();
    this.#clause.entries = true;
  }

  #takeEntry(token: Token & { kind: "name" | "count" }): void {
    const { becomes, names, newNames, newDestination } = this.#clause;
    const isNewName = becomes && newDestination === null && newNames.length < names.length;
    if (isNewName && token.kind === "name") {
      newNames.push(token.name);
      return;
    }
    // "Adding two entities under China: “A” and “B”": the names are those counted.
    const isCounted = token.kind === "name" && names.length === 0 && this.#clause.count !== null;
    if (isCounted) this.#clause.complete = false;
    // "“A” and “B” (two entries)" against "“A” and three entities".
    const countsOthers = token.kind === "count" && names.length > 0 && token.count !== names.length;
    if (this.#clause.complete || becomes || countsOthers) this.#startClause();
    if (token.kind === "name") this.#clause.names.push(token.name);
    else this.#clause.count = (this.#clause.count ?? 0) + token.count;
  }

  #startClause(): void {
    this.#clauses.push(this.#clause);
    this.#clause = this.#newClause();
  }

  #newClause(): Draft {
    return {
      op: this.#op,
      destinations: this.#destinations,
      names: [],
      count: null,
      newNames: [],
      newDestination: null,
      entries: false,
      hasVerb: false,
      complete: false,
      becomes: false,
      ofPart: false,
    };
  }
}

/** No row shows what is left of its entries. */
function takesAway({ op }: Clause): boolean {
  return op === "remove" || op === "redesignate";
}

export function isFilled(clause: Clause): boolean {
  return clause.names.length > 0 || clause.count !== null;
}
