/** Counts each endpoint's pending, delivered and dead deliveries. */

import { count, eq } from "drizzle-orm";
import { deliveries } from "../schema/subscribers.ts";
import type { Database } from "../store/open-store.ts";
import type { DeliveryState } from "./deliveries.ts";

/** Delivered counts cover the last thirty days. */
export type Tally = Readonly<Record<DeliveryState, number>>;
export type Tallies = ReadonlyMap<string, Tally>;

const NONE: Tally = { pending: 0, delivered: 0, dead: 0 };

/** For all endpoints, or for one. */
export function readTallies(db: Database, endpointId?: string): Tallies {
  const { endpointId: of, state } = deliveries;
  const isMeant = endpointId === undefined ? undefined : eq(of, endpointId);
  const tallies = new Map<string, Tally>();
  const rows = db
    .select({ of, state, events: count() })
    .from(deliveries)
    .where(isMeant)
    .groupBy(of, state)
    .all();
  for (const row of rows) {
    tallies.set(row.of, { ...(tallies.get(row.of) ?? NONE), [row.state]: row.events });
  }
  return tallies;
}

export function tallyOf(tallies: Tallies, endpointId: string): Tally {
  return tallies.get(endpointId) ?? NONE;
}
