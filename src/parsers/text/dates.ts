/** Reads dates as American legal documents print them: `4/17/23`, `2/27/2023`, `October 9, 2020`, `2-24-23`. */

import { MONTHS } from "../../model/clock/months.ts";

const NUMERIC = /(?<!\d)(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)/;
const NAMED =
  /\b(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:,\s*|\s+)(\d{4})/i;
/** The Entity List began in 1997, so a two-digit year from 90 up means 19xx. */
const FIRST_YEAR_OF_1900S = 90;

export interface FoundDate {
  /** `YYYY-MM-DD`; null if no such day exists. */
  readonly day: string | null;
  /** Offsets into the text. */
  readonly start: number;
  readonly end: number;
}

/** The first date of the text as `YYYY-MM-DD`; null if there is none or no such day exists. */
export function readDate(text: string): string | null {
  return findDate(text)?.day ?? null;
}

export function findDate(text: string): FoundDate | null {
  const numeric = NUMERIC.exec(text);
  const named = NAMED.exec(text);
  if (numeric !== null && (named === null || numeric.index < named.index)) {
    const day = isoDate(fullYear(numeric[4] ?? ""), Number(numeric[1]), Number(numeric[3]));
    return { day, start: numeric.index, end: numeric.index + numeric[0].length };
  }
  if (named === null) return null;
  const month = MONTHS.findIndex((name) =>
    name.startsWith((named[1] ?? "").toLowerCase().slice(0, 3)),
  );
  const day = isoDate(Number(named[3]), month + 1, Number(named[2]));
  return { day, start: named.index, end: named.index + named[0].length };
}

function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length === 4) return year;
  return year >= FIRST_YEAR_OF_1900S ? 1900 + year : 2000 + year;
}

function isoDate(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return date.toISOString().slice(0, 10);
}
