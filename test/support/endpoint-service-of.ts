/** The endpointService of a store that has no service: with a key of its own, and no network but what is allowed. */

import { createEndpointService } from "../../src/commands/endpoints/endpoint-service.ts";
import type { Store } from "../../src/db/store/open-store.ts";
import { openPusher } from "../../src/delivery/pusher.ts";
import { createSeal } from "../../src/delivery/seal.ts";

export function endpointServiceOf(store: Store) {
  return createEndpointService({
    store,
    seal: createSeal(Buffer.alloc(32, 7)),
    pusher: openPusher(),
    allowed: ["127.0.0.0/8"],
    source: "urn:entitywire:test",
    now: () => new Date(),
  });
}
