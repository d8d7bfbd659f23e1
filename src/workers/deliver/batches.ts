/** Batches due deliveries into jobs, one batch per endpoint at a time. */

import { putNotice } from "../../db/log/source-checks.ts";
import type { Store } from "../../db/store/open-store.ts";
import type { DueDelivery } from "../../db/subscribers/deliveries.ts";
import { changeEndpoint, type Endpoint } from "../../db/subscribers/endpoints.ts";
import type { Allowlist } from "../../delivery/public-address.ts";
import type { Seal } from "../../delivery/seal.ts";
import { openSecrets } from "../../delivery/sealed-secrets.ts";
import { LONGEST_PAUSE_MS } from "../../model/delivery/retry-schedule.ts";
import { describeError, PipelineError } from "../../model/errors.ts";
import type { DeliverStep, Deps, Job, JobOf } from "../step.ts";
import { sealTarget } from "./deliver.ts";
import type { Batches } from "./open-batches.ts";

/**
 * Greatest number of events in a batch, and of characters. A queue holds at most one batch per endpoint. A killed process sends
 * at most one batch per endpoint again.
 */
const BATCH_EVENTS = 100;
const BATCH_CHARACTERS = 256 * 1024;
/** Events in a batch for a slow endpoint, which occupies its worker for all of them in turn. */
const SLOW_BATCH_EVENTS = 4;
/** One job for each active endpoint with due deliveries and no open batch. */
export function batchJobs(
  deps: Pick<Deps, "store" | "seal" | "batches" | "now">,
  endpoints: readonly Endpoint[],
): Job[] {
  const { store, seal, batches } = deps;
  const now = deps.now();
  return endpoints.flatMap((endpoint) => {
    const { id: endpointId, state, heldUntil, slow } = endpoint;
    if (state !== "active" || isHeld(heldUntil, now) || batches.isOut(endpointId)) return [];
    const due = batches.due(endpointId, now, mostEvents(endpoint));
    const [first, ...others] = fitting(due, batches.texts);
    if (first === undefined) return [];
    const sealed = batches.sealed(endpoint, () => sealFor(endpoint, seal, batches.allowed));
    if (typeof sealed !== "string") {
      disable(store, endpointId, sealed, now);
      return [];
    }
    batches.send(endpointId);
    const step: DeliverStep = slow ? "deliver-slowly" : "deliver";
    return [{ step, endpointId, sealed, events: [first, ...others] }];
  });
}

type BatchEvents = JobOf<DeliverStep>["events"][number][];

/** A failing endpoint is tried with a single event. */
function mostEvents({ failingSince, slow }: Endpoint): number {
  if (failingSince !== null) return 1;
  return slow ? SLOW_BATCH_EVENTS : BATCH_EVENTS;
}

function fitting(due: readonly DueDelivery[], texts: Batches["texts"]): BatchEvents {
  const events: BatchEvents = [];
  let characters = 0;
  for (const { sequence, attempts } of due) {
    const { id, event } = texts(sequence);
    characters += event.length;
    if (events.length > 0 && characters > BATCH_CHARACTERS) break;
    events.push({ sequence, attempt: attempts + 1, id, event });
  }
  return events;
}

/** A pause longer than the limit was written by a clock that ran ahead. */
function isHeld(heldUntil: string | null, now: Date): boolean {
  if (heldUntil === null) return false;
  const leftMs = Date.parse(heldUntil) - now.getTime();
  return leftMs > 0 && leftMs <= LONGEST_PAUSE_MS;
}

/** Returns the error if the endpoint's secrets cannot be read; only this endpoint cannot be served then. */
function sealFor(
  { id, url, origin, sealedSecrets }: Endpoint,
  seal: Seal,
  allowed: readonly string[],
): string | PipelineError {
  // The operator sets the environment, so its URL may point anywhere.
  const reach: Allowlist = origin === "environment" ? "any" : allowed;
  try {
    return sealTarget(seal, id, { url, secrets: openSecrets(seal, id, sealedSecrets), reach });
  } catch (error) {
    if (error instanceof PipelineError) return error;
    throw error;
  }
}

function disable(store: Store, endpointId: string, error: PipelineError, now: Date): void {
  const reason = describeError(error);
  store.transact((tx) => {
    changeEndpoint(tx, endpointId, { state: "disabled", stateReason: reason });
    putNotice(tx, { type: "endpoint.disabled", subject: endpointId, message: reason }, now);
  });
}
