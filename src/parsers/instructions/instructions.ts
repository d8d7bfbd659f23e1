/** Reads amendatory instructions (`AMDPAR`): which entries of which list a rule adds, revises or removes. */

import type { ListCode } from "../../model/entry.ts";
import type { Problem } from "../../model/reading/rule.ts";
import {
  type AnnouncedRemoval,
  placesBelow,
  readAnnouncedRemoval,
  settleAnnouncedRemoval,
} from "./announced-removal.ts";
import { type Carried, type Clause, isFilled } from "./clause.ts";
import { ClauseReader } from "./clauses.ts";
import { isSamePlace } from "./destinations.ts";
import { type Instruction, instructionsOfClauses } from "./instruction.ts";
import { type Inherited, InstructionOutline, takeLabels } from "./outline.ts";
import { findPlace, type Place } from "./place.ts";
import { takeQuotedNames } from "./quoted-names.ts";
import { readInstructionTokens, type Token } from "./tokens.ts";

/** `2. Supplement No. 4 to part 744 is amended:`, `The additions read as follows:`. */
const OPENS = /(?::|—|(?:as follows|as set forth below)[.:]?)\s*$/i;
const CONTEXT_ONLY = new RegExp(
  `${OPENS.source}|(?:is|are) (?:further )?amended\\s*(?:(?:by|under)\\s*)?(?:[.:—]\\s*)?$`,
  "i",
);
/** The whole table changes, without naming entries. */
const WHOLE_TABLE =
  /\b(?:revis|replac|republish|remov)(?:e|ing)\s+(?:the|its)\s+(?:entire\s+)?(?:table|list)(?:\s+(?:to read\b|as follows|in its entirety)|\s*(?:[.;]\s*)?$)/i;
/** Parts of a supplement that hold no entries. */
const NO_ENTRIES =
  /\b(?:foot)?notes?\b|\bheadings?\b|\btitle\b|\bintroductory (?:text|paragraph|sentence)s?\b|\bundesignated paragraphs?\b|\bcaption\b/i;

/** In characters: ten times the longest instruction about a list. A verb may read all names before and after it. */
const LONGEST_INSTRUCTION = 20_000;

const TOO_LONG = `an instruction about the list is longer than ${LONGEST_INSTRUCTION} characters, so it is not read`;
/** Characters of it that the problem quotes. */
const SHOWN_LENGTH = 300;

interface Context extends Carried {
  /** Null: about something else. Undefined: not known yet. */
  readonly list: ListCode | null | undefined;
  /** It names several supplements, or it is limited: paragraphs below it cannot be read. */
  readonly unclear: boolean;
  /** An instruction that was not read passes nothing on to the next one. */
  readonly isRead: boolean;
  /** It announces the paragraphs below and does nothing itself. */
  readonly opens: boolean;
  /** "Removing the following entries:" is a problem if no names follow below it. */
  readonly announcedRemoval: AnnouncedRemoval | null;
  /** "Under CHINA, by adding two entities:" is an instruction itself unless names follow below it. */
  readonly announced: readonly Instruction[];
}

const NOTHING: Carried = {
  op: null,
  destinations: [],
  within: false,
  lent: false,
  opLent: false,
};
const BLANK: Context = {
  ...NOTHING,
  list: undefined,
  unclear: false,
  isRead: true,
  opens: true,
  announcedRemoval: null,
  announced: [],
};

/** Reads the paragraphs of one rule in order; supplement, destination and verb carry over from one to the next. */
export class InstructionReader {
  readonly instructions: Instruction[] = [];
  readonly problems: Problem[] = [];
  readonly #hasMilitaryList: boolean;
  readonly #outline = new InstructionOutline<Context>(({ opens }) => opens);

  /** `hasMilitaryList`: supplement no. 7 is the Military End-User List, not the earlier temporary general license. */
  constructor(hasMilitaryList = true) {
    this.#hasMilitaryList = hasMilitaryList;
  }

  /** The list that the current paragraph is about; null if it is about something else. */
  get list(): ListCode | null {
    const lists = this.#outline.contexts().map(({ list }) => list);
    return lists.findLast((list) => list !== undefined && list !== null) ?? null;
  }

