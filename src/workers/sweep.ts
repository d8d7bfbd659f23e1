/** Finds every document and event left behind and rings its bell again. */

import { dueDeliveries, planDeliveries } from "../db/deliveries.ts";
import { unfinishedDocuments } from "../db/documents.ts";
import type { Deps, Handler, Job } from "./step.ts";

export const handleSweep: Handler<"sweep"> = async (_job, deps) => {
  const next = [...documentJobs(deps), ...deliveryJobs(deps)];
  return { facts: { leftBehind: next.length }, next };
};

/** In the order the documents came, so that the log comes out the same whatever happened in between. */
export function documentJobs({ store }: Pick<Deps, "store">): Job[] {
  return unfinishedDocuments(store.db).map(({ id, state }) => ({
    step: state === "fetched" ? "parse" : "diff",
    documentId: id,
  }));
}

export function deliveryJobs({ store, webhook, now }: Deps): Job[] {
  if (webhook === null) return [];
  const endpointId = webhook.id;
  store.transact((tx) => planDeliveries(tx, endpointId, webhook.isWanted, now()));
  return dueDeliveries(store.db, endpointId, now()).map(({ sequence }) => ({
    step: "deliver",
    endpointId,
    sequence,
  }));
}
