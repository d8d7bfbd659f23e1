/** Writes delivery outcomes to the store: the next state of each delivery and endpoint, and notices. */

import { putNotice } from "../../db/log/source-checks.ts";
import type { Database, Store } from "../../db/store/open-store.ts";
import { prepareMoves } from "../../db/subscribers/deliveries.ts";
import {
  changeEndpoint,
  type Endpoint,
  prepareGetEndpoint,
} from "../../db/subscribers/endpoints.ts";
import {
  type EndpointHealth,
  nextDeliveryState,
  nextEndpointState,
} from "../../model/delivery/next-state.ts";
import type { Report } from "../step.ts";

/** Writes all reports or none; resolves with the endpoint of each as it is then, null if it was deleted. */
export type WriteOutcomes = (reports: readonly Report[], now: Date) => Promise<(Endpoint | null)[]>;

interface Statements {
  readonly deliveries: ReturnType<typeof prepareMoves>;
  readonly getEndpoint: ReturnType<typeof prepareGetEndpoint>;
}

/** `random` is in 0..1; jitter comes from it. */
export function outcomesWrittenHere(
  store: Pick<Store, "db" | "write">,
  random: () => number,
): WriteOutcomes {
  // Prepared outside, they still run within the transaction: the store has one connection.
  const statements = {
    deliveries: prepareMoves(store.db),
    getEndpoint: prepareGetEndpoint(store.db),
  };
  return (reports, now) =>
    store.write((tx) => reports.map((report) => note(tx, report, now, random, statements)));
}

function note(
  tx: Database,
  { endpointId, outcomes }: Report,
  now: Date,
  random: () => number,
  { deliveries, getEndpoint }: Statements,
): Endpoint | null {
  const endpoint = getEndpoint(endpointId);
  if (endpoint === undefined) return null;
  for (const outcome of outcomes) {
    const delivery = deliveries.get(endpointId, outcome.sequence);
    const moved =
      delivery === undefined ? null : nextDeliveryState(delivery, outcome, now, random());
    if (moved === null) continue;
    deliveries.move(endpointId, outcome.sequence, moved);
    if (moved.state !== "dead") continue;
    const tries = moved.attempts - moved.attemptsBefore;
    const message = `event ${outcome.sequence} given up after ${tries} attempts: ${moved.lastError}`;
    putNotice(tx, { type: "delivery.dead", subject: endpointId, message }, now);
  }
  const moved = nextEndpointState(endpoint, outcomes, now);
  if (isChanged(moved, endpoint)) changeEndpoint(tx, endpointId, healthOf(moved));
  if (moved.state === "disabled" && endpoint.state !== "disabled") {
    const message = `${moved.stateReason}; its pending events wait: entitywire endpoints enable ${endpointId}`;
    putNotice(tx, { type: "endpoint.disabled", subject: endpointId, message }, now);
  }
  return moved;
}

function healthOf({ state, stateReason, failingSince, heldUntil, slow }: Endpoint): EndpointHealth {
  return { state, stateReason, failingSince, heldUntil, slow };
}

function isChanged(one: Endpoint, other: Endpoint): boolean {
  return JSON.stringify(healthOf(one)) !== JSON.stringify(healthOf(other));
}
