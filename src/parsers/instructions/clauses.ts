/** Builds clauses from the tokens of one instruction: one operation on some entries under some destinations. */

import {
  type Carried,
  type ClauseOp,
  type Draft,
  isFilled,
  newDraft,
  type ReadClauses,
  takesAway,
} from "./clause.ts";
import { countsOthers, howItChanges, isAdditionOfHeading, isWhereTo } from "./clause-rules.ts";
import { isSamePlace } from "./destinations.ts";
import type { DestinationToken, Token, VerbToken } from "./tokens.ts";

export class ClauseReader {
  readonly #clauses: Draft[] = [];
  readonly #carried: Carried;
  #op: ClauseOp | null;
  #destinations: readonly string[];
  #clause: Draft;
  /** The following names are not entries: they say how an entry changes. */
  #detail = false;
  #within: boolean;
  #limited = false;
  #groups = 0;

  constructor(carried: Carried) {
    this.#carried = carried;
    this.#op = carried.op;
    this.#destinations = carried.destinations;
    this.#within = carried.within;
    this.#detail = carried.within;
    this.#clause = this.#newClause();
  }

  read(tokens: readonly Token[]): ReadClauses {
    tokens.forEach((token, at) => {
      this.#take(token, () => tokens.slice(at + 1));
    });
    this.#clauses.push(this.#clause);
    const carried = {
      op: this.#op,
      destinations: this.#destinations,
      within: this.#within,
      lent: this.#carried.lent && !this.#leads(),
      opLent: this.#carried.opLent && this.#op === this.#carried.op,
    };
    // "Removing “A” and the alias “B”": the entries may stay. "Adding footnote 4 to “A”": A itself is not added.
    const isPart = (clause: Draft) =>
      (clause.ofPart && takesAway(clause)) ||
      (clause.ofThing && isFilled(clause) && clause.op !== "revise" && clause.op !== "correct");
    const limited = this.#limited || this.#clauses.some(isPart);
    return { clauses: this.#clauses, carried, limited };
  }

  #take(token: Token, next: () => readonly Token[]): void {
    if (token.kind === "verb") this.#takeVerb(token, next());
    else if (token.kind === "destination") this.#takeDestination(token, next());
    else if (token.kind === "within") this.#enterEntry();
    else if (token.kind === "amendedBy") this.#amendEntry();
    else if (token.kind === "detail") this.#detail ||= isFilled(this.#clause);
    else if (token.kind === "becomes") this.#become(next());
    else if (token.kind === "limit") this.#limit(token.of);
    else if (this.#detail) return;
    else if (token.kind === "paired") this.#clause.paired = true;
    else if (token.kind === "unknown") this.#clause.unknown.push(token.word);
    else if (token.kind === "thing") this.#clause.ofThing ||= !isFilled(this.#clause);
    else if (token.kind === "replaces") this.#replace();
    else if (token.kind === "same") this.#takeSame();
    else if (token.kind === "entries") this.#takeNoun(token.people);
    else this.#takeEntry(token);
  }

  #takeVerb(token: VerbToken, next: readonly Token[]): void {
    const op = token.op ?? "unknown";
    if (token.passive) {
      this.#takePassive(op);
      return;
    }
    const object = next.find(({ kind }) => kind !== "unknown");
    const isOfEntries =
      object?.kind === "entries" || (object?.kind === "count" && !object.addresses);
    const saysHow = token.by === "how" && (!isOfEntries || token.part);
    if (this.#within && (saysHow || !isOfEntries)) {
      this.#detail = true;
      return;
    }
    if (this.#entersRevision(token, saysHow, next)) return;
    this.#within = false;
    this.#detail = false;
    if (isFilled(this.#clause) || (this.#clause.entries && this.#clause.hasVerb)) {
      this.#startClause();
    }
    this.#op = op;
    this.#clause.op = op;
    this.#clause.hasVerb = true;
    this.#clause.changesPart = token.part && op !== "unknown";
  }

  /** "Revising the entry for “A” by removing “B”": it says how the entry changes. */
  #entersRevision(token: VerbToken, saysHow: boolean, next: readonly Token[]): boolean {
    const change = howItChanges(this.#clause, token, saysHow, next);
    if (change === "unclear") this.#limited = true;
    if (change === null || change === "unclear") return false;
    this.#within = change === "all that follows";
    this.#detail = true;
    return true;
  }

  /** "Entries for “A” and “B” are added": the verb applies to the names before it that have no verb. */
  #takePassive(op: ClauseOp): void {
    if (this.#within) return;
    const subjects = [...this.#clauses, this.#clause].filter((clause) => {
      return !clause.hasVerb && (isFilled(clause) || clause.entries);
    });
    // "The entry for “A” is removed, and it is added under IRAQ": the second verb names no entry.
    if (subjects.length === 0 && isFilled(this.#clause)) this.#limited = true;
    for (const clause of subjects) {
      clause.op = op;
      clause.hasVerb = true;
      clause.complete = true;
    }
    if (!isFilled(this.#clause)) this.#op = op;
  }

  #takeDestination(token: DestinationToken, next: readonly Token[]): void {
    const { destinations, attached, heading } = token;
    const clause = this.#clause;
    if (isWhereTo(clause, token, next)) {
      clause.newDestination = destinations[0] ?? null;
      return;
    }
    const isLast = !next.some(
      ({ kind }) => kind === "name" || kind === "count" || kind === "entries" || kind === "same",
    );
    if (!isFilled(clause)) this.#lead(token);
    else if (heading && attached === false && isLast) this.#closeWithHeading(destinations);
    else if (attached ?? (isLast || !this.#leads())) this.#attach(destinations);
    else {
      this.#startClause();
      this.#lead(token);
    }
  }

  /** "“A” under IRAN": the destination applies to the names before it. */
  #attach(destinations: readonly string[]): void {
    const clause = this.#clause;
    const isOther =
      clause.complete && clause.own && !isSamePlace(clause.destinations, destinations);
    if (isOther) this.#limited = true;
    clause.destinations = destinations;
    clause.own = true;
    clause.complete = true;
    // "Removing “A” and adding “B” in its place under IRAN": both are under IRAN.
    for (const before of this.#clauses) {
      if (before.destinations.length > 0 || before.movesOut) continue;
      before.destinations = destinations;
      before.own = true;
    }
  }

  /** "Under IRAN, “A”": the destination applies to the names after it. */
  #lead({ destinations, heading }: DestinationToken): void {
    const clause = this.#clause;
    // "Removing the heading for IRAN and, under IRAQ, “A”": the entries to remove under IRAN are not named.
    if (clause.own && clause.hasVerb && !isAdditionOfHeading(clause)) {
      if (!isSamePlace(clause.destinations, destinations)) this.#limited = true;
    }
    this.#within = false;
    this.#detail = false;
    this.#destinations = destinations;
    clause.destinations = destinations;
    clause.own = true;
    clause.heading = heading;
  }

  /** "Removing the entry for “A” and the heading IRAN": A is under IRAN. */
  #closeWithHeading(destinations: readonly string[]): void {
    const clause = this.#clause;
    if (clause.own || clause.destinations.length > 0) {
      const isThere = isSamePlace(clause.destinations, destinations);
      if (isThere) return;
      if (clause.own || !this.#carried.lent) {
        this.#limited = true;
        return;
      }
    }
    clause.destinations = destinations;
    clause.own = true;
    clause.complete = true;
  }

  /** Whether the paragraph puts destinations before names: "Under IRAN, “A”, under IRAQ, “B”". */
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

  /** Without an entry before it, as in "Supplement no. 4 is amended by", the phrase says nothing yet. */
  #amendEntry(): void {
    if (this.#clause.names.length === 0 || this.#clause.hasVerb) return;
    this.#clause.op = "revise";
    this.#clause.hasVerb = true;
    this.#within = true;
    this.#detail = true;
  }

  #become(next: readonly Token[]): void {
    const clause = this.#clause;
    // "Revising the license requirement for “A” to read “For all items”"
    if (clause.changesPart && isFilled(clause)) this.#detail = true;
    else if (isFilled(clause)) clause.becomes = true;
    // "Revising the heading IRAN to read “PERSIA”" changes no entry.
    else if (clause.heading && next[0]?.kind === "name") this.#limited = true;
  }

  #limit(of: "time" | "entries" | "part"): void {
    // "Revising the entry for “A” to add only one alias": its row shows the complete entry.
    const isShown = this.#detail && !takesAway(this.#clause);
    if (of === "part") this.#clause.ofPart = true;
    else if (of === "time" || !isShown) this.#limited = true;
  }

  /** "Removing “A” and adding in its place “B”": if B has no row, only words were replaced, and A stays. */
  #replace(): void {
    const before = this.#clauses.at(-1);
    if (this.#clause.op !== "add" || before === undefined || !takesAway(before)) return;
    this.#join(before);
  }

  /** "Removing the entry for “A” under IRAN and adding it under IRAQ" */
  #takeSame(): void {
    const before = this.#clauses.at(-1);
    const { op, names } = this.#clause;
    const isMove = before?.op === "remove" && op === "add" && names.length === 0;
    if (!isMove || before.names.length === 0) {
      this.#limited = true;
      return;
    }
    names.push(...before.names);
    this.#clause.needsOwn = true;
    before.movesOut = true;
    this.#join(before);
  }

