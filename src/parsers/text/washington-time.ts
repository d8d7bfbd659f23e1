/** Reads times of day as the Federal Register prints them: Washington time, unless another zone is named. */

import { wallClock } from "../../model/clock/washington-clock.ts";

/** `4:15 p.m.`, `8:45 am`, `12 noon`, `9 a.m. GMT`. Midnight is excluded: it may be either end of the day. */
const TIME =
  /(?<![\d:])(?:(1[0-2]|0?[1-9])(?::([0-5]\d))?\s*([ap])\.?\s?m\b\.?|(?:12(?::00)?\s+)?(noon)\b)(\s*(?:\(?(?:UTC|GMT|Greenwich)\b))?/i;
const MINUTE_MS = 60_000;

/** The first time of day in the text, on `day`, as an instant in UTC; null if none is printed. */
export function readInstant(day: string, text: string): string | null {
  const time = TIME.exec(text);
  if (time === null) return null;
  const [, hours, minutes, half, noon, universal] = time;
  const hour =
    noon === undefined ? (Number(hours) % 12) + (half?.toLowerCase() === "p" ? 12 : 0) : 12;
  const shown = Date.parse(`${day}T00:00:00Z`) + (hour * 60 + Number(minutes ?? 0)) * MINUTE_MS;
  if (Number.isNaN(shown)) return null;
  const instant = universal === undefined ? instantShowing(shown) : shown;
  return new Date(instant).toISOString().replace(".000Z", "Z");
}

/** The instant at which New York clocks show the given time; the second step corrects for a change of clocks. */
function instantShowing(shown: number): number {
  const guess = shown - (wallClock(shown) - shown);
  return shown - (wallClock(guess) - guess);
}
