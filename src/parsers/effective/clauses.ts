/** Finds the clauses of a DATES paragraph that say what takes effect and when. */

import { splitSentences } from "../text/sentences.ts";
import { readInstant } from "../text/washington-time.ts";
import { type CountedDay, readDayAfter, readInsertedDay } from "./days-after.ts";
import { readPrintedDay } from "./printed-day.ts";
import { excepts } from "./subject.ts";

/** The days that "upon publication" and "on display" stand for; null while unknown. */
export interface KnownDays {
  readonly publicationDate: string | null;
  readonly filedAt: string | null;
  /** `8:45 am`, printed next to the day of filing. */
  readonly filedTime: string | null;
}

export interface EffectiveClause {
  /** The words before "effective": what takes effect. `This rule is`, `except for instruction 3, which is`. */
  readonly subject: string;
  /** Null if the clause gives a placeholder, or words for a day that is not known yet. */
  readonly on: string | null;
  readonly at: string | null;
  /** `effective May 1, 2024, and June 1, 2024`: the second day for the same subject; null if there is none. */
  readonly also: string | null;
  /** It gives a day that does not exist, or suspends the day: "stayed until further notice". */
  readonly unread: boolean;
  /** "30 days after publication", while that day is not known; null if no days are counted. */
  readonly pending: string | null;
  /** It says "applicable" instead of "effective". */
  readonly isApplicable: boolean;
}

interface Moment {
  readonly on: string | null;
  readonly at: string | null;
  readonly end: number;
  /** It is a date, but no such day exists. */
  readonly unread?: boolean;
  readonly pending?: string | null;
}

/** The words between "effective" and the day. With any other words between them, the day belongs to something else. */
const LINK =
  /^(?:\s*[:,—–-]|\s+(?:is|are|date|dates|as of|on|from|beginning|starting|immediately|upon|when|(?:of|for) this (?:[\w-]+ ){0,3}(?:rule|action|amendment|correction|document|notice|final rule))\b)*\s*/i;
const TIME_FIRST =
  /^(?:at\s+)?(?:\d{1,2}(?::\d{2})?\s*[ap]\.?\s?m\b\.?|(?:12\s+)?noon)(?:,?\s*\(?(?:eastern(?: (?:standard|daylight))?(?: time)?|e[sd]?t|UTC|GMT)\)?)?,?\s*(?:on\s+)?/i;
