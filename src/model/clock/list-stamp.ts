/** Whether the list of public inspection is as of now, by the later of its two stamps: a copy of it may come from anywhere. */

import { displayMsBetween, isIssueDay, newestIssueDay } from "./display-hours.ts";
import { washingtonDay } from "./washington-clock.ts";

const HOUR_MS = 3_600_000;
/** Regular filings appear each business day at 8:45, and a day has twelve hours of display: an hour more is no delay. */
const STANDS_MS = 13 * HOUR_MS;
/** Two clocks may differ. */
const AHEAD_MS = 10 * 60_000;

export interface Doubt {
  /** One that was seen before says nothing; of another, what it shows is so, and nothing follows from what it lacks. */
  readonly isOld: boolean;
  readonly why: string;
}

/** A list of this many scheduled records at least says by them which days have an issue; it has hundreds. */
const SCHEDULED_AT_LEAST = 2;

/**
 * `before`: of the last list that was believed. `scheduled`: the days on which the records of the list are to be published,
 * one a record. Null where it may be believed whole. RFC 3339 UTC.
 */
export function doubtStamp(
  stamp: string | null,
  before: string | null,
  now: Date,
  scheduled: readonly string[] = [],
): Doubt | null {
  if (stamp === null) return null;
  if (isAhead(stamp, now)) {
    const why = `a list of ${stamp}, which is still to come: its clock or this one is wrong`;
    return { isOld: false, why };
  }
  // A mark that is still to come was set by a clock that was wrong.
  if (before !== null && stamp < before && !isAhead(before, now)) {
    const why = `a list of ${stamp} came after one of ${before}: an old copy says nothing`;
    return { isOld: true, why };
  }
  const issued = washingtonDay(new Date(stamp));
  const isOpen = (day: string) =>
    day === issued || (isIssueDay(day) && !isPassedOver(day, scheduled));
  if (displayMsBetween(new Date(stamp), now, isOpen) <= STANDS_MS) return null;
  const why = `a list of ${stamp}, which has stood still for a business day: it may be a copy`;
  return { isOld: false, why };
}

/**
 * The day of the issue that a list shows. Its stamp says so: the clock may run ahead, and on a day without an issue the one
 * before stays listed. Without a stamp, or with one that is still to come, it is the newest issue by the clock.
 */
export function listDay(stamp: string | null, now: Date): string {
  const newest = newestIssueDay(now);
  const stamped = stamp === null ? newest : washingtonDay(new Date(stamp));
  return [stamped, newest].sort()[0] ?? newest;
}

/**
 * On a day closed by executive order nothing is published, and no new issue of public inspection begins: its old one schedules
 * nothing for the day. A copy that stands still lists what is published on the next business day, always.
 */
function isPassedOver(day: string, scheduled: readonly string[]): boolean {
  if (scheduled.length < SCHEDULED_AT_LEAST) return false;
  return !scheduled.includes(day) && scheduled.some((one) => one > day);
}

function isAhead(stamp: string, now: Date): boolean {
  return Date.parse(stamp) - now.getTime() > AHEAD_MS;
}
