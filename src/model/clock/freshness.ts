/** When a source is polled next, and when it becomes stale ("Silence is a statement"). */

import { displayMsBetween, isDisplayHour } from "./display-hours.ts";
import { isInFuture } from "./in-future.ts";
import type { SourceName } from "./source.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Time between polls. Public inspection is polled at this rate in display hours, and hourly otherwise. */
const INTERVALS_MS: Readonly<Record<SourceName, number>> = {
  "public-inspection": MINUTE_MS,
  "federal-register": 10 * MINUTE_MS,
  ecfr: 15 * MINUTE_MS,
};

/**
 * The greatest age of the last trustworthy answer. The eCFR changes on business days only, but answers "unchanged" on the others
 * too. For public inspection only display hours count.
 */
const DEADLINES_MS: Readonly<Record<SourceName, number>> = {
  "public-inspection": 15 * MINUTE_MS,
  "federal-register": 45 * MINUTE_MS,
  ecfr: 24 * HOUR_MS,
};

export function nextPoll(source: SourceName, lastTry: Date): Date {
  const after = (ms: number) => new Date(lastTry.getTime() + ms);
  if (source !== "public-inspection") return after(INTERVALS_MS[source]);
  for (let ms = INTERVALS_MS[source]; ms < HOUR_MS; ms += MINUTE_MS) {
    if (isDisplayHour(after(ms))) return after(ms);
  }
  return after(HOUR_MS);
}

/** The next poll, as seen now: one after a poll in the future is due at once. */
export function nextDue(source: SourceName, lastTry: Date, now: Date): Date {
  return isInFuture(lastTry, now) ? now : nextPoll(source, lastTry);
}

/**
 * A source without any trustworthy answer is stale. A source whose last answer lies in the future is stale too:
 * the clock was wrong then, and the answer's age is unknown.
 */
export function isStale(source: SourceName, lastTrusted: string | null, now: Date): boolean {
  if (lastTrusted === null) return true;
  const answered = new Date(lastTrusted);
  if (isInFuture(answered, now)) return true;
  const silentMs =
    source === "public-inspection"
      ? displayMsBetween(answered, now)
      : now.getTime() - answered.getTime();
  return silentMs > DEADLINES_MS[source];
}

/** The instant of a source's last answer or poll, as text for a person. */
export function describeLast(instant: string | null, now: Date): string {
  if (instant === null) return "never";
  return isInFuture(new Date(instant), now) ? `${instant} by a clock that ran ahead` : instant;
}
