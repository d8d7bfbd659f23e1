/** When a refused delivery is tried again, and how long its endpoint is paused. */

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Waits after the first, second, … refusal; about three days in all, then the delivery is dead. */
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
/** Random share of each wait, so that deliveries refused together do not return together. */
const JITTER = 0.2;
/** Longer pauses asked for by a receiver are shortened to this; a receiver that recovers sooner need not wait. */
export const LONGEST_PAUSE_MS = 6 * HOUR_MS;
/** Longest pause of an endpoint that has been failing for long, unless it asks for more. */
const PAUSE_WHILE_FAILING_MS = MINUTE_MS;
const PAUSE_SHARE = 0.1;
/** Time without one success; longer than a delivery's schedule, so that its last attempt comes first. */
export const FAILING_LIMIT_MS = 5 * DAY_MS;
/** After this long without an attempt, earlier failures no longer count: the service was off, or the endpoint was. */
export const EPISODE_GAP_MS = 2 * DAY_MS;

/** Wait in ms after so many refusals; null where the delivery is given up. `random` is in 0..1. */
export function waitAfter(refusals: number, random: number): number | null {
  const waitMs = WAITS_MS[refusals - 1];
  return waitMs === undefined ? null : waitMs * (1 - JITTER + 2 * JITTER * random);
}

/** The longest possible wait after so many refusals. A later due time was written by a clock that ran ahead. */
export function longestWait(refusals: number): number {
  return (WAITS_MS[refusals - 1] ?? 0) * (1 + JITTER);
}

/** Pause of an endpoint that has just failed, in ms; `asked` is the pause it asked for. */
export function pauseOf(failingMs: number, asked: number | null): number {
  const own = Math.min(PAUSE_WHILE_FAILING_MS, Math.max(0, failingMs) * PAUSE_SHARE);
  return Math.max(own, Math.min(asked ?? 0, LONGEST_PAUSE_MS));
}
