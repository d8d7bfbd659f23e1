/** Finds where a DATES paragraph says that something is effective, of what, and when. */

import { addDays } from "../../model/day.ts";
import { findDate } from "../text/dates.ts";
import { COUNT_PATTERN, readCount } from "../text/number-words.ts";
import { splitSentences } from "../text/sentences.ts";
import { readInstant } from "../text/washington-time.ts";
import { excepts } from "./subject.ts";

/** What the words "upon publication" and "on display" stand for; null while unknown. */
export interface KnownDays {
  readonly publicationDate: string | null;
  readonly filedAt: string | null;
  /** `8:45 am`, beside the day of filing. */
  readonly filedTime: string | null;
}

export interface EffectiveClause {
  /** The words before "effective": what takes effect. `This rule is`, `except for instruction 3, which is`. */
  readonly subject: string;
  /** Null where the clause gives a placeholder or words for a day that is not known yet. */
  readonly on: string | null;
  readonly at: string | null;
  /** `effective May 1, 2024, and June 1, 2024`: a second day for the one subject; null where there is none. */
  readonly also: string | null;
  /** It gives a day that does not exist, or takes the day away: "stayed until further notice". */
  readonly unread: boolean;
}

interface Moment {
  readonly on: string | null;
  readonly at: string | null;
  readonly end: number;
  /** It is a date, and no such day exists. */
  readonly unread?: boolean;
}

const TAKES_EFFECT = /\beffective\b|\bapplicable(?=\s+(?:beginning|starting|as of|on|from)\b)/gi;
/** The words between "effective" and the day itself. Anything else between them makes it another's day. */
const LINK =
  /^(?:\s*[:,—–-]|\s+(?:is|are|date|dates|as of|on|from|beginning|starting|immediately|upon|when|(?:of|for) this (?:[\w-]+ ){0,3}(?:rule|action|amendment|correction|document|notice|final rule))\b)*\s*/i;
const TIME_FIRST =
  /^(?:at\s+)?(?:\d{1,2}(?::\d{2})?\s*[ap]\.?\s?m\b\.?|(?:12\s+)?noon)(?:,?\s*\(?(?:eastern(?: (?:standard|daylight))?(?: time)?|e[sd]?t|UTC|GMT)\)?)?,?\s*(?:on\s+)?/i;
const TIME_AFTER =
  /^,?\s*[[(]?\s*(?:at\s+)?(?=\d{1,2}(?::\d{2})?\s*[ap]\.?\s?m\b|(?:12\s+)?noon\b).{0,40}/i;
const WEEKDAY = /^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,\s+/i;
const PLACEHOLDER = /^\[([^\]]*)\]/;
const PUBLICATION = /^(?:the\s+)?(?:date\s+of\s+)?(?:its\s+)?(?:being\s+)?publi(?:cation|shed)\b/i;
const DISPLAY =
  /^(?:the\s+)?(?:date\s+of\s+)?(?:its\s+)?(?:being\s+)?(?:(?:placed|put)\s+on\s+)?(?:(?:public\s+)?(?:display|inspection)|filing|filed)\b/i;
/** "30 days after publication", "thirty days from the date of its filing". */
const DAYS_AFTER = new RegExp(
  `^(?:on\\s+)?(?:the\\s+)?(?:date\\s+(?:that\\s+is\\s+)?)?(${COUNT_PATTERN})(?:\\s*\\(\\d+\\))?\\s+(?:calendar\\s+)?days\\s+(?:after|from|following)\\s+`,
  "i",
);
/** It looks like a day, and is none: "Sept. 255, 2026". */
const LIKE_A_DAY =
  /^(?:(?:on|from)\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d|^\d/i;
const AND_DATE = /^,?\s+(?:and|or)\s+(?:on\s+)?(?=[A-Z0-9])/;
/** What is past took effect by another rule; what ends does not begin. */
const OTHERS =
  /\b(?:was|were|became|been|previously|originally|no longer|not|cease[sd]? to be)\s+$/i;
/** Another rule's day, and what persons must do by a day. */
const NO_AMENDMENT =
  /\b(?:published|comments?|complian(?:ce|t)|shipments?|applications?|collections?)\b/i;
/** No clause is longer, on either side of the word. */
const REACH = 400;
const UNDECIDED = /\bwhichever\b/i;
/** "The effective date is stayed until further notice." */
const TAKEN_AWAY =
  /\b(?:stay(?:s|ed)|suspend(?:s|ed)|delay(?:s|ed)|postpone[sd]|defer(?:s|red)|withdrawn|indefinitely|until further notice)\b/i;

const NO_DAY = { on: null, at: null, also: null } as const;

export function readEffectiveClauses(note: string, known: KnownDays): EffectiveClause[] {
  const bare = findDate(note);
  // "EFFECTIVE DATE: May 1, 2024.": the label is gone, and the day stands alone.
  if (bare?.start === 0 && /^\s*(?:\.|$)/.test(note.slice(bare.end))) {
    return [{ subject: "", on: bare.day, at: null, also: null, unread: bare.day === null }];
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
    if (moment === null) {
      const words = rest.slice(link);
      if (LIKE_A_DAY.test(words)) clauses.push({ subject, ...NO_DAY, unread: true });
      continue;
    }
    const after = rest.slice(link + moment.end);
    const more = AND_DATE.exec(after);
    const second = more === null ? null : findDate(after.slice(more[0].length));
    const also = second?.start === 0 ? second.day : null;
    clauses.push({ subject, on: moment.on, at: moment.at, also, unread: moment.unread ?? false });
    start = from + link + moment.end;
  }
  const rest = sentence.slice(start, start + REACH);
  return [...clauses, ...undatedClause(rest, clauses.length > 0)];
}

/** ", except for instruction 3.", "is stayed until further notice": of this, no day is told. */
function undatedClause(words: string, isDated: boolean): EffectiveClause[] {
  const unread = TAKEN_AWAY.test(words);
  if (NO_AMENDMENT.test(words) || !(unread || (isDated && excepts(words)))) return [];
  return [{ subject: words, on: null, at: null, also: null, unread }];
}

/** Null where what follows is no day. */
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
  const later = DAYS_AFTER.exec(words);
  if (later !== null) return readDayAfter(words, later[0].length, readCount(later[1] ?? ""), known);
  const found = findDate(words);
  if (found?.start === 0) {
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
    // "[INSERT DATE 30 DAYS AFTER PUBLICATION]": the Federal Register counts, and moves it off a holiday.
    if (/\b(?:after|before|days?|months?)\b/i.test(inside)) return { on: null, at: null, end };
    if (/display|inspection|fil(?:ed|ing)/i.test(inside)) return { ...displayed, end };
    if (/publication/i.test(inside)) return { on: publicationDate, at: null, end };
    return { on: findDate(inside)?.day ?? null, at: null, end };
  }
  const display = DISPLAY.exec(words);
  if (display !== null) return { ...displayed, end: display[0].length };
  const publication = PUBLICATION.exec(words);
  if (publication === null) return null;
  return { on: publicationDate, at: null, end: publication[0].length };
}

/** `start`: behind the words "30 days after". Null where they count from something else. */
function readDayAfter(
  words: string,
  start: number,
  days: number | null,
  { publicationDate, filedAt }: KnownDays,
): Moment | null {
  const event = words.slice(start);
  const isFiling = DISPLAY.exec(event);
  const from = isFiling ?? PUBLICATION.exec(event);
  if (from === null || days === null) return null;
  const day = isFiling === null ? publicationDate : filedAt;
  return { on: day === null ? null : addDays(day, days), at: null, end: start + from[0].length };
}
