/** What each endpoint has been told, and what it is still owed. */

import { and, asc, count, eq, gt, lte, ne } from "drizzle-orm";
import type { EventDraft, LogEvent } from "../model/event.ts";
import { isNews } from "../model/news.ts";
import { lastSequence } from "./log.ts";
import type { Database } from "./open-store.ts";
import { log } from "./schema/service.ts";
import { deliveries, endpoints } from "./schema/subscribers.ts";
import { putNotice } from "./source-checks.ts";

export type Delivery = typeof deliveries.$inferSelect;

/** A new endpoint is told what happens from now on, not the past; a known one goes on where it was. */
export function putEndpoint(db: Database, id: string, url: string, now: Date): void {
  if (db.select().from(endpoints).where(eq(endpoints.id, id)).get() !== undefined) return;
  // Before ids were made of the URL, the one endpoint was `webhook`: with the same URL it is the same one.
  const former = db.select().from(endpoints).where(eq(endpoints.url, url)).get();
  db.insert(endpoints)
    .values({ id, url, plannedTo: former?.plannedTo ?? lastSequence(db) })
    .run();
  if (former !== undefined) {
    const isOfFormer = eq(deliveries.endpointId, former.id);
    db.update(deliveries).set({ endpointId: id }).where(isOfFormer).run();
    db.delete(endpoints).where(eq(endpoints.id, former.id)).run();
  }
  for (const { endpointId, events } of owedToOthers(db, id)) {
    const message = `${events} events are still owed to it, and none of them goes to the new endpoint ${id}: set its URL again to have them sent`;
    putNotice(db, { type: "endpoint.replaced", subject: endpointId, message }, now);
  }
}

/** Notes a delivery for each event of interest that the log holds and the endpoint has not been considered for. */
export function planDeliveries(
  db: Database,
  endpointId: string,
  isWanted: (event: EventDraft) => boolean = isNews,
  now: Date = new Date(),
): void {
  const endpoint = db.select().from(endpoints).where(eq(endpoints.id, endpointId)).get();
  if (endpoint === undefined) throw new Error(`no endpoint ${endpointId} in the store`);
  const rows = db
    .select({ sequence: log.sequence, event: log.event })
    .from(log)
    .where(gt(log.sequence, endpoint.plannedTo))
    .orderBy(asc(log.sequence))
    .all();
  for (const { sequence, event } of rows) {
    if (!isWanted(JSON.parse(event) as LogEvent)) continue;
    db.insert(deliveries)
      .values({ endpointId, sequence, state: "pending", attempts: 0, dueAt: now.toISOString() })
      .onConflictDoNothing()
      .run();
  }
  const plannedTo = rows.at(-1)?.sequence;
  if (plannedTo === undefined) return;
  db.update(endpoints).set({ plannedTo }).where(eq(endpoints.id, endpointId)).run();
}

export function dueDeliveries(
  db: Database,
  endpointId: string,
  now: Date,
  limit: number,
): Delivery[] {
  return db
    .select()
    .from(deliveries)
    .where(
      and(
        eq(deliveries.endpointId, endpointId),
        eq(deliveries.state, "pending"),
        lte(deliveries.dueAt, now.toISOString()),
      ),
    )
    .orderBy(asc(deliveries.sequence))
    .limit(limit)
    .all();
}

export function getDelivery(
  db: Database,
  endpointId: string,
  sequence: number,
): Delivery | undefined {
  return db.select().from(deliveries).where(isDelivery(endpointId, sequence)).get();
}

export function moveDelivery(
  db: Database,
  endpointId: string,
  sequence: number,
  to: Partial<Pick<Delivery, "state" | "attempts" | "dueAt" | "lastError">>,
): void {
  db.update(deliveries).set(to).where(isDelivery(endpointId, sequence)).run();
}

export function countDeliveries(
  db: Database,
): { endpointId: string; state: string; events: number }[] {
  return db
    .select({ endpointId: deliveries.endpointId, state: deliveries.state, events: count() })
    .from(deliveries)
    .groupBy(deliveries.endpointId, deliveries.state)
    .all();
}

function owedToOthers(db: Database, id: string): { endpointId: string; events: number }[] {
  return db
    .select({ endpointId: deliveries.endpointId, events: count() })
    .from(deliveries)
    .where(and(ne(deliveries.endpointId, id), eq(deliveries.state, "pending")))
    .groupBy(deliveries.endpointId)
    .all();
}

function isDelivery(endpointId: string, sequence: number) {
  return and(eq(deliveries.endpointId, endpointId), eq(deliveries.sequence, sequence));
}
