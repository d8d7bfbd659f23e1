/** What is to be pushed now, made up into jobs: for each endpoint one batch at a time. */

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

/** Events in one batch, and their text: what a queue holds is as many batches as there are endpoints at most. */
const BATCH_EVENTS = 32;
const BATCH_CHARACTERS = 128 * 1024;
/** Of an endpoint that is slow: it holds its worker for these, one after the other. */
const SLOW_BATCH_EVENTS = 4;
/** For each of these endpoints that may be asked now, and is owed something. */
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
    const sealed = sealFor(endpoint, seal, batches.allowed);
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

/** One that fails is asked with one event whether it still does. */
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

/** A pause that is longer than any can be was written by a clock that ran ahead. */
function isHeld(heldUntil: string | null, now: Date): boolean {
  if (heldUntil === null) return false;
  const leftMs = Date.parse(heldUntil) - now.getTime();
  return leftMs > 0 && leftMs <= LONGEST_PAUSE_MS;
}

/** The error where its secrets cannot be read: it is the one endpoint that cannot be served. */
function sealFor(
  { id, url, origin, sealedSecrets }: Endpoint,
  seal: Seal,
  allowed: readonly string[],
): string | PipelineError {
  // What is set in the environment is the operator's own word.
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
