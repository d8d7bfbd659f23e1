/** When a delivery that was refused is tried again, and when its endpoint is asked at all. */

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Waits after the first, second, … refusal; some three days in all, then the delivery is dead. */
export const WAITS_MS: readonly number[] = [
  5 * SECOND_MS,
  30 * SECOND_MS,
  2 * MINUTE_MS,
  10 * MINUTE_MS,
  30 * MINUTE_MS,
  HOUR_MS,
  2 * HOUR_MS,
  4 * HOUR_MS,
  8 * HOUR_MS,
  8 * HOUR_MS,
  12 * HOUR_MS,
  12 * HOUR_MS,
  24 * HOUR_MS,
];
/** Of each wait, so that what was refused together does not come back together. */
const JITTER = 0.2;
/** A wish for a longer pause than this is kept for so long only: a receiver that comes back sooner need not wait. */
export const LONGEST_PAUSE_MS = 6 * HOUR_MS;
/** An endpoint that failed for long is asked this seldom, whatever it is owed. */
const PAUSE_WHILE_FAILING_MS = MINUTE_MS;
const PAUSE_SHARE = 0.1;
/** Without one success: past the schedule of a delivery, so that its own last try comes first. */
export const FAILING_LIMIT_MS = 5 * DAY_MS;
/** Behind this long without a try, what failed before says nothing any more: the service was off, or the endpoint. */
export const EPISODE_GAP_MS = 2 * DAY_MS;

/** In ms, after so many refusals; null where it is given up. `random` is in 0..1. */
export function waitAfter(refusals: number, random: number): number | null {
  const waitMs = WAITS_MS[refusals - 1];
  return waitMs === undefined ? null : waitMs * (1 - JITTER + 2 * JITTER * random);
}

/** No wait after so many refusals is longer; what is due further off was written by a clock that ran ahead. */
export function longestWait(refusals: number): number {
  return (WAITS_MS[refusals - 1] ?? 0) * (1 + JITTER);
}

/** How long an endpoint that has just failed is left alone, in ms; `asked` is what it asked for. */
export function pauseOf(failingMs: number, asked: number | null): number {
  const own = Math.min(PAUSE_WHILE_FAILING_MS, Math.max(0, failingMs) * PAUSE_SHARE);
  return Math.max(own, Math.min(asked ?? 0, LONGEST_PAUSE_MS));
}