  /** `part` is the CFR part of the enclosing `REGTEXT`; null if it gives none. */
  read(printed: string, part: string | null): void {
    const { labels, rest } = takeLabels(printed);
    const quoted = takeQuotedNames(rest);
    const isOutermost = findPlace(quoted.text, part, false).list !== undefined;
    const around = this.#outline.enter(labels, BLANK, isOutermost);
    const place = findPlace(quoted.text, part, around.parent?.list === null);
    const list = this.#listOf(place, around);
    if (list === null || list === undefined || printed.length > LONGEST_INSTRUCTION) {
      this.#leaveUnread(list, printed);
      return;
    }
    const tokens = readInstructionTokens({ ...quoted, text: place.text });
    const base = place.list === undefined ? carriedOn(around, tokens) : NOTHING;
    const paragraph = new ClauseReader(base).read(tokens);
    const opens = OPENS.test(printed);
    const isLimited = paragraph.limited || (!opens && leavesPlaceOpen(paragraph.clauses));
    const ofEntries = !NO_ENTRIES.test(place.text) || paragraph.clauses.some(isFilled);
    const unclear = place.unclear || (isLimited && ofEntries) || isUnclearAbove(place, around);
    const { unpaired } = quoted;
    const clauses = paragraph.clauses.filter(({ names }) => !unpaired || names.length > 0);
    const where = { list, path: this.#outline.path(), text: printed };
    const read = unclear ? [] : instructionsOfClauses(clauses, where);
    const needsReading = !opens && !NO_ENTRIES.test(place.text);
    const saysNothing =
      read.every(({ length }) => length === 0) &&
      !this.#isOfNoEntry(paragraph.clauses, { ...base, list }, printed, place.text, tokens);
    const isClear = !unclear && !unpaired;
    const isUnread = !isClear || saysNothing || leavesUnread(paragraph.clauses, read, needsReading);
    const problem = isUnread ? this.#reportUnread(printed) : null;
    this.#add(read.flat(), around.parent);
    const { carried } = paragraph;
    this.#outline.leave({
      ...carried,
      // An unclear paragraph passes no destination on.
      destinations: isLimited && !opens ? [] : placesBelow(paragraph, opens),
      within: carried.within && opens,
      list,
      unclear,
      isRead: !isUnread,
      opens: opens && !paragraph.clauses.some(isFilled),
      announcedRemoval: readAnnouncedRemoval(problem, opens && isClear, paragraph.clauses, read),
      announced: opens ? read.flat().filter(({ names }) => names.length === 0) : [],
    });
  }

  /** It only introduces the paragraphs below, concerns a footnote, or removes a heading whose entries were removed. */
  #isOfNoEntry(
    clauses: readonly Clause[],
    { list, within }: Carried & { list: ListCode },
    printed: string,
    text: string,
    tokens: readonly Token[],
  ): boolean {
    if (clauses.some(isFilled)) return false;
    if (within || isContext(printed, tokens) || isAboutNoEntry(text, tokens)) return true;
    const [clause, ...others] = clauses;
    if (clause?.op !== "remove" || !clause.heading || others.length > 0) return false;
    return clause.destinations.every((heading) => {
      return this.instructions.some(({ op, list: of, destination }) => {
        return op === "remove" && of === list && isSamePlace([destination], [heading]);
      });
    });
  }

  /** It is not about a list, or too long. */
  #leaveUnread(list: ListCode | null | undefined, printed: string): void {
    const isOfList = list !== null && list !== undefined;
    if (isOfList) this.#reportUnread(printed.slice(0, SHOWN_LENGTH), TOO_LONG);
    this.#outline.leave({ ...BLANK, list, unclear: isOfList, isRead: !isOfList });
  }

  #listOf(place: Place, around: Inherited<Context>): ListCode | null | undefined {
    const list = place.list === undefined ? listAround(around) : place.list;
    return list === "MEU" && !this.#hasMilitaryList ? null : list;
  }

  #add(instructions: readonly Instruction[], parent: Context | null): void {
    settleAnnouncedRemoval(parent?.announcedRemoval ?? null, instructions, this.problems);
    for (const instruction of (instructions.length > 0 && parent?.announced) || []) {
      const at = this.instructions.indexOf(instruction);
      if (at !== -1) this.instructions.splice(at, 1);
    }
    this.instructions.push(...instructions);
  }

  #reportUnread(text: string, message = whyUnread(text)): Problem {
    const problem = { code: "instruction/unread", message, text };
    this.problems.push(problem);
    return problem;
  }
}

