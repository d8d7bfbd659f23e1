/** The scenario's clock, which runs on across the deaths of the service, and fast: a refused delivery waits for minutes. */

export interface Clock {
  /** What it showed, in ms, when the real one showed `realMs`. */
  readonly shownMs: number;
  readonly realMs: number;
}

/** A minute a second: of the longest arrival, no more than an hour or two of its day. */
const SPEED = 60;

export function morningOf(day: string): Clock {
  return { shownMs: Date.parse(`${day}T13:00:00Z`), realMs: Date.now() };
}

export function readClock({ shownMs, realMs }: Clock): Date {
  return new Date(shownMs + SPEED * (Date.now() - realMs));
}

export function jumped(clock: Clock, byMs: number): Clock {
  return { ...clock, shownMs: clock.shownMs + byMs };
}
