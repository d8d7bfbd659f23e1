/** Next state of an endpoint and its deliveries after an attempt. */

import { isGone, isSlow, type Outcome } from "./outcome.ts";
import {
  EPISODE_GAP_MS,
  FAILING_LIMIT_MS,
  LONGEST_PAUSE_MS,
  pauseOf,
  waitAfter,
} from "./retry-schedule.ts";

export interface EndpointHealth {
  readonly state: "active" | "paused" | "disabled";
  readonly stateReason: string | null;
  /** The first refusal since the last accepted event. */
  readonly failingSince: string | null;
  /** Nothing is sent earlier; set by the last refusal. */
  readonly heldUntil: string | null;
  readonly slow: boolean;
}

export interface DeliveryProgress {
  readonly state: "pending" | "delivered" | "dead";
  readonly attempts: number;
  readonly attemptsBefore: number;
}

export type NextDeliveryState = DeliveryProgress & {
  readonly dueAt: string;
  readonly lastError: string | null;
  readonly lastStatus: number | null;
  readonly deliveredAt: string | null;
};

/** Null where the outcome changes nothing: it was recorded before, or belongs to an attempt already counted. */
export function nextDeliveryState(
  delivery: DeliveryProgress & { readonly dueAt: string },
  outcome: Outcome,
  now: Date,
  random: number,
): NextDeliveryState | null {
  if (delivery.state === "delivered") return null;
  const { attemptsBefore, dueAt } = delivery;
  const { attempt: attempts, error: lastError, status: lastStatus } = outcome;
  const last = { attempts, attemptsBefore, dueAt, lastError, lastStatus, deliveredAt: null };
  // A success counts whichever attempt it belongs to.
  if (lastError === null) {
    const deliveredAt = now.toISOString();
    return {
      ...last,
      attempts: Math.max(attempts, delivery.attempts),
      state: "delivered",
      deliveredAt,
    };
  }
  if (delivery.state === "dead" || attempts !== delivery.attempts + 1) return null;
  // A gone endpoint is not the event's fault, and whoever enables it again gets the pending events.
  if (isGone(outcome)) return { ...last, state: "pending" };
  const waitMs = waitAfter(attempts - attemptsBefore, random);
  if (waitMs === null) return { ...last, state: "dead" };
  return { ...last, state: "pending", dueAt: new Date(now.getTime() + waitMs).toISOString() };
}

/** `outcomes` in order of arrival. An endpoint that a person paused meanwhile stays paused. */
export function nextEndpointState<E extends EndpointHealth>(
  endpoint: E,
  outcomes: readonly Outcome[],
  now: Date,
): E {
  let failingSince = isAfter(endpoint.failingSince, now) ? null : endpoint.failingSince;
  // A longer pause was written by a clock that ran ahead.
  const longest = new Date(now.getTime() + LONGEST_PAUSE_MS);
  let heldUntil = isAfter(endpoint.heldUntil, longest) ? null : endpoint.heldUntil;
  for (const { error, retryAfterMs } of outcomes) {
    if (error === null) {
      [failingSince, heldUntil] = [null, null];
      continue;
    }
    if (failingSince === null || isOver(heldUntil, now)) failingSince = now.toISOString();
    const pauseMs = pauseOf(now.getTime() - Date.parse(failingSince), retryAfterMs);
    const until = new Date(now.getTime() + pauseMs).toISOString();
    heldUntil = heldUntil === null || until > heldUntil ? until : heldUntil;
  }
  const slow = isSlow(outcomes, endpoint.slow);
  const moved = { ...endpoint, failingSince, heldUntil, slow };
  const reason = endpoint.state === "active" ? reasonToDisable(moved, outcomes, now) : null;
  return reason === null ? moved : { ...moved, state: "disabled", stateReason: reason };
}

function isAfter(instant: string | null, limit: Date): boolean {
  return instant !== null && instant > limit.toISOString();
}

/** The last attempt was so long ago that earlier failures no longer count. */
function isOver(heldUntil: string | null, now: Date): boolean {
  return heldUntil !== null && now.getTime() - Date.parse(heldUntil) > EPISODE_GAP_MS;
}

function reasonToDisable(
  { failingSince }: EndpointHealth,
  outcomes: readonly Outcome[],
  now: Date,
): string | null {
  if (outcomes.some(isGone)) return "it answered 410 Gone";
  if (failingSince === null) return null;
  if (now.getTime() - Date.parse(failingSince) < FAILING_LIMIT_MS) return null;
  const last = outcomes.findLast(({ error }) => error !== null);
  return `it accepted nothing since ${failingSince}: ${last?.error}`;
}
