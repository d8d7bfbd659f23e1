/** "One writer" for a second connection of the process that holds the lease. */

import { eq } from "drizzle-orm";
import { PipelineError } from "../../model/errors.ts";
import { leases } from "../schema/service.ts";
import type { Store } from "./open-store.ts";

/** Each transaction first checks that this holder still has the lease. @throws PipelineError store/lease-lost */
export function underLease(store: Store, holder: string): Store {
  const read = store.db.select().from(leases).where(eq(leases.holder, holder)).prepare();
  return {
    ...store,
    transact: (work) =>
      store.transact((tx) => {
        if (read.get() !== undefined) return work(tx);
        throw new PipelineError(
          "store/lease-lost",
          `this process no longer writes ${store.path}: another one holds the lease`,
          { hint: "nothing was written; the other process sends the events again" },
        );
      }),
  };
}
