/** Deliveries: the events that each endpoint received or is still to receive. */

import { and, asc, desc, eq, gt, gte, inArray, lt, lte, type SQL, sql } from "drizzle-orm";
import type { NextDeliveryState } from "../../model/delivery/next-state.ts";
import { longestWait, WAITS_MS } from "../../model/delivery/retry-schedule.ts";
import type { LogEvent } from "../../model/events/event.ts";
import { wants } from "../../model/events/subscription.ts";
import { log } from "../schema/service.ts";
import { deliveries } from "../schema/subscribers.ts";
import type { Database } from "../store/open-store.ts";
import { getEndpoint } from "./endpoints.ts";

export type Delivery = typeof deliveries.$inferSelect;
export type DeliveryState = Delivery["state"];
export const DELIVERY_STATES = ["pending", "delivered", "dead"] as const satisfies DeliveryState[];

/** How long delivered events stay recorded per endpoint; the log keeps the events themselves. */
const DELIVERED_KEPT_MS = 30 * 86_400_000;
const PRUNED_AT_ONCE = 5_000;

/** A literal, as in the index: SQLite does not use the index with a parameter. */
const isOwed = sql`state = 'pending'`;

export type DueDelivery = Pick<Delivery, "sequence" | "attempts">;

/** Reads the first due deliveries, longest due first; prepared once, because every endpoint is asked. */
export function prepareDue(
  db: Database,
): (endpointId: string, now: Date, limit: number) => DueDelivery[] {
  const { sequence, attempts, endpointId: of, dueAt } = deliveries;
  const isOf = eq(of, sql.placeholder("endpointId"));
  const due = db
    .select({ sequence, attempts })
    .from(deliveries)
    .where(and(isOf, isOwed, lte(dueAt, sql.placeholder("now"))))
    .orderBy(asc(dueAt), asc(sequence))
    .limit(sql.placeholder("limit"))
    .prepare();
  return (endpointId, now, limit) => due.all({ endpointId, now: now.toISOString(), limit });
}

export function dueDeliveries(
  db: Database,
  endpointId: string,
  now: Date,
  limit: number,
): DueDelivery[] {
  return prepareDue(db)(endpointId, now, limit);
}

/** A delivery due later than its longest wait was scheduled by a clock that ran ahead; makes it due now. */
export function distrustFarDues(db: Database, now: Date): void {
  const { attempts, attemptsBefore, dueAt } = deliveries;
  const instant = (waitMs: number): string => new Date(now.getTime() + waitMs).toISOString();
  const limits = sql.join(
    WAITS_MS.map((_, at) => sql`WHEN ${at + 1} THEN ${instant(longestWait(at + 1))}`),
    sql` `,
  );
  const refusals = sql`${attempts} - ${attemptsBefore}`;
  const furthest = sql`CASE ${refusals} ${limits} ELSE ${now.toISOString()} END`;
  db.update(deliveries)
    .set({ dueAt: now.toISOString() })
    .where(
      and(
        eq(deliveries.state, "pending"),
        gt(dueAt, now.toISOString()),
        sql`${dueAt} > ${furthest}`,
      ),
    )
    .run();
}

export function getDelivery(
  db: Database,
  endpointId: string,
  sequence: number,
): Delivery | undefined {
  return db.select().from(deliveries).where(isDelivery(endpointId, sequence)).get();
}

/** Reads and updates deliveries; prepared once, because every attempt does both. */
export function prepareMoves(db: Database) {
  const { endpointId, sequence } = deliveries;
  const given = (name: string) => sql`${sql.placeholder(name)}`;
  const isMeant = and(
    eq(endpointId, sql.placeholder("endpointId")),
    eq(sequence, sql.placeholder("sequence")),
  );
  const read = db.select().from(deliveries).where(isMeant).prepare();
  const write = db
    .update(deliveries)
    .set({
      state: given("state"),
      attempts: given("attempts"),
      attemptsBefore: given("attemptsBefore"),
      dueAt: given("dueAt"),
      lastError: given("lastError"),
      lastStatus: given("lastStatus"),
      deliveredAt: given("deliveredAt"),
    })
    .where(isMeant)
    .prepare();
  return {
    get: (of: string, at: number): Delivery | undefined =>
      read.get({ endpointId: of, sequence: at }),
    move: (of: string, at: number, to: NextDeliveryState): void => {
      write.run({ ...to, endpointId: of, sequence: at });
    },
  };
}

