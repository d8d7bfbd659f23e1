/** The open batches known to this process. They only save work: without them events are still sent at least once. */

import { readEventTexts } from "../../db/log/log.ts";
import type { Database } from "../../db/store/open-store.ts";
import { prepareDue } from "../../db/subscribers/deliveries.ts";
import type { Endpoint } from "../../db/subscribers/endpoints.ts";

/** A batch without an outcome for this long is enqueued again; if it still waits or runs, it is the same job. */
const RESEND_AFTER_MS = 60_000;
/** Endpoints whose sealed target is kept. */
const TARGETS_KEPT = 2_000;

export interface Batches {
  /** Prepared once, because every endpoint is asked. */
  readonly due: ReturnType<typeof prepareDue>;
  readonly texts: ReturnType<typeof readEventTexts>;
  /** Networks that webhooks may reach besides the public Internet. */
  readonly allowed: readonly string[];
  /** The sealed target of an endpoint as it is now; sealed anew after a change. Errors are not kept. */
  sealed<E>(endpoint: Endpoint, seal: () => string | E): string | E;
  isOut(endpointId: string): boolean;
  send(endpointId: string): void;
  takeBack(endpointId: string): void;
  /** Call when the queues, and all batches with them, were lost. */
  forget(): void;
}

export function createBatches(db: Database, allowed: readonly string[]): Batches {
  const sentAtMs = new Map<string, number>();
  const targets = new Map<string, { readonly of: Endpoint; readonly sealed: string }>();
  return {
    sealed: (endpoint, seal) => {
      const known = targets.get(endpoint.id);
      if (known !== undefined && isSameTarget(known.of, endpoint)) return known.sealed;
      const sealed = seal();
      if (typeof sealed !== "string") return sealed;
      if (targets.size >= TARGETS_KEPT) targets.clear();
      targets.set(endpoint.id, { of: endpoint, sealed });
      return sealed;
    },
    due: prepareDue(db),
    texts: readEventTexts(db),
    allowed,
    // A monotonic clock, because this concerns queues and processes.
    isOut: (endpointId) => {
      const sent = sentAtMs.get(endpointId);
      return sent !== undefined && performance.now() - sent < RESEND_AFTER_MS;
    },
    send: (endpointId) => void sentAtMs.set(endpointId, performance.now()),
    takeBack: (endpointId) => void sentAtMs.delete(endpointId),
    forget: () => sentAtMs.clear(),
  };
}

function isSameTarget(one: Endpoint, other: Endpoint): boolean {
  return (
    one.url === other.url &&
    one.sealedSecrets === other.sealedSecrets &&
    one.origin === other.origin
  );
}
