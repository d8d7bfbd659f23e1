/** What becomes of an endpoint and of its deliveries by what came of pushing to it. */

import { isGone, isSlow, type Outcome } from "./outcome.ts";
import { EPISODE_GAP_MS, FAILING_LIMIT_MS, pauseOf, waitAfter } from "./retry-schedule.ts";

export interface EndpointCourse {
  readonly state: "active" | "paused" | "disabled";
  readonly stateReason: string | null;
  /** Its first refusal since it last took an event. */
  readonly failingSince: string | null;
  /** It is asked for nothing before; of the last refusal. */
  readonly heldUntil: string | null;
  readonly slow: boolean;
}

export interface DeliveryCourse {
  readonly state: "pending" | "delivered" | "dead";
  readonly attempts: number;
  readonly attemptsBefore: number;
}

export type Moved = DeliveryCourse & {
  readonly dueAt: string;
  readonly lastError: string | null;
  readonly lastStatus: number | null;
  readonly deliveredAt: string | null;
};

/** Null where the outcome says nothing new: it was told before, or belongs to a try that was counted. */
export function moveOn(
  delivery: DeliveryCourse & { readonly dueAt: string },
  outcome: Outcome,
  now: Date,
  random: number,
): Moved | null {
  if (delivery.state === "delivered") return null;
  const { attemptsBefore, dueAt } = delivery;
  const { attempt: attempts, error: lastError, status: lastStatus } = outcome;
  const last = { attempts, attemptsBefore, dueAt, lastError, lastStatus, deliveredAt: null };
  // Whichever try it was, the event is there.
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
  // It is not the event's fault, and who opens the endpoint again wants what it was owed.
  if (isGone(outcome)) return { ...last, state: "pending" };
  const waitMs = waitAfter(attempts - attemptsBefore, random);
  if (waitMs === null) return { ...last, state: "dead" };
  return { ...last, state: "pending", dueAt: new Date(now.getTime() + waitMs).toISOString() };
}

/** `outcomes` in the order in which they came; of an endpoint that a person paused meanwhile, the state stays. */
export function moveEndpoint<E extends EndpointCourse>(
  endpoint: E,
  outcomes: readonly Outcome[],
  now: Date,
): E {
  let { failingSince, heldUntil } = endpoint;
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

/** It was last asked so long ago that what failed then is another story. */
function isOver(heldUntil: string | null, now: Date): boolean {
  return heldUntil !== null && now.getTime() - Date.parse(heldUntil) > EPISODE_GAP_MS;
}

function reasonToDisable(
  { failingSince }: EndpointCourse,
  outcomes: readonly Outcome[],
  now: Date,
): string | null {
  if (outcomes.some(isGone)) return "it answered 410 Gone";
  if (failingSince === null) return null;
  if (now.getTime() - Date.parse(failingSince) < FAILING_LIMIT_MS) return null;
  const last = outcomes.findLast(({ error }) => error !== null);
  return `it took nothing since ${failingSince}: ${last?.error}`;
}
