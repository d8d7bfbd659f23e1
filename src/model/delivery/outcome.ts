/** Result of one delivery attempt. */

export interface Outcome {
  readonly sequence: number;
  /** 1 for the first attempt. */
  readonly attempt: number;
  /** HTTP status of the answer; null where none came. */
  readonly status: number | null;
  /** Null where the endpoint accepted the event. */
  readonly error: string | null;
  /** The pause that the endpoint asked for, in ms. */
  readonly retryAfterMs: number | null;
  readonly durationMs: number;
}

/** 410 Gone: the endpoint is closed for good. */
const GONE = 410;
/** A slower answer moves the endpoint to the slow queue; answers in half of this time move it back. */
const LATE_MS = 2_000;

export function isGone({ status }: Outcome): boolean {
  return status === GONE;
}

/** Whether the endpoint is slow after these outcomes; `before` is its previous state. */
export function isSlow(outcomes: readonly Outcome[], before: boolean): boolean {
  const limitMs = before ? LATE_MS / 2 : LATE_MS;
  return outcomes.some(({ status, durationMs }) => status === null || durationMs >= limitMs);
}
