/** The endpoint service of the command line. It works with and without a running service, and uses the settings of a running one. */

import type { EndpointService } from "../../api/v1/endpoints/service.ts";
import type { Config } from "../../config.ts";
import { openStoreToAdminister, type Store } from "../../db/store/open-store.ts";
import { openPusher } from "../../delivery/pusher.ts";
import { createSeal, type Seal } from "../../delivery/seal.ts";
import { sealingKeyOf } from "../../delivery/sealing-key.ts";
import { PipelineError } from "../../model/errors.ts";
import { type ServiceSettings, settingsOfService } from "../service-settings.ts";
import type { Io } from "../terminal/io.ts";
import { createEndpointService } from "./endpoint-service.ts";

export interface OpenEndpointService extends AsyncDisposable {
  readonly store: Store;
  readonly endpointService: EndpointService;
}

/** Says on stderr where the running service has another setting than this command. */
export function openEndpointService(
  io: Pick<Io, "err">,
  config: Config,
  dataDir: string,
): OpenEndpointService {
  const store = openStoreToAdminister(dataDir);
  const service = settingsOfService(store, dataDir);
  if (service !== null) reportOther(io, config, service);
  const { webhookAllow, source } = service ?? config;
  const pusher = openPusher();
  const endpointService = createEndpointService({
    store,
    pusher,
    seal: sealAsService(() => createSeal(config.sealingKey ?? sealingKeyOf(dataDir)), service),
    allowed: webhookAllow,
    source,
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

/** A variable that is not set here says nothing. */
function reportOther(io: Pick<Io, "err">, config: Config, service: ServiceSettings): void {
  const [here, there] = [config.webhookAllow.join(","), service.webhookAllow.join(",")];
  if (here === "" || here === there) return;
  io.err(
    `ENTITYWIRE_WEBHOOK_ALLOW is ${here} here and ${there === "" ? "not set" : there} in the running service, whose setting counts`,
  );
}

/** Opened at the first use, because most commands need no key. The service could not open what another key has sealed. */
function sealAsService(open: () => Seal, service: ServiceSettings | null): Seal {
  let opened: Seal | null = null;
  const same = (): Seal => {
    opened ??= open();
    if (service === null || service.sealingKeyId === opened.keyId) return opened;
    throw new PipelineError(
      "seal/wrong-key",
      `the running service seals secrets with key ${service.sealingKeyId}, this command with key ${opened.keyId}`,
      { hint: "set ENTITYWIRE_SEALING_KEY as it is set for the service" },
    );
  };
  return {
    get keyId() {
      return same().keyId;
    },
    seal: (text, about) => same().seal(text, about),
    open: (sealed, about) => same().open(sealed, about),
  };
}
