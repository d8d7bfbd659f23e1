/** Whether the list of public inspection is as of now, by the later of its two stamps: a copy of it may come from anywhere. */

import { displayMsBetween } from "./display-hours.ts";

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

/** `before`: of the last list that was believed. Null where it may be believed whole. RFC 3339 UTC. */
export function doubtStamp(stamp: string | null, before: string | null, now: Date): Doubt | null {
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
  if (displayMsBetween(new Date(stamp), now) <= STANDS_MS) return null;
  const why = `a list of ${stamp}, which has stood still for a business day: it may be a copy`;
  return { isOld: false, why };
}

function isAhead(stamp: string, now: Date): boolean {
  return Date.parse(stamp) - now.getTime() > AHEAD_MS;
}
