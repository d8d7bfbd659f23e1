/** Reads amendatory instructions (`AMDPAR`): which entries of which list a rule adds, revises or removes. */

import type { ListCode } from "../model/entry.ts";
import type { AmendmentOp, Problem } from "../model/rule.ts";
import { readInstructionTokens, type Token } from "./instruction-tokens.ts";
import { listOfSupplement } from "./list-supplement.ts";

/** One operation under one destination. */
export interface Instruction {
  readonly op: AmendmentOp;
  readonly list: ListCode;
  readonly destination: string;
  readonly names: readonly string[];
  /** `one Iranian entity`: a count stands where names would. */
  readonly count: number | null;
  readonly text: string;
}

const AUTHORITY = /\bauthority citations?\b/i;
const OTHER_PLACE =
  /^(?:\(?\w{1,4}[.)]\s*)?(?:section|§|part \d|appendix|in (?:section|§)|amend (?:section|§)|revise (?:section|§))/i;
const SUPPLEMENT = /\bsupp(?:lement|\.)?\s+no\.?\s*(\d+)(?:\s+to\s+(?:this\s+)?part\s+(\d+))?/i;
/** `2. Supplement No. 4 to part 744 is amended:`, `The additions read as follows:`. */
const CONTEXT_ONLY = /(?::|—|is amended(?: as follows)?[.:]?|reads? as follows:?)\s*$/i;

interface Clause {
  op: AmendmentOp | null;
  destination: string | null;
  names: string[];
  count: number | null;
  /** Its destination came after its names: nothing more belongs to it. */
  placed: boolean;
  /** A noun or name says that entries are meant: `an entry for`, `one Iranian entity`. */
  entries: boolean;
}

/** Reads the paragraphs of one rule in order: supplement, destination and verb carry from one to the next. */
export class InstructionReader {
  readonly instructions: Instruction[] = [];
  readonly problems: Problem[] = [];
  #list: ListCode | null = null;
  #destination: string | null = null;
  #op: AmendmentOp | null = null;

  /** The list that the paragraphs read so far are about; null where they are about something else. */
  get list(): ListCode | null {
    return this.#list;
  }

  /** `part` is the CFR part of the enclosing `REGTEXT`; null where it does not say. */
  read(text: string, part: string | null): void {
    if (AUTHORITY.test(text)) return;
    this.#findPlace(text, part);
    if (this.#list === null) return;
    const tokens = readInstructionTokens(text);
    const clauses = this.#readClauses(tokens);
    const read = clauses.filter((clause) => this.#emit(clause, text));
    const silent = tokens.every(({ kind }) => kind !== "names" && kind !== "count");
    if (read.length === 0 && !(silent && this.#isContext(text, tokens))) this.#reportUnread(text);
  }

  #findPlace(text: string, part: string | null): void {
    const supplement = SUPPLEMENT.exec(text);
    if (supplement === null) {
      if (OTHER_PLACE.test(text)) this.#list = null;
      return;
    }
    const inPart = supplement[2] ?? part ?? "744";
    const list = listOfSupplement(`Supplement No. ${supplement[1]} to part ${inPart}`);
    if (list !== this.#list || CONTEXT_ONLY.test(text)) {
      this.#destination = null;
      this.#op = null;
    }
    this.#list = list;
  }

  #readClauses(tokens: readonly Token[]): Clause[] {
    const clauses: Clause[] = [];
    let clause = this.#newClause();
    let place: Place | null = null;
    for (const token of tokens) {
      // "…removing the entries for “A” and “B” under RUSSIA": one paragraph keeps to one order.
      if (token.kind === "destination") place ??= isFilled(clause) ? "after names" : "before names";
      if (startsAnother(token, clause, place)) {
        clauses.push(clause);
        clause = this.#newClause();
      }
      this.#take(token, clause);
    }
    clauses.push(clause);
    return clauses;
  }

  /** Verb and destination are carried on to the clauses and paragraphs that follow. */
  #take(token: Token, clause: Clause): void {
    if (token.kind === "verb") {
      this.#op = token.op;
      clause.op = token.op;
    } else if (token.kind === "destination") {
      this.#destination = token.destination;
      clause.placed = isFilled(clause);
      clause.destination = token.destination;
    } else if (token.kind === "entries") clause.entries = true;
    else if (token.kind === "names") clause.names.push(token.name);
    else clause.count = token.count;
  }

  #newClause(): Clause {
    const { op, destination } = { op: this.#op, destination: this.#destination };
    return { op, destination, names: [], count: null, placed: false, entries: false };
  }

  #emit({ op, destination, names, count, entries }: Clause, text: string): boolean {
    const list = this.#list;
    if (list === null || op === null || destination === null) return false;
    if (names.length === 0 && (count === null || op === "remove")) {
      // "by adding in alphabetical order an entry for Acme Works": the row will tell the name.
      if (!entries || op === "remove" || CONTEXT_ONLY.test(text)) return false;
    }
    this.instructions.push({ op, list, destination, names, count, text });
    return true;
  }

  #isContext(text: string, tokens: readonly Token[]): boolean {
    if (CONTEXT_ONLY.test(text)) return true;
    // "a. CANADA", "Adding the destination of CYPRUS in alphabetical order": what follows goes under it.
    const onlyPlace = tokens.some(({ kind }) => kind === "destination");
    return onlyPlace && tokens.every(({ kind }) => kind === "destination" || kind === "verb");
  }

  #reportUnread(text: string): void {
    const message = "an instruction about the list could not be read";
    this.problems.push({ code: "instruction/unread", message, text });
  }
}

type Place = "before names" | "after names";

function isFilled(clause: Clause): boolean {
  return clause.names.length > 0 || clause.count !== null;
}

function startsAnother({ kind }: Token, clause: Clause, place: Place | null): boolean {
  if (kind === "verb") return isFilled(clause);
  if (kind === "destination") return isFilled(clause) && place === "before names";
  return kind !== "entries" && clause.placed;
}
