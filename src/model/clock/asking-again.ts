/** When a published document is to be read again: it is imported anew without notice, mostly in the first days. */

import { addDays, toDay } from "./day.ts";

const AFTER_HOURS = [1, 24, 48, 7 * 24, 30 * 24];
const HOUR_MS = 3_600_000;
/** What was published so long ago is imported anew no more. */
const SETTLED_DAYS = 30;

/** The first time that is still to come, RFC 3339; null where there is none. */
export function nextAsking(fetchedAt: Date, now: Date): string | null {
  const times = AFTER_HOURS.map((hours) => fetchedAt.getTime() + hours * HOUR_MS);
  const next = times.find((time) => time > now.getTime());
  return next === undefined ? null : new Date(next).toISOString();
}

export function isSettled(publicationDate: string, now: Date): boolean {
  return publicationDate < addDays(toDay(now), -SETTLED_DAYS);
}
