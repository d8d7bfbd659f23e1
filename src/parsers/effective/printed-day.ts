/** Reads the day at the start of a text, in every form that a DATES paragraph uses. */

import { isDay } from "../../model/clock/day.ts";
import { findDate, readDate } from "../text/dates.ts";

export interface PrintedDay {
  /** `YYYY-MM-DD`; null if no such day exists or the words cannot be read. */
  readonly day: string | null;
  readonly end: number;
}

const MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*";
const ISO = /^(\d{4}-\d{1,2}-\d{1,2})(?!\d)/;
/** `4 March 2024`, `the 4th of March, 2024`. */
const DAY_FIRST = new RegExp(
  `^(?:the\\s+)?(\\d{1,2})(?:st|nd|rd|th)?\\s+(?:day\\s+of\\s+|of\\s+)?(${MONTH})\\.?,?\\s+(\\d{4})`,
  "i",
);
/** Text that was meant as a day: `Sept. 255, 2026`, `Marhc 4, 2024`, `March 2024`, `3/4`. */
const LIKE_A_DAY = new RegExp(
  `^(?:[A-Z][a-z]{2,9}\\.?,?\\s+\\d{1,3}\\w*,?\\s+\\d{2,4}\\b|${MONTH}\\.?,?\\s+\\d{1,4}\\b|\\d{1,4}\\s*[/.-]\\s*\\d{1,2}\\b[/.\\d-]*|\\d{1,2}(?:st|nd|rd|th)?\\s+(?:of\\s+)?[A-Z][a-z]{2,9},?\\s+\\d{2,4}\\b)`,
);

/** Null if the text does not begin with anything like a day. */
export function readPrintedDay(text: string): PrintedDay | null {
  const found = findDate(text);
  if (found?.start === 0) return { day: found.day, end: found.end };
  const iso = ISO.exec(text);
  if (iso?.[1] !== undefined) {
    return { day: isDay(iso[1]) ? iso[1] : null, end: iso[0].length };
  }
  const dayFirst = DAY_FIRST.exec(text);
  if (dayFirst !== null) {
    const [whole, day, month, year] = dayFirst;
    return { day: readDate(`${month} ${day}, ${year}`), end: whole.length };
  }
  const like = LIKE_A_DAY.exec(text);
  return like === null ? null : { day: null, end: like[0].length };
}
