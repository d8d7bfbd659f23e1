/** Stores the rate limiter's state of each host, so that a restart does not forget a requested pause. */

import { eq } from "drizzle-orm";
import type { HostMemory } from "../../model/delivery/host-state.ts";
import { hosts } from "../schema/service.ts";
import type { Store } from "./open-store.ts";

export function createHostMemory({ db, transact }: Store): HostMemory {
  return {
    read: (host) => db.select().from(hosts).where(eq(hosts.host, host)).get()?.state ?? null,
    write: (host, state) =>
      transact((tx) => {
        tx.insert(hosts)
          .values({ host, state })
          .onConflictDoUpdate({ target: hosts.host, set: { state } })
          .run();
      }),
  };
}
