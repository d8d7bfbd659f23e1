/** Reads amendatory instructions (`AMDPAR`): which entries of which list a rule adds, revises or removes. */

import type { ListCode } from "../../model/entry.ts";
import { nameKey } from "../../model/name-key.ts";
import type { AmendmentOp, Problem } from "../../model/rule.ts";
import { type Carried, type Clause, isFilled, takesAway } from "./clause.ts";
import { ClauseReader } from "./clauses.ts";
import { type Inherited, InstructionOutline, takeLabels } from "./outline.ts";
import { findPlace, type Place } from "./place.ts";
import { takeQuotedNames } from "./quoted-names.ts";
import type { InstructionPath } from "./references.ts";
import { readInstructionTokens, type Token } from "./tokens.ts";

/** One operation under one destination. */
export interface Instruction {
  readonly op: AmendmentOp;
  readonly list: ListCode;
  readonly destination: string;
  readonly names: readonly string[];
  /** `one Iranian entity`: a count stands where names would. */
  readonly count: number | null;
  /** Where redesignated entries stand afterwards, if not under `destination`. */
  readonly newDestination: string | null;
  /** What redesignated or revised entries are called afterwards, where the instruction says so. */
  readonly newNames: readonly string[];
  /** Instructions of one group are executed together or not at all; null where it stands for itself. */
  readonly group: string | null;
  /** The labels it stands under: `2`, `c`. */
  readonly path: InstructionPath;
  readonly text: string;
}

/** `2. Supplement No. 4 to part 744 is amended:`, `The additions read as follows:`. */
const OPENS = /(?::|—|(?:as follows|as set forth below)[.:]?)\s*$/i;
const CONTEXT_ONLY = new RegExp(
  `${OPENS.source}|(?:is|are) (?:further )?amended\\s*(?:by|under)?\\s*[.:—]?\\s*$`,
  "i",
);
/** Parts of a supplement that hold no entries. */
const NO_ENTRIES =
  /\b(?:foot)?notes?\b|\bheadings?\b|\btitle\b|\bintroductory (?:text|paragraph|sentence)s?\b|\bundesignated paragraphs?\b|\bcaption\b/i;

interface Context extends Carried {
  /** Null: about something else. Undefined: not said yet. */
  readonly list: ListCode | null | undefined;
  /** It names several supplements, or only a part of what it names is meant: nobody can tell of what stands below it. */
  readonly unclear: boolean;
  /** A destination of its own leads it. */
  readonly leads: boolean;
  /** It announces what follows and does nothing itself. */
  readonly opens: boolean;
  /** "Under CHINA, by adding two entities:" stands for itself unless names follow below it. */
  readonly announced: readonly Instruction[];
}

const NOTHING: Carried = { op: null, destinations: [], within: false, lent: false };
const BLANK: Context = {
  ...NOTHING,
  list: undefined,
  unclear: false,
  leads: false,
  opens: true,
  announced: [],
};

/** Reads the paragraphs of one rule in order: supplement, destination and verb carry from one to the next. */
export class InstructionReader {
  readonly instructions: Instruction[] = [];
  readonly problems: Problem[] = [];
  readonly #outline = new InstructionOutline<Context>(({ opens }) => opens);

  /** The list that the paragraphs read so far are about; null where they are about something else. */
  get list(): ListCode | null {
    const said = this.#outline.contexts().map(({ list }) => list);
    return said.findLast((list) => list !== undefined && list !== null) ?? null;
  }

  /** `part` is the CFR part of the enclosing `REGTEXT`; null where it does not say. */
  read(printed: string, part: string | null): void {
    const { labels, rest } = takeLabels(printed);
    const quoted = takeQuotedNames(rest);
    const isOutermost = findPlace(quoted.text, part, false).list !== undefined;
    const around = this.#outline.enter(labels, BLANK, isOutermost);
    const place = findPlace(quoted.text, part, around.parent?.list === null);
    const list = place.list ?? (place.list === null ? null : listAround(around));
    if (list === null || list === undefined) {
      this.#outline.leave({ ...BLANK, list });
      return;
    }
    const tokens = readInstructionTokens({ ...quoted, text: place.text });
    const base = place.list === undefined ? carriedOn(around, tokens) : NOTHING;
    const { clauses, carried, limited, leads } = new ClauseReader(base).read(tokens);
    const isOfNoEntry = NO_ENTRIES.test(place.text) && !clauses.some(isFilled);
    const unclear = place.unclear || (limited && !isOfNoEntry) || isUnclearAbove(place, around);
    const isWhole = !unclear && !quoted.unpaired;
    const path = this.#outline.path();
    const read = together(
      clauses,
      clauses.map((clause) => {
        return unclear || (quoted.unpaired && clause.names.length === 0)
          ? []
          : instructionsOf(clause, list, path, printed);
      }),
    );
    const isRead = read.some((instructions) => instructions.length > 0);
    const opens = OPENS.test(printed);
    // What is said of no entry may be about what follows, or about a footnote.
    const needsReading = clauses.length > 1 && !opens && !NO_ENTRIES.test(place.text);
    const isLost = clauses.some((clause, at) => {
      return read[at]?.length === 0 && (isFilled(clause) || (needsReading && clause.hasVerb));
    });
    const isNone =
      !clauses.some(isFilled) &&
      (base.within || isContext(printed, tokens) || isAboutNoEntry(place.text, tokens));
    if (!isWhole || isLost || !(isRead || isNone)) this.#reportUnread(printed);
    this.#add(read.flat(), around.parent?.announced ?? []);
    // Of what was not understood nothing is carried on, and nothing through it.
    const isOpaque = limited && !opens;
    this.#outline.leave({
      ...carried,
      destinations: isOpaque ? [] : carried.destinations,
      within: carried.within && opens,
      list,
      unclear,
      opens: opens && !clauses.some(isFilled),
      leads: leads && !isOpaque,
      announced: opens ? read.flat().filter(({ names }) => names.length === 0) : [],
    });
  }

  #add(instructions: readonly Instruction[], announced: readonly Instruction[]): void {
    for (const instruction of instructions.length > 0 ? announced : []) {
      const at = this.instructions.indexOf(instruction);
      if (at !== -1) this.instructions.splice(at, 1);
    }
    this.instructions.push(...instructions);
  }

  #reportUnread(text: string): void {
    const message = "an instruction about the list could not be read";
    this.problems.push({ code: "instruction/unread", message, text });
  }
}

