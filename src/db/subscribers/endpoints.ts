/** Webhook endpoints: the environment's, and those created by a person. */

import { and, asc, eq, lt, ne, sql } from "drizzle-orm";
import type { EndpointHealth } from "../../model/delivery/next-state.ts";
import type { Subscription } from "../../model/events/subscription.ts";
import { lastSequence } from "../log/log.ts";
import { putNotice } from "../log/source-checks.ts";
import { deliveries, deliveryCounts, endpoints } from "../schema/subscribers.ts";
import type { Database } from "../store/open-store.ts";

export type Endpoint = typeof endpoints.$inferSelect;

export interface NewEndpoint {
  readonly id: string;
  readonly url: string;
  readonly description: string;
  /** Null: the news. */
  readonly filter: Subscription | null;
  readonly sealedSecrets: string;
  /** The first event it may receive; null: only future events. */
  readonly from: number | null;
}

/** Why an environment endpoint is paused. Set again, it resumes where it stopped. */
const NOT_SET = "it is not set in the environment any more";

export function createEndpoint(db: Database, endpoint: NewEndpoint, now: Date): Endpoint {
  const { from, ...given } = endpoint;
  return db
    .insert(endpoints)
    .values({
      ...given,
      plannedTo: from === null ? lastSequence(db) : from - 1,
      origin: "person",
      createdAt: now.toISOString(),
    })
    .returning()
    .get();
}

export interface EnvironmentEndpoint {
  readonly id: string;
  readonly url: string;
  readonly filter?: Subscription | null;
  readonly sealedSecrets: string;
}

/**
 * A new endpoint receives future events only; a known one resumes where it stopped. Every other endpoint of the
 * environment is paused; with null, all of them.
 */
export function putEnvironmentEndpoint(
  db: Database,
  set: EnvironmentEndpoint | null,
  now: Date,
): void {
  const isOther = and(eq(endpoints.origin, "environment"), ne(endpoints.id, set?.id ?? ""));
  if (set !== null) {
    const { id, url, filter = null, sealedSecrets } = set;
    const known = getEndpoint(db, id);
    if (known === undefined) {
      const plannedTo = lastSequence(db);
      const createdAt = now.toISOString();
      db.insert(endpoints).values({ id, url, plannedTo, filter, sealedSecrets, createdAt }).run();
    } else {
      const woken = known.stateReason === NOT_SET ? WOKEN : {};
      changeEndpoint(db, id, { url, filter, sealedSecrets, ...woken });
    }
    reportPendingOfOthers(db, id, now);
  }
  const isAwake = and(isOther, eq(endpoints.state, "active"));
  db.update(endpoints).set({ state: "paused", stateReason: NOT_SET }).where(isAwake).run();
}

export function getEndpoint(db: Database, id: string): Endpoint | undefined {
  return db.select().from(endpoints).where(eq(endpoints.id, id)).get();
}

/** Prepared once, because every batch asks. */
export function prepareGetEndpoint(db: Database): (id: string) => Endpoint | undefined {
  const read = db
    .select()
    .from(endpoints)
    .where(eq(endpoints.id, sql.placeholder("id")))
    .prepare();
  return (id) => read.get({ id });
}

/** In order of creation. */
export function listEndpoints(db: Database): Endpoint[] {
  return db.select().from(endpoints).orderBy(asc(endpoints.createdAt), asc(endpoints.id)).all();
}

export function activeEndpoints(db: Database): Endpoint[] {
  return db.select().from(endpoints).where(eq(endpoints.state, "active")).all();
}

export type EndpointChange = Partial<
  Pick<Endpoint, "url" | "description" | "filter" | "sealedSecrets" | keyof EndpointHealth>
>;

/** Sets the given fields; there may be none. */
export function changeEndpoint(db: Database, id: string, to: EndpointChange): void {
  if (Object.keys(to).length > 0) db.update(endpoints).set(to).where(eq(endpoints.id, id)).run();
}

export function pauseEndpoint(db: Database, id: string): void {
  changeEndpoint(db, id, { state: "paused", stateReason: null });
}

const WOKEN = {
  state: "active",
  stateReason: null,
  failingSince: null,
  heldUntil: null,
  slow: false,
} as const satisfies EndpointHealth;

/** Activates a paused or disabled endpoint: forgets earlier failures and makes its pending deliveries due at once. */
export function wakeEndpoint(db: Database, id: string, now: Date): void {
  changeEndpoint(db, id, WOKEN);
  db.update(deliveries)
    .set({ dueAt: now.toISOString(), attemptsBefore: deliveries.attempts })
    .where(and(eq(deliveries.endpointId, id), eq(deliveries.state, "pending")))
    .run();
}

/** Also deletes its deliveries. */
export function deleteEndpoint(db: Database, id: string): void {
  db.delete(deliveries).where(eq(deliveries.endpointId, id)).run();
  db.delete(endpoints).where(eq(endpoints.id, id)).run();
}

/** Endpoints not yet considered for the newest events, in any state: paused endpoints collect deliveries too. */
export function endpointsBehind(db: Database, sequence: number): Endpoint[] {
  return db.select().from(endpoints).where(lt(endpoints.plannedTo, sequence)).all();
}

export function setPlannedTo(db: Database, sequence: number): void {
  const isBehind = lt(endpoints.plannedTo, sequence);
  db.update(endpoints).set({ plannedTo: sequence }).where(isBehind).run();
}

function reportPendingOfOthers(db: Database, id: string, now: Date): void {
  const owed = db
    .select({ endpointId: endpoints.id, events: deliveryCounts.events })
    .from(deliveryCounts)
    .innerJoin(endpoints, eq(endpoints.id, deliveryCounts.endpointId))
    .where(
      and(
        eq(endpoints.origin, "environment"),
        ne(endpoints.id, id),
        eq(deliveryCounts.state, "pending"),
      ),
    )
    .all();
  for (const { endpointId, events } of owed) {
    const message = `${events} events are still pending for it, and the new endpoint ${id} gets none of them: set the old URL again to send them`;
    putNotice(db, { type: "endpoint.replaced", subject: endpointId, message }, now);
  }
}
