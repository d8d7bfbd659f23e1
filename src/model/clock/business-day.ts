/** The days on which the Federal Register is published: Monday to Friday except federal holidays (5 U.S.C. 6103). */

import { addDays } from "./day.ts";

const SATURDAY = 6;
const SUNDAY = 0;
const MONDAY = 1;
const THURSDAY = 4;

export function isBusinessDay(day: string): boolean {
  const weekday = weekdayOf(day);
  return weekday !== SATURDAY && weekday !== SUNDAY && !isFederalHoliday(day);
}

/** Counts `count` business days forward from `day`. */
export function addBusinessDays(day: string, count: number): string {
  let at = day;
  for (let left = count; left > 0; ) {
    at = addDays(at, 1);
    if (isBusinessDay(at)) left -= 1;
  }
  return at;
}

/**
 * Days on which federal offices were closed by executive order. They follow no rule. For a day missing here,
 * the public-inspection list shows the closing itself: its old issue stays listed.
 */
const CLOSED_BY_ORDER = [
  ...["2018-12-05", "2018-12-24", "2019-12-24", "2020-12-24", "2024-12-24"],
  "2025-01-09",
];

/** A business day without an issue: closed by executive order, or the day of an inauguration (5 U.S.C. 6103(c)). */
export function isClosedDay(day: string): boolean {
  const isInauguration = Number(day.slice(0, 4)) % 4 === 1 && observedInauguration(day) === day;
  return isInauguration || CLOSED_BY_ORDER.includes(day);
}

/** January 20, or the Monday after where that is a Sunday. */
function observedInauguration(day: string): string {
  const date = `${day.slice(0, 4)}-01-20`;
  return weekdayOf(date) === SUNDAY ? addDays(date, 1) : date;
}

/** Takes the day on which the holiday is observed. */
export function isFederalHoliday(day: string): boolean {
  const year = Number(day.slice(0, 4));
  // New Year's Day may be observed on the last day of the year before.
  return [...holidaysOf(year), ...holidaysOf(year + 1)].includes(day);
}

function holidaysOf(year: number): string[] {
  const fixed = [`${year}-01-01`, `${year}-07-04`, `${year}-11-11`, `${year}-12-25`];
  if (year >= 2021) fixed.push(`${year}-06-19`);
  return [
    ...fixed.map(observed),
    nthOfMonth(year, 1, MONDAY, 3),
    nthOfMonth(year, 2, MONDAY, 3),
    lastMondayOfMay(year),
    nthOfMonth(year, 9, MONDAY, 1),
    nthOfMonth(year, 10, MONDAY, 2),
    nthOfMonth(year, 11, THURSDAY, 4),
  ];
}

function observed(day: string): string {
  const weekday = weekdayOf(day);
  if (weekday === SATURDAY) return addDays(day, -1);
  return weekday === SUNDAY ? addDays(day, 1) : day;
}

function nthOfMonth(year: number, month: number, weekday: number, nth: number): string {
  const first = `${year}-${String(month).padStart(2, "0")}-01`;
  return addDays(first, ((weekday - weekdayOf(first) + 7) % 7) + 7 * (nth - 1));
}

function lastMondayOfMay(year: number): string {
  const last = `${year}-05-31`;
  return addDays(last, -((weekdayOf(last) - MONDAY + 7) % 7));
}

function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}
