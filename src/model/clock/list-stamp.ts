/** Detects a stale or cached public-inspection list. The later of its two stamps counts. */

import { displayMsBetween, isIssueDay, newestIssueDay } from "./display-hours.ts";
import { washingtonDay } from "./washington-clock.ts";

const HOUR_MS = 3_600_000;
/** Regular filings appear each business day at 8:45, and a day has twelve display hours; one more hour is tolerated. */
const STANDS_MS = 13 * HOUR_MS;
/** Tolerated difference between two clocks. */
const AHEAD_MS = 10 * 60_000;

export interface Doubt {
  /** An old copy is ignored. From another doubtful list, only what it shows counts; what is missing means nothing. */
  readonly isOld: boolean;
  readonly why: string;
}

/** With at least this many scheduled records, a list shows which days have an issue; a real one has hundreds. */
const SCHEDULED_AT_LEAST = 2;

/**
 * `before`: the stamp of the last trusted list. `scheduled`: the scheduled publication day of each record.
 * Returns null where the list can be trusted fully. Stamps are RFC 3339 UTC.
 */
export function doubtStamp(
  stamp: string | null,
  before: string | null,
  now: Date,
  scheduled: readonly string[] = [],
): Doubt | null {
  if (stamp === null) return null;
  if (isAhead(stamp, now)) {
    const why = `a list of ${stamp}, which lies in the future: its clock or this one is wrong`;
    return { isOld: false, why };
  }
  // A previous stamp in the future was set by a wrong clock.
  if (before !== null && stamp < before && !isAhead(before, now)) {
    const why = `a list of ${stamp} arrived after one of ${before}: old copies are ignored`;
    return { isOld: true, why };
  }
  const issued = washingtonDay(new Date(stamp));
  const isOpen = (day: string) =>
    day === issued || (isIssueDay(day) && !isPassedOver(day, scheduled));
  if (displayMsBetween(new Date(stamp), now, isOpen) <= STANDS_MS) return null;
  const why = `a list of ${stamp}, unchanged for a business day: it may be a cached copy`;
  return { isOld: false, why };
}

/**
 * The day of the issue that a list shows. The stamp decides, because the clock may run ahead and because on a day without an
 * issue the previous one stays listed. Without a stamp, or with one in the future, it is the newest issue by the clock.
 */
export function listDay(stamp: string | null, now: Date): string {
  const newest = newestIssueDay(now);
  const stamped = stamp === null ? newest : washingtonDay(new Date(stamp));
  return [stamped, newest].sort()[0] ?? newest;
}

/**
 * On a day closed by executive order nothing is published and no new issue begins, so the old issue schedules nothing
 * for that day. A stale copy always lists documents scheduled for the next business day.
 */
function isPassedOver(day: string, scheduled: readonly string[]): boolean {
  if (scheduled.length < SCHEDULED_AT_LEAST) return false;
  return !scheduled.includes(day) && scheduled.some((one) => one > day);
}

function isAhead(stamp: string, now: Date): boolean {
  return Date.parse(stamp) - now.getTime() > AHEAD_MS;
}
