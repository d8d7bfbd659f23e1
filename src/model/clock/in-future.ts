/** Recognizes an instant that a clock wrote while it ran ahead: nothing may wait until then. */

/** Tolerated difference: a clock that is right is moved by less. */
const TOLERANCE_MS = 60_000;

export function isInFuture(instant: Date, now: Date): boolean {
  return instant.getTime() - now.getTime() > TOLERANCE_MS;
}