/** "Removing “RUSSIA” and its entries", "removing the destination of MALTA", "removing the entries under RUSSIA". */
const REMOVES_DESTINATION =
  /\b(?:remov|delet|strik)\w*\s+(?!\s)(?:(?:the|all|all of the|its)\s+)?(?:(?:country |destination )?(?:headings?|destinations?|country)\b|entries under\b|[^;]{3,80}?(?<!\s)\s+and\s+(?:all\s+)?(?:of\s+)?(?:its|the|all)\s+entries\b(?!\s+for\b))/i;

function whyUnread(text: string): string {
  return REMOVES_DESTINATION.test(text)
    ? "an instruction removes a whole destination without naming its entries; no entry is removed"
    : "an instruction about the list could not be read";
}

/** A clause amends entries without a readable operation, name or destination. */
function leavesUnread(
  clauses: readonly Clause[],
  read: readonly (readonly Instruction[])[],
  needsReading: boolean,
): boolean {
  return clauses.some((clause, at) => {
    const isMeant = isFilled(clause) || (needsReading && clauses.length > 1 && clause.hasVerb);
    // A heading that is added or removed together with its entries is not an entry.
    const isHeading = clause.heading && !isFilled(clause);
    return read[at]?.length === 0 && isMeant && !(isHeading && clauses.length > 1);
  });
}

/** "Removing “A” under IRAN, and under IRAQ": the entries under the second destination are not named. */
function leavesPlaceOpen(clauses: readonly Clause[]): boolean {
  return (
    clauses.length > 1 &&
    clauses.some((one) => one.own && !isFilled(one) && !one.entries && !one.heading)
  );
}

/** The list of the paragraphs above. */
function listAround({ parent, sibling }: Inherited<Context>): ListCode | null | undefined {
  return parent?.list === undefined ? sibling?.list : parent.list;
}

function isUnclearAbove(place: Place, { parent }: Inherited<Context>): boolean {
  return place.list === undefined && parent !== null && parent.unclear;
}

/** Takes the context from the paragraph above, and from the previous one if that and the paragraph itself leave it open. */
function carriedOn({ parent, sibling }: Inherited<Context>, tokens: readonly Token[]): Carried {
  const above: Carried = parent ?? NOTHING;
  if (sibling === null) return above;
  if (!sibling.isRead) return above;
  const op = above.op ?? sibling.op;
  // "a. In the entry for PAKISTAN: i. …" ends with its own paragraphs.
  const lends =
    above.destinations.length === 0 &&
    !sibling.opens &&
    !tokens.some(({ kind }) => kind === "destination");
  const opLent = above.op === null;
  if (!lends) return { ...above, op, opLent };
  return { ...above, op, opLent, destinations: sibling.destinations, lent: true };
}

/** It gives only the place or the operation; the paragraphs below give the rest. */
function isContext(text: string, tokens: readonly Token[]): boolean {
  if (WHOLE_TABLE.test(text)) return false;
  if (CONTEXT_ONLY.test(text)) return true;
  // "a. CANADA", "Adding the destination of CYPRUS in alphabetical order": the paragraphs below belong under it.
  const known = tokens.filter(({ kind }) => kind !== "unknown" && kind !== "thing");
  const [first, ...rest] = known;
  const places = first?.kind === "verb" && first.op === "add" ? rest : known;
  return places.length > 0 && places.every(({ kind }) => kind === "destination");
}

/** "By revising footnote 4", "Adding a note at the end of the table". */
function isAboutNoEntry(text: string, tokens: readonly Token[]): boolean {
  const allowed: readonly Token["kind"][] = [
    "verb",
    "amendedBy",
    "detail",
    "limit",
    "thing",
    "unknown",
  ];
  return (
    NO_ENTRIES.test(text) &&
    tokens.every(({ kind }) => allowed.includes(kind)) &&
    tokens.some((token) => token.kind === "verb" && token.op !== null)
  );
}
