/** Writes delivery outcomes to the store; outcomes reported within one turn of the event loop share a transaction. */

import { putNotice } from "../../db/log/source-checks.ts";
import type { Database } from "../../db/store/open-store.ts";
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
import type { Deps, Job, Report } from "../step.ts";
import { batchJobs } from "./batches.ts";

export interface Recorder {
  /** Resolves, once written, with the endpoint's next batch. */
  record(report: Report): Promise<readonly Job[]>;
}

interface PendingReport {
  readonly report: Report;
  readonly written: PromiseWithResolvers<readonly Job[]>;
}

interface Statements {
  readonly deliveries: ReturnType<typeof prepareMoves>;
  readonly getEndpoint: ReturnType<typeof prepareGetEndpoint>;
}

export type RecorderDeps = Pick<Deps, "store" | "seal" | "batches" | "now" | "random">;

export function createRecorder(deps: RecorderDeps): Recorder {
  const statements = {
    deliveries: prepareMoves(deps.store.db),
    getEndpoint: prepareGetEndpoint(deps.store.db),
  };
  let waiting: PendingReport[] = [];
  const write = (): void => {
    const reports = waiting;
    waiting = [];
    try {
      const { store } = deps;
      const endpoints = store.transact((tx) =>
        reports.map(({ report }) => note(tx, report, deps, statements)),
      );
      for (const { report } of reports) deps.batches.takeBack(report.endpointId);
      for (const [at, { written }] of reports.entries()) {
        const endpoint = endpoints[at];
        written.resolve(endpoint == null ? [] : batchJobs(deps, [endpoint]));
      }
    } catch (error) {
      for (const { written } of reports) written.reject(error);
    }
  };
  return {
    record: (report) => {
      const written = Promise.withResolvers<readonly Job[]>();
      if (waiting.length === 0) setImmediate(write);
      waiting.push({ report, written });
      return written.promise;
    },
  };
}

/** Null if the endpoint was deleted. */
function note(
  tx: Database,
  { endpointId, outcomes }: Report,
  { now, random }: RecorderDeps,
  { deliveries, getEndpoint }: Statements,
): Endpoint | null {
  // Prepared outside, they still run within the transaction: the store has one connection.
  const endpoint = getEndpoint(endpointId);
  if (endpoint === undefined) return null;
  const time = now();
  for (const outcome of outcomes) {
    const delivery = deliveries.get(endpointId, outcome.sequence);
    const moved =
      delivery === undefined ? null : nextDeliveryState(delivery, outcome, time, random());
    if (moved === null) continue;
    deliveries.move(endpointId, outcome.sequence, moved);
    if (moved.state !== "dead") continue;
    const tries = moved.attempts - moved.attemptsBefore;
    const message = `event ${outcome.sequence} given up after ${tries} attempts: ${moved.lastError}`;
    putNotice(tx, { type: "delivery.dead", subject: endpointId, message }, time);
  }
  const moved = nextEndpointState(endpoint, outcomes, time);
  if (isChanged(moved, endpoint)) changeEndpoint(tx, endpointId, healthOf(moved));
  if (moved.state === "disabled" && endpoint.state !== "disabled") {
    const message = `${moved.stateReason}; its pending events wait: entitywire endpoints enable ${endpointId}`;
    putNotice(tx, { type: "endpoint.disabled", subject: endpointId, message }, time);
  }
  return moved;
}

function healthOf({ state, stateReason, failingSince, heldUntil, slow }: Endpoint): EndpointHealth {
  return { state, stateReason, failingSince, heldUntil, slow };
}

function isChanged(one: Endpoint, other: Endpoint): boolean {
  return JSON.stringify(healthOf(one)) !== JSON.stringify(healthOf(other));
}
