/** The desk of a store that has no service: with a key of its own, and no network but what is allowed. */

import { createEndpointDesk } from "../../src/commands/endpoints/endpoint-desk.ts";
import type { Store } from "../../src/db/store/open-store.ts";
import { openPusher } from "../../src/delivery/pusher.ts";
import { createSeal } from "../../src/delivery/seal.ts";

export function deskOf(store: Store) {
  return createEndpointDesk({
    store,
    seal: createSeal(Buffer.alloc(32, 7)),
    pusher: openPusher(),
    allowed: ["127.0.0.0/8"],
    source: "urn:entitywire:test",
    now: () => new Date(),
  });
}
