/** The endpoint service of the command line. It works with and without a running service. */

import type { EndpointService } from "../../api/v1/endpoints/service.ts";
import type { Config } from "../../config.ts";
import { openStoreToAdminister, type Store } from "../../db/store/open-store.ts";
import { openPusher } from "../../delivery/pusher.ts";
import { createSeal } from "../../delivery/seal.ts";
import { sealingKeyOf } from "../../delivery/sealing-key.ts";
import { createEndpointService } from "./endpoint-service.ts";

export interface OpenEndpointService extends AsyncDisposable {
  readonly store: Store;
  readonly endpointService: EndpointService;
}

export function openEndpointService(config: Config, dataDir: string): OpenEndpointService {
  const store = openStoreToAdminister(dataDir);
  const pusher = openPusher();
  const endpointService = createEndpointService({
    store,
    pusher,
    seal: createSeal(config.sealingKey ?? sealingKeyOf(dataDir)),
    allowed: config.webhookAllow,
    source: config.source,
    now: () => new Date(),
  });
  return {
    store,
    endpointService,
    [Symbol.asyncDispose]: async () => {
      await pusher[Symbol.asyncDispose]();
      store[Symbol.dispose]();
    },
  };
}
