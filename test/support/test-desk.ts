/** The desk for endpoints, with a seal of its own, over a store. */

import { randomBytes } from "node:crypto";
import type { EndpointDesk } from "../../src/api/v1/endpoint-desk.ts";
import { createEndpointDesk } from "../../src/commands/endpoints/endpoint-desk.ts";
import type { Store } from "../../src/db/open-store.ts";
import type { Pusher } from "../../src/delivery/pusher.ts";
import { createSeal, SEALING_KEY_BYTES } from "../../src/delivery/seal.ts";

export function testDesk(store: Store, pusher: Pusher, now: () => Date): EndpointDesk {
  const seal = createSeal(randomBytes(SEALING_KEY_BYTES));
  return createEndpointDesk({
    ...{ store, pusher, seal, now },
    ...{ allowed: [], source: "urn:entitywire:test" },
  });
}