export interface DeliveriesWanted {
  readonly state?: DeliveryState | undefined;
  /** Only deliveries after this sequence. */
  readonly after: number;
  readonly limit: number;
}

/** In log order. */
export function listDeliveries(
  db: Database,
  endpointId: string,
  { state, after, limit }: DeliveriesWanted,
): Delivery[] {
  const isMeant = and(
    eq(deliveries.endpointId, endpointId),
    gt(deliveries.sequence, after),
    state === undefined ? undefined : eq(deliveries.state, state),
  );
  return db
    .select()
    .from(deliveries)
    .where(isMeant)
    .orderBy(asc(deliveries.sequence))
    .limit(limit)
    .all();
}

/** Newest first. */
export function newestDeliveries(db: Database, endpointId: string, limit: number): Delivery[] {
  return db
    .select()
    .from(deliveries)
    .where(eq(deliveries.endpointId, endpointId))
    .orderBy(desc(deliveries.sequence))
    .limit(limit)
    .all();
}

/** `range`: every event between the two sequences, inclusive, that the endpoint received, is to receive or now asks for; `dead`: all given up. */
export type Replay = { readonly range: readonly [number, number] } | { readonly dead: true };

/** Schedules deliveries again, with a new retry schedule; returns their number. */
export function replayDeliveries(
  db: Database,
  endpointId: string,
  replay: Replay,
  now: Date,
): number {
  const isOf = eq(deliveries.endpointId, endpointId);
  if ("dead" in replay) return sendAgain(db, and(isOf, eq(deliveries.state, "dead")), now);
  const [from, to] = replay.range;
  const filter = getEndpoint(db, endpointId)?.filter ?? null;
  const events = db
    .select({ sequence: log.sequence, event: log.event })
    .from(log)
    .where(and(gte(log.sequence, from), lte(log.sequence, to)))
    .all();
  const ended = inArray(deliveries.state, ["dead", "delivered"]);
  const inRange = and(gte(deliveries.sequence, from), lte(deliveries.sequence, to));
  let sent = sendAgain(db, and(isOf, inRange, ended), now);
  for (const { sequence, event } of events) {
    if (!wants(filter, JSON.parse(event) as LogEvent)) continue;
    // Old delivered events are no longer recorded.
    sent += db
      .insert(deliveries)
      .values({ endpointId, sequence, state: "pending", attempts: 0, dueAt: now.toISOString() })
      .onConflictDoNothing()
      .run().changes;
  }
  return sent;
}

function sendAgain(db: Database, isMeant: SQL | undefined, now: Date): number {
  return db
    .update(deliveries)
    .set({
      state: "pending",
      dueAt: now.toISOString(),
      deliveredAt: null,
      // Attempts keep counting, so that a job of an earlier attempt is not taken for a new one.
      attemptsBefore: deliveries.attempts,
    })
    .where(isMeant)
    .run().changes;
}

/** Deletes the oldest first, a limited number at once. */
export function pruneDelivered(db: Database, now: Date): void {
  const before = new Date(now.getTime() - DELIVERED_KEPT_MS).toISOString();
  const rowid = sql`rowid`;
  const outlived = db
    .select({ rowid })
    .from(deliveries)
    .where(and(eq(deliveries.state, "delivered"), lt(deliveries.dueAt, before)))
    .limit(PRUNED_AT_ONCE);
  db.delete(deliveries).where(inArray(rowid, outlived)).run();
}

function isDelivery(endpointId: string, sequence: number) {
  return and(eq(deliveries.endpointId, endpointId), eq(deliveries.sequence, sequence));
}
