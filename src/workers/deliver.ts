/** Hands one event to one endpoint, at least once. */

import { getDelivery, moveDelivery } from "../db/deliveries.ts";
import { readEvent } from "../db/log.ts";
import { putNotice } from "../db/source-checks.ts";
import { describeError } from "../model/errors.ts";
import type { Deps, Handler } from "./step.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Waits after the first, second, … refusal; some three days in all, then the delivery is dead. */
const WAITS_MS: readonly number[] = [
  5_000,
  30_000,
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

export const handleDeliver: Handler<"deliver"> = async (job, deps, signal) => {
  const { endpointId, sequence, attempt: attempts } = job;
  const { store, webhook, now } = deps;
  const delivery = getDelivery(store.db, endpointId, sequence);
  const isMeant = delivery?.state === "pending" && delivery.attempts + 1 === attempts;
  if (webhook?.id !== endpointId || !isMeant) {
    return { facts: { endpointId, sequence, again: true }, next: [] };
  }
  try {
    await webhook.push(readEvent(store.db, sequence), now(), signal);
  } catch (error) {
    if (!signal.aborted) refuse(deps, endpointId, sequence, attempts, describeError(error));
    throw error;
  }
  deps.onBoundary?.(`deliver sent ${sequence}`);
  store.transact((tx) =>
    moveDelivery(tx, endpointId, sequence, { state: "delivered", attempts, lastError: null }),
  );
  return { facts: { endpointId, sequence, attempts }, next: [] };
};

function refuse(
  { store, now, random }: Deps,
  endpointId: string,
  sequence: number,
  attempts: number,
  lastError: string,
): void {
  const waitMs = WAITS_MS[attempts - 1];
  store.transact((tx) => {
    if (waitMs === undefined) {
      moveDelivery(tx, endpointId, sequence, { state: "dead", attempts, lastError });
      const message = `event ${sequence} given up after ${attempts} tries: ${lastError}`;
      putNotice(tx, { type: "delivery.dead", subject: endpointId, message }, now());
      return;
    }
    const dueAt = new Date(now().getTime() + waitMs * (0.8 + 0.4 * random())).toISOString();
    moveDelivery(tx, endpointId, sequence, { attempts, dueAt, lastError });
  });
}
