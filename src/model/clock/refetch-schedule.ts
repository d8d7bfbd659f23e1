/** When a published document is fetched again: the Federal Register replaces texts without notice, mostly in the first days. */

import { addDays, toDay } from "./day.ts";

const AFTER_HOURS = [1, 24, 48, 7 * 24, 30 * 24];
const HOUR_MS = 3_600_000;
/** Documents published longer ago are no longer replaced. */
const SETTLED_DAYS = 30;

/** The next time to fetch, RFC 3339; null when none is left. */
export function nextRefetch(fetchedAt: Date, now: Date): string | null {
  const next = timesAfter(fetchedAt).find((time) => time > now.getTime());
  return next === undefined ? null : new Date(next).toISOString();
}

/** Whether `nextRefetch` gave this time for a document fetched then. */
export function isReckonedFrom(fetchedAt: Date, time: string | null): boolean {
  return time !== null && timesAfter(fetchedAt).includes(Date.parse(time));
}

function timesAfter(instant: Date): number[] {
  return AFTER_HOURS.map((hours) => instant.getTime() + hours * HOUR_MS);
}

export function isSettled(publicationDate: string, now: Date): boolean {
  return publicationDate < addDays(toDay(now), -SETTLED_DAYS);
}
