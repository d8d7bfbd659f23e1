/** Finds every document and event left behind and rings its bell again. */

import { dueDeliveries, planDeliveries } from "../db/deliveries.ts";
import { rereadFailed, unfinishedDocuments } from "../db/documents.ts";
import type { Deps, Handler, Job } from "./step.ts";

/** Bells rung at once; what is done rings for what comes after it. */
const BELLS_AT_ONCE = 500;

export const handleSweep: Handler<"sweep"> = async (_job, deps) => {
  const { store, now } = deps;
  store.transact((tx) => rereadFailed(tx, now()));
  const left = [...documentJobs(deps), ...deliveryJobs(deps)];
  return { facts: { leftBehind: left.length }, next: [...left, ...publishJobs(deps)] };
};

/** The documents next in line, in the order they came. */
export function documentJobs({ store }: Pick<Deps, "store">, limit = BELLS_AT_ONCE): Job[] {
  return unfinishedDocuments(store.db, limit).map(({ id, state, generation }) => ({
    step: state === "fetched" ? "parse" : "diff",
    documentId: id,
    generation,
  }));
}

export function deliveryJobs({ store, webhook, now }: Deps): Job[] {
  if (webhook === null) return [];
  const endpointId = webhook.id;
  store.transact((tx) => planDeliveries(tx, endpointId, webhook.isWanted, now()));
  return dueDeliveries(store.db, endpointId, now(), BELLS_AT_ONCE).map(
    ({ sequence, attempts }) => ({
      step: "deliver",
      endpointId,
      sequence,
      attempt: attempts + 1,
    }),
  );
}

export function publishJobs({ stream }: Pick<Deps, "stream">): Job[] {
  return stream === null ? [] : [{ step: "publish" }];
}
