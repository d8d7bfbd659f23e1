/** The hours in which the public-inspection list changes: 8:00 to 19:59 in Washington, on days that have an issue. */

import { isBusinessDay, isClosedDay } from "./business-day.ts";
import { addDays } from "./day.ts";
import { wallClock } from "./washington-clock.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const OPENS_MS = 8 * HOUR_MS;
const CLOSES_MS = 20 * HOUR_MS;

export function isDisplayHour(instant: Date): boolean {
  const shown = wallClock(instant.getTime());
  const time = shown % DAY_MS;
  return time >= OPENS_MS && time < CLOSES_MS && isIssueDay(dayOf(shown));
}

export function isIssueDay(day: string): boolean {
  return isBusinessDay(day) && !isClosedDay(day);
}

/** The day of the newest issue, by the clock. */
export function newestIssueDay(now: Date): string {
  let day = dayOf(wallClock(now.getTime()) - OPENS_MS);
  while (!isIssueDay(day)) day = addDays(day, -1);
  return day;
}

/** The display hours between two instants, in ms, to the minute; counts at most the first eleven days. */
export function displayMsBetween(
  from: Date,
  to: Date,
  isOpen: (day: string) => boolean = isIssueDay,
): number {
  const [start, end] = [wallClock(from.getTime()), wallClock(to.getTime())];
  const first = dayOf(start);
  let sum = 0;
  for (let days = 0; days <= 10; days += 1) {
    const day = addDays(first, days);
    const midnight = Date.parse(day);
    if (midnight > end) break;
    if (!isOpen(day)) continue;
    sum += Math.max(0, Math.min(end, midnight + CLOSES_MS) - Math.max(start, midnight + OPENS_MS));
  }
  return sum;
}

function dayOf(shown: number): string {
  return new Date(shown).toISOString().slice(0, 10);
}