  #join(before: Draft): void {
    this.#groups += 1;
    before.group = this.#groups;
    this.#clause.group = this.#groups;
  }

  #takeNoun(people: string | null): void {
    // "Two entities under IRAN and an entry for “B” under IRAQ".
    if (this.#clause.complete && this.#clause.names.length === 0) this.#startClause();
    this.#clause.entries = true;
    this.#clause.ofThing = false;
    this.#clause.people = people ?? this.#clause.people;
  }

  #takeEntry(token: Token & { kind: "name" | "count" }): void {
    const { becomes, names, newNames, newDestination } = this.#clause;
    if (token.kind === "count") {
      // "“A”, with one alias and two addresses"
      this.#clause.ofPart ||= token.addresses && names.length > 0;
      if (token.addresses && names.length > 0) return;
      this.#clause.ofThing = false;
    }
    const isNewName = becomes && newDestination === null && newNames.length < names.length;
    if (isNewName && token.kind === "name") {
      newNames.push(token.name);
      return;
    }
    // "Adding two entities under China: “A” and “B”", "the following entries are added: “A”": the names are the entries.
    const isFirst = token.kind === "name" && names.length === 0;
    if (isFirst && (this.#clause.count !== null || this.#clause.entries)) {
      this.#clause.complete = false;
    }
    if (this.#clause.complete || becomes || countsOthers(names, token)) this.#startClause();
    if (token.kind === "name") this.#clause.names.push(token.name);
    else this.#clause.count = (this.#clause.count ?? 0) + token.count;
  }

  #startClause(): void {
    this.#clauses.push(this.#clause);
    this.#clause = this.#newClause();
  }

  #newClause(): Draft {
    const { lent, opLent } = this.#carried;
    return newDraft(this.#op, this.#destinations, lent && !this.#leads(), opLent);
  }
}
