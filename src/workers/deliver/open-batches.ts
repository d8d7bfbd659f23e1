/** The batches on their way, as this process knows: a memory that spares work. Without it everything is sent at least once. */

import { readEventTexts } from "../../db/log/log.ts";
import type { Database } from "../../db/store/open-store.ts";
import { prepareDue } from "../../db/subscribers/deliveries.ts";

/** A batch of which nothing was heard for so long is rung for again; where it still waits or runs, that is no other job. */
const RING_AGAIN_MS = 60_000;

export interface Batches {
  /** Asked for each endpoint, and so prepared once. */
  readonly due: ReturnType<typeof prepareDue>;
  readonly texts: ReturnType<typeof readEventTexts>;
  /** Where the operator's own webhooks may go besides the public Internet. */
  readonly allowed: readonly string[];
  isOut(endpointId: string): boolean;
  send(endpointId: string): void;
  takeBack(endpointId: string): void;
  /** The queues were lost, and all batches with them. */
  forget(): void;
}

export function createBatches(db: Database, allowed: readonly string[]): Batches {
  const sentAtMs = new Map<string, number>();
  return {
    due: prepareDue(db),
    texts: readEventTexts(db),
    allowed,
    // Always the machine's own clock, which runs one way: it is about queues and processes.
    isOut: (endpointId) => {
      const sent = sentAtMs.get(endpointId);
      return sent !== undefined && performance.now() - sent < RING_AGAIN_MS;
    },
    send: (endpointId) => void sentAtMs.set(endpointId, performance.now()),
    takeBack: (endpointId) => void sentAtMs.delete(endpointId),
    forget: () => sentAtMs.clear(),
  };
}
