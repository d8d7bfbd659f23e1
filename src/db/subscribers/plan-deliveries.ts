/** Records the deliveries due to each endpoint for events it has not been considered for. */

import { and, asc, gt, lte, sql } from "drizzle-orm";
import type { LogEvent } from "../../model/events/event.ts";
import { type Subscription, wants } from "../../model/events/subscription.ts";
import { lastSequence } from "../log/log.ts";
import { log } from "../schema/service.ts";
import { deliveries } from "../schema/subscribers.ts";
import type { Database, Store } from "../store/open-store.ts";
import { endpointsBehind, setPlannedTo } from "./endpoints.ts";

/** Events considered in one transaction; fewer for many endpoints, so that it writes a limited number of deliveries. */
const EVENTS_AT_ONCE = 500;
const DELIVERIES_AT_ONCE = 20_000;

/** Each event is read once for all endpoints; endpoints with equal subscriptions are matched once. */
export async function planDeliveries(store: Pick<Store, "db" | "write">, now: Date): Promise<void> {
  const newest = lastSequence(store.db);
  for (;;) {
    const behind = endpointsBehind(store.db, newest);
    if (behind.length === 0) return;
    const after = Math.min(...behind.map(({ plannedTo }) => plannedTo));
    const events = Math.min(EVENTS_AT_ONCE, Math.ceil(DELIVERIES_AT_ONCE / behind.length));
    await store.write((tx) => planSome(tx, after, Math.min(newest, after + events), now));
  }
}

function planSome(tx: Database, after: number, to: number, now: Date): void {
  // Read again under the write lock: an endpoint may have been added or deleted.
  const behind = endpointsBehind(tx, to);
  const events = tx
    .select({ sequence: log.sequence, event: log.event })
    .from(log)
    .where(and(gt(log.sequence, after), lte(log.sequence, to)))
    .orderBy(asc(log.sequence))
    .all();
  const groups = Map.groupBy(behind, ({ filter }) => JSON.stringify(filter));
  const owe = tx
    .insert(deliveries)
    .values({
      endpointId: sql.placeholder("endpointId"),
      sequence: sql.placeholder("sequence"),
      state: "pending",
      attempts: 0,
      dueAt: now.toISOString(),
    })
    .onConflictDoNothing()
    .prepare();
  for (const { sequence, event: text } of events) {
    const event = JSON.parse(text) as LogEvent;
    for (const [filter, group] of groups) {
      if (!wants(JSON.parse(filter) as Subscription | null, event)) continue;
      for (const { id: endpointId, plannedTo } of group) {
        if (plannedTo < sequence) owe.run({ endpointId, sequence });
      }
    }
  }
  setPlannedTo(tx, to);
}
