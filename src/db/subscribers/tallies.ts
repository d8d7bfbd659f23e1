/** The number of each endpoint's pending, delivered and dead deliveries. Triggers count them as they are written. */

import { asc, eq } from "drizzle-orm";
import { deliveryCounts } from "../schema/subscribers.ts";
import type { Database } from "../store/open-store.ts";
import type { DeliveryState } from "./deliveries.ts";

/** Delivered counts cover the last thirty days. */
export type Tally = Readonly<Record<DeliveryState, number>>;
export type Tallies = ReadonlyMap<string, Tally>;

export type DeliveryCount = typeof deliveryCounts.$inferSelect;

const NONE: Tally = { pending: 0, delivered: 0, dead: 0 };

/** By endpoint and state, without zeros; of all endpoints, or of one. */
export function countDeliveries(db: Database, endpointId?: string): DeliveryCount[] {
  const { endpointId: of, state } = deliveryCounts;
  return db
    .select()
    .from(deliveryCounts)
    .where(endpointId === undefined ? undefined : eq(of, endpointId))
    .orderBy(asc(of), asc(state))
    .all();
}

/** For all endpoints, or for one. */
export function readTallies(db: Database, endpointId?: string): Tallies {
  const tallies = new Map<string, Tally>();
  for (const { endpointId: of, state, events } of countDeliveries(db, endpointId)) {
    tallies.set(of, { ...(tallies.get(of) ?? NONE), [state]: events });
  }
  return tallies;
}

export function tallyOf(tallies: Tallies, endpointId: string): Tally {
  return tallies.get(endpointId) ?? NONE;
}
