/** What came of pushing events to an endpoint: told by whoever pushed, judged by who keeps the store. */

export interface Outcome {
  readonly sequence: number;
  /** 1 for the first try. */
  readonly attempt: number;
  /** Of the answer; null where none came. */
  readonly status: number | null;
  /** Null where it took the event. */
  readonly error: string | null;
  /** What it asked for, in ms. */
  readonly retryAfterMs: number | null;
  readonly durationMs: number;
}

/** A 410 says that nobody will listen here again. */
const GONE = 410;
/** An answer that takes longer has its endpoint served apart; it comes back with answers in half of that. */
const LATE_MS = 2_000;

export function isGone({ status }: Outcome): boolean {
  return status === GONE;
}

/** Whether the endpoint is slow after these, `before` them it was. */
export function isSlow(outcomes: readonly Outcome[], before: boolean): boolean {
  const limitMs = before ? LATE_MS / 2 : LATE_MS;
  return outcomes.some(({ status, durationMs }) => status === null || durationMs >= limitMs);
}