const TIME_AFTER =
  /^,?\s*(?:[[(]\s*)?(?:at\s+)?(?=\d{1,2}(?::\d{2})?\s*[ap]\.?\s?m\b|(?:12\s+)?noon\b).{0,40}/i;
const WEEKDAY = /^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,\s+/i;
/** "takes effect on", "is operative on", "Applicability date:", "This rule is applicable beginning", "applies as of". */
const TAKES_EFFECT =
  /\b(?:effective|tak(?:e|es|ing)\s+effect|ha(?:s|ve)\s+effect|operative|in(?:to)?\s+force|applicable|applicability|applies)\b/gi;
/** Words of effect, or the year of a day. */
const SPEAKS_OF_EFFECT = /\b(?:effect(?:ive)?|operative|force|law|(?:19|20)\d{2})\b/i;
const PLACEHOLDER = /^\[([^\]]*)\]/;
/** "the date of its", "the day on which it is": the words before "publication" and "display". */
const DAY_OF =
  "^(?:the\\s+)?(?:(?:date|day)\\s+(?:of\\s+|on\\s+which\\s+|that\\s+)?)?(?:its\\s+|(?:it|this\\s+\\w+|the\\s+\\w+)\\s+is\\s+)?(?:being\\s+)?";
const PUBLICATION = new RegExp(`${DAY_OF}publi(?:cation|shed)\\b`, "i");
const DISPLAY = new RegExp(
  `${DAY_OF}(?:(?:placed|put|made\\s+available)\\s+(?:on|for)\\s+)?(?:(?:public(?:ly)?\\s+)?(?:display(?:ed)?|inspection)|filing|filed)\\b`,
  "i",
);
const AND_DATE = /^,?\s+(?:and|or)\s+(?:on\s+)?(?=[A-Z0-9])/;
/** Past effects belong to another rule, and the end of an effect is not its start. */
const OTHERS =
  /\b(?:was|were|became|been|previously|originally|no longer|not|cease[sd]? to be)\s+$/i;
/** Days of other rules, and days by which persons must act. */
const NO_AMENDMENT =
  /\b(?:published|comments?|complian(?:ce|t)|shipments?|applications?|collections?)\b/i;
/** Characters searched on each side of the word. */
const REACH = 400;
const UNDECIDED = /\bwhichever\b/i;
/** "The effective date is stayed until further notice." */
const TAKEN_AWAY =
  /\b(?:stay(?:s|ed)|suspend(?:s|ed)|delay(?:s|ed)|postpone[sd]|defer(?:s|red)|withdrawn|indefinitely|until further notice)\b/i;

const NO_DAY: EffectiveClause = {
  subject: "",
  on: null,
  at: null,
  also: null,
  unread: false,
  pending: null,
  isApplicable: false,
};

/**
 * Whether the paragraph speaks of an effect of the rule or gives a day: "effective immediately", "not effective until May 1,
 * 2026". Sentences about comments, shipments or publication do not, unless they say that something is effective.
 */
export function saysEffective(note: string): boolean {
  return splitSentences(note).some(
    (sentence) =>
      namesEffective(sentence) || (!NO_AMENDMENT.test(sentence) && SPEAKS_OF_EFFECT.test(sentence)),
  );
}

function namesEffective(sentence: string): boolean {
  return [...sentence.matchAll(/\beffective\b(?!\s+dates?\b)/gi)].some(({ index }) => {
    const subject = sentence.slice(Math.max(0, index - REACH), index);
    return !OTHERS.test(subject) && !NO_AMENDMENT.test(subject);
  });
}

export function readEffectiveClauses(note: string, known: KnownDays): EffectiveClause[] {
  const bare = readPrintedDay(note);
  // "EFFECTIVE DATE: May 1, 2024.": the label was removed earlier, so the day stands alone.
  if (bare !== null && /^\s*(?:\.|$)/.test(note.slice(bare.end))) {
    return [{ ...NO_DAY, on: bare.day, unread: bare.day === null }];
  }
  return splitSentences(note).flatMap((sentence) => readSentence(sentence, known));
}

function readSentence(sentence: string, known: KnownDays): EffectiveClause[] {
  if (UNDECIDED.test(sentence)) return [];
  const clauses: EffectiveClause[] = [];
  let start = 0;
  for (const { index, 0: word } of sentence.matchAll(TAKES_EFFECT)) {
    const subject = sentence.slice(Math.max(start, index - REACH), index);
    if (OTHERS.test(subject) || NO_AMENDMENT.test(subject)) continue;
    const from = index + word.length;
    const rest = sentence.slice(from, from + REACH);
    const link = LINK.exec(rest)?.[0].length ?? 0;
    const moment = readMoment(rest.slice(link), known);
    if (moment === null) continue;
    const after = rest.slice(link + moment.end);
    const more = AND_DATE.exec(after);
    const second = more === null ? null : readPrintedDay(after.slice(more[0].length));
    clauses.push({
      subject,
      on: moment.on,
      at: moment.at,
      also: second?.day ?? null,
      unread: moment.unread ?? false,
      pending: moment.pending ?? null,
      isApplicable: /^appl/i.test(word),
    });
    start = from + link + moment.end;
  }
  const rest = sentence.slice(start, start + REACH);
  return [...clauses, ...undatedClause(rest, clauses.length > 0)];
}

/** ", except for instruction 3.", "is stayed until further notice": a clause without a day. */
function undatedClause(words: string, isDated: boolean): EffectiveClause[] {
  const unread = TAKEN_AWAY.test(words);
  if (NO_AMENDMENT.test(words) || !(unread || (isDated && excepts(words)))) return [];
  return [{ ...NO_DAY, subject: words, unread }];
}

/** Null if the text does not begin with a day. */
function readMoment(text: string, known: KnownDays): Moment | null {
  const lead = TIME_FIRST.exec(text)?.[0] ?? "";
  const start = lead.length + (WEEKDAY.exec(text.slice(lead.length))?.[0].length ?? 0);
  const day = readDay(text.slice(start), known);
  if (day === null) return null;
  const end = start + day.end;
  if (day.on === null) return { ...day, end };
  const time = lead === "" ? (TIME_AFTER.exec(text.slice(end))?.[0] ?? "") : lead;
  return { on: day.on, at: readInstant(day.on, time) ?? day.at, end };
}

function readDay(words: string, known: KnownDays): Moment | null {
  const { publicationDate, filedAt, filedTime } = known;
  const counted = readDayAfter(words, known);
  if (counted !== null && words.startsWith(counted.words)) return pendingMoment(counted);
  const found = readPrintedDay(words);
  if (found !== null) {
    return { on: found.day, at: null, end: found.end, unread: found.day === null };
  }
  const displayed = {
    on: filedAt,
    at: filedAt === null || filedTime === null ? null : readInstant(filedAt, filedTime),
  };
  const placeholder = PLACEHOLDER.exec(words);
  if (placeholder !== null) {
    const [whole, inside = ""] = placeholder;
    const end = whole.length;
    const inserted = readInsertedDay(inside, known);
    if (inserted !== null) return { ...pendingMoment(inserted), end };
    if (/\b(?:after|before|days?|months?)\b/i.test(inside)) {
      return { on: null, at: null, end, pending: inside };
    }
    if (/display|inspection|fil(?:ed|ing)/i.test(inside)) return { ...displayed, end };
    if (/publication/i.test(inside)) return { on: publicationDate, at: null, end };
    return { on: readPrintedDay(inside)?.day ?? null, at: null, end };
  }
  const display = DISPLAY.exec(words);
  if (display !== null) return { ...displayed, end: display[0].length };
  const publication = PUBLICATION.exec(words);
  if (publication === null) return null;
  return { on: publicationDate, at: null, end: publication[0].length };
}

function pendingMoment({ on, words, end }: CountedDay): Moment {
  return { on, at: null, end, pending: on === null ? words : null };
}
