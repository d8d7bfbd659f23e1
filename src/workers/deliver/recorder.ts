/** Writes what came of deliveries into the store: what is told within one turn of the loop, in one transaction. */

import { putNotice } from "../../db/log/source-checks.ts";
import type { Database } from "../../db/store/open-store.ts";
import { prepareMoves } from "../../db/subscribers/deliveries.ts";
import {
  changeEndpoint,
  type Endpoint,
  prepareGetEndpoint,
} from "../../db/subscribers/endpoints.ts";
import { moveEndpoint, moveOn } from "../../model/delivery/next-state.ts";
import type { Deps, Job, Report } from "../step.ts";
import { batchJobs } from "./batches.ts";

export interface Recorder {
  /** Resolves with the batch that follows, once it is written. */
  record(report: Report): Promise<readonly Job[]>;
}

interface Told {
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
  let waiting: Told[] = [];
  const write = (): void => {
    const told = waiting;
    waiting = [];
    try {
      const { store } = deps;
      const endpoints = store.transact((tx) =>
        told.map(({ report }) => note(tx, report, deps, statements)),
      );
      for (const { report } of told) deps.batches.takeBack(report.endpointId);
      for (const [at, { written }] of told.entries()) {
        const endpoint = endpoints[at];
        written.resolve(endpoint == null ? [] : batchJobs(deps, [endpoint]));
      }
    } catch (error) {
      for (const { written } of told) written.reject(error);
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

/** Null where the endpoint is gone. */
function note(
  tx: Database,
  { endpointId, outcomes }: Report,
  { now, random }: RecorderDeps,
  { deliveries, getEndpoint }: Statements,
): Endpoint | null {
  // They are the transaction's: it is one connection.
  const endpoint = getEndpoint(endpointId);
  if (endpoint === undefined) return null;
  const time = now();
  for (const outcome of outcomes) {
    const delivery = deliveries.get(endpointId, outcome.sequence);
    const moved = delivery === undefined ? null : moveOn(delivery, outcome, time, random());
    if (moved === null) continue;
    deliveries.move(endpointId, outcome.sequence, moved);
    if (moved.state !== "dead") continue;
    const tries = moved.attempts - moved.attemptsBefore;
    const message = `event ${outcome.sequence} given up after ${tries} tries: ${moved.lastError}`;
    putNotice(tx, { type: "delivery.dead", subject: endpointId, message }, time);
  }
  const moved = moveEndpoint(endpoint, outcomes, time);
  if (isOtherwise(moved, endpoint)) changeEndpoint(tx, endpointId, courseOf(moved));
  if (moved.state === "disabled" && endpoint.state !== "disabled") {
    const message = `${moved.stateReason}; what it is owed waits: entitywire endpoints enable ${endpointId}`;
    putNotice(tx, { type: "endpoint.disabled", subject: endpointId, message }, time);
  }
  return moved;
}

function courseOf({ state, stateReason, failingSince, heldUntil, slow }: Endpoint) {
  return { state, stateReason, failingSince, heldUntil, slow };
}

function isOtherwise(one: Endpoint, other: Endpoint): boolean {
  return JSON.stringify(courseOf(one)) !== JSON.stringify(courseOf(other));
}
