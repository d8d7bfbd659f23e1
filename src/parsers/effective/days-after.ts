/** Computes days relative to another day: `30 days after publication`, `one year from the date of filing`. */

import { isBusinessDay } from "../../model/clock/business-day.ts";
import { addDays, isDay } from "../../model/clock/day.ts";
import { COUNT_PATTERN, readCount } from "../text/number-words.ts";

export interface CountedDay {
  /** Null while the start day is not known, or if the count cannot be read. */
  readonly on: string | null;
  /** The words, as printed. */
  readonly words: string;
  readonly end: number;
}

interface FirstDays {
  readonly publicationDate: string | null;
  readonly filedAt: string | null;
}

const COUNTED = new RegExp(
  `(${COUNT_PATTERN})\\s*(?:\\(\\d+\\)\\s*)?(?:calendar\\s+)?(days?|weeks?|months?|years?)\\s+(?:after|from|following)\\s+(?:the\\s+)?(?:(?:date|day)\\s+of\\s+)?(?:its\\s+|this\\s+\\w+['’]s\\s+)?(?:being\\s+)?(publi(?:cation|shed)|(?:placed\\s+on\\s+)?(?:public\\s+)?(?:display|inspection)|fil(?:ing|ed))`,
  "i",
);
const DAYS_IN: Readonly<Record<string, number>> = { day: 1, week: 7 };
const MONTHS_IN: Readonly<Record<string, number>> = { month: 1, year: 12 };

/** `text` begins with the count, or is a placeholder that holds it. Null if it holds no count. */
export function readDayAfter(text: string, known: FirstDays): CountedDay | null {
  const found = COUNTED.exec(text);
  if (found === null) return null;
  const [words, count = "", unit = "", from = ""] = found;
  const first = /^publi/i.test(from) ? known.publicationDate : known.filedAt;
  const number = readCount(count);
  const on = first === null || number === null ? null : shift(first, number, unit);
  return { on, words: words.trim(), end: found.index + words.length };
}

/**
 * `[INSERT DATE 30 DAYS AFTER PUBLICATION]`: the Office of the Federal Register counts the days and moves the result to
 * the next business day (1 CFR 18.17). The result is certain only if the counted day is a business day.
 */
export function readInsertedDay(text: string, known: FirstDays): CountedDay | null {
  const counted = readDayAfter(text, known);
  if (counted === null || counted.on === null || isBusinessDay(counted.on)) return counted;
  return { ...counted, on: null };
}

function shift(day: string, count: number, unit: string): string | null {
  const one = unit.toLowerCase().replace(/s$/, "");
  const days = DAYS_IN[one];
  if (days !== undefined) return addDays(day, count * days);
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  const months = year * 12 + (month - 1) + count * (MONTHS_IN[one] ?? 0);
  const two = (number: number) => String(number).padStart(2, "0");
  const shifted = `${Math.floor(months / 12)}-${two((months % 12) + 1)}-${two(date)}`;
  // A month after January 31 there is no such day.
  return isDay(shifted) ? shifted : null;
}
