/** Stores the rate limiter's state of each host, so that a restart does not forget a requested pause. */

import { eq } from "drizzle-orm";
import type { HostMemory, HostState } from "../../model/delivery/host-state.ts";
import { hosts } from "../schema/service.ts";
import type { Store } from "./open-store.ts";

export function createHostMemory({ db, write }: Store): HostMemory {
  const states = new Map<string, HostState>();
  const stored = (host: string) =>
    db.select().from(hosts).where(eq(hosts.host, host)).get()?.state ?? null;
  return {
    read: (host) => states.get(host) ?? stored(host),
    write: async (host, state) => {
      states.set(host, state);
      await write((tx) => {
        tx.insert(hosts)
          .values({ host, state })
          .onConflictDoUpdate({ target: hosts.host, set: { state } })
          .run();
      });
    },
  };
}