/** Of clauses that belong together none is read where one is not. */
function together(
  clauses: readonly Clause[],
  read: readonly (readonly Instruction[])[],
): (readonly Instruction[])[] {
  const lost = new Set(
    clauses.flatMap(({ group }, at) => (group !== null && read[at]?.length !== 1 ? [group] : [])),
  );
  return read.map((instructions, at) => {
    const group = clauses[at]?.group ?? null;
    return group !== null && lost.has(group) ? [] : instructions;
  });
}

/** Empty where the clause does not say what is done to which entries under which destination. */
function instructionsOf(
  clause: Clause,
  list: ListCode,
  path: InstructionPath,
  text: string,
): Instruction[] {
  const { op, destinations, names, count, entries, newNames, newDestination } = clause;
  if (op === null || op === "unknown") return [];
  const showsRows = op === "add" || op === "revise" || op === "correct";
  // "by adding in alphabetical order an entry for Acme Works": the row will tell the name.
  if (names.length === 0 && !(showsRows && (entries || count !== null))) return [];
  // Which name stands under which destination, such a removal does not say, and no row tells.
  if (destinations.length > 1 && names.length > 1 && !showsRows) return [];
  if (newNames.length > 0 && (op === "add" || op === "remove")) return [];
  if (!isCertain(clause)) return [];
  const group = clause.group === null ? null : `${path.join(".")} ${clause.group} ${text}`;
  return destinations.map((destination) => {
    return { op, list, destination, names, count, newDestination, newNames, group, path, text };
  });
}

/** No row bears out a removal, and a destination of the instruction before need not hold for this one. */
function isCertain(clause: Clause): boolean {
  const { destinations, needsOwn, own, lent, people, unknown, group } = clause;
  if (needsOwn && (!own || destinations.length !== 1)) return false;
  const isLent = lent && !own;
  if (isLent && people !== null && !destinations.every((at) => isAkin(at, people))) return false;
  return unknown.length === 0 || !(isLent || takesAway(clause) || group !== null);
}

/** `Pakistani` and `PAKISTAN`, `Emirati` and `UNITED ARAB EMIRATES`: they begin alike. */
function isAkin(destination: string, people: string): boolean {
  const [words, others] = [destination, people].map((text) => nameKey(text).split(" "));
  return (words ?? []).some((word) => {
    return word.length > 3 && others?.some((other) => other.startsWith(word.slice(0, 4)));
  });
}

function listAround({ parent, sibling }: Inherited<Context>): ListCode | null | undefined {
  return parent?.list === undefined ? sibling?.list : parent.list;
}

function isUnclearAbove(place: Place, { parent }: Inherited<Context>): boolean {
  return place.list === undefined && parent !== null && parent.unclear;
}

/** From the paragraph above; what that and its own words leave open, from the one before. */
function carriedOn({ parent, sibling }: Inherited<Context>, tokens: readonly Token[]): Carried {
  const above: Carried = parent ?? NOTHING;
  if (sibling === null) return above;
  const op = above.op ?? sibling.op;
  // "a. In the entry for PAKISTAN: i. …" ends with its own paragraphs.
  const lends =
    above.destinations.length === 0 &&
    !sibling.opens &&
    !tokens.some(({ kind }) => kind === "destination");
  if (!lends) return { ...above, op };
  return { ...above, op, destinations: sibling.destinations, lent: true };
}

/** It says where, or what is done, and what follows says the rest. */
function isContext(text: string, tokens: readonly Token[]): boolean {
  if (CONTEXT_ONLY.test(text)) return true;
  // "a. CANADA", "Adding the destination of CYPRUS in alphabetical order": what follows goes under it.
  const said = tokens.filter(({ kind }) => kind !== "unknown");
  const [first, ...rest] = said;
  const places = first?.kind === "verb" && first.op === "add" ? rest : said;
  return places.length > 0 && places.every(({ kind }) => kind === "destination");
}

/** "By revising footnote 4", "Adding a note at the end of the table". */
function isAboutNoEntry(text: string, tokens: readonly Token[]): boolean {
  const saysHow: readonly Token["kind"][] = ["verb", "amendedBy", "detail", "limit", "unknown"];
  return (
    NO_ENTRIES.test(text) &&
    tokens.every(({ kind }) => saysHow.includes(kind)) &&
    tokens.some((token) => token.kind === "verb" && token.op !== null)
  );
}
