/** When a source is to be asked again, and when its silence stops being news (law 6). */

import { displayMsBetween, isDisplayHour } from "./display-hours.ts";
import type { SourceName } from "./source.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** From one poll to the next. Public inspection is asked so often while its list moves, and hourly otherwise. */
const INTERVALS_MS: Readonly<Record<SourceName, number>> = {
  "public-inspection": MINUTE_MS,
  "federal-register": 10 * MINUTE_MS,
  ecfr: 15 * MINUTE_MS,
};

/**
 * How old the last trustworthy answer may be. The eCFR moves on business days only, but answers "unchanged" on the others
 * too; of public inspection only the hours count in which its list moves.
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

/**
 * A source that never gave a trustworthy answer is stale from the start; so is one whose last answer is still to come: the
 * clock was wrong then, and how old it is nobody knows.
 */
export function isStale(source: SourceName, lastTrusted: string | null, now: Date): boolean {
  if (lastTrusted === null) return true;
  const heard = new Date(lastTrusted);
  if (isToCome(heard, now)) return true;
  const silentMs =
    source === "public-inspection" ? displayMsBetween(heard, now) : now.getTime() - heard.getTime();
  return silentMs > DEADLINES_MS[source];
}

/** When a source was last heard or asked, for a person. */
export function describeLast(instant: string | null, now: Date): string {
  if (instant === null) return "never";
  return isToCome(new Date(instant), now) ? `${instant} by a clock that ran ahead` : instant;
}

function isToCome(instant: Date, now: Date): boolean {
  return instant.getTime() - now.getTime() > MINUTE_MS;
}
