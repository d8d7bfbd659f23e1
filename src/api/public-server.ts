/** The API's port: what those who follow the lists connect to. */

import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { openNameFinder } from "../db/list/find-by-name.ts";
import { createSequenceSnapshots } from "../db/list/sequence-snapshots.ts";
import type { Store } from "../db/store/open-store.ts";
import { prepareKeyRing } from "../db/subscribers/keys.ts";
import { createStayCheck } from "./authenticate.ts";
import { createConnectionLimit } from "./connection-limit.ts";
import { createEventReader } from "./event-reader.ts";
import { type Listening, listen } from "./listen.ts";
import { watchLog } from "./log-watch.ts";
import { createPublicApp, type Site } from "./public-app.ts";
import { createRateLimit } from "./rate-limit.ts";
import { refuseGarbage } from "./refuse-garbage.ts";
import { isLoopbackHost } from "./remote-address.ts";
import type { ApiParts } from "./v1/app.ts";
import type { EndpointService } from "./v1/endpoints/service.ts";

export interface PublicServerOptions {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  /** `auto`: reading from this host wants no key where `host` is the loopback. */
  readonly auth: "auto" | "on";
  /** Of each key, or address without one. */
  readonly requestsAMinute: number;
  readonly streamsACaller?: number;
  /** For reading. */
  readonly store: Store;
  /** For writing keys. */
  readonly keyStore: Store;
  readonly endpointService: EndpointService;
  readonly now: () => Date;
  readonly publicUrl: string;
  readonly source: string;
  readonly version: string;
  readonly onFault: (error: unknown) => void;
  /** Makes the pages for a person of what the API is made of; without it there are none. */
  readonly site?: (parts: ApiParts) => Site;
}

const MOST_HEADER_BYTES = 16 * 1024;
const HEADERS_WITHIN_MS = 10_000;
const REQUEST_WITHIN_MS = 30_000;
/** Longer than any wait and any heartbeat: who takes nothing for so long is gone. */
const SILENT_FOR_MS = 90_000;
const REFUSALS_A_MINUTE = 60;
const STREAMS_A_CALLER = 100;
const MOST_STREAMS = 5_000;
const LONG_POLLS_A_CALLER = 100;
const MOST_LONG_POLLS = 5_000;
const GRACE_MS = 5_000;

/** @throws PipelineError serve/port-taken */
export async function openPublicServer(options: PublicServerOptions): Promise<Listening> {
  const { host, store, keyStore, endpointService, now, publicUrl, source, version, onFault } =
    options;
  const watch = watchLog(store);
  const names = openNameFinder();
  const keys = prepareKeyRing(store.db);
  const parts: ApiParts = {
    ...{ store, keyStore, endpointService, now, publicUrl, source, version, watch },
    reader: createEventReader(store),
    snapshots: createSequenceSnapshots(store),
    names,
    longPolls: createConnectionLimit(LONG_POLLS_A_CALLER, MOST_LONG_POLLS),
    streams: createConnectionLimit(options.streamsACaller ?? STREAMS_A_CALLER, MOST_STREAMS),
    mayStay: createStayCheck(keys),
  };
  const app = createPublicApp({
    parts,
    site: options.site?.(parts) ?? null,
    keys,
    onFault,
    readsAreFree: options.auth === "auto" && isLoopbackHost(host),
    requests: createRateLimit("requests", options.requestsAMinute, 60),
    refusals: createRateLimit("refusals", REFUSALS_A_MINUTE, 60),
  });
  const server = createServer(
    {
      maxHeaderSize: MOST_HEADER_BYTES,
      headersTimeout: HEADERS_WITHIN_MS,
      requestTimeout: REQUEST_WITHIN_MS,
    },
    getRequestListener(app.fetch),
  );
  server.setTimeout(SILENT_FOR_MS);
  server.on("clientError", refuseGarbage);
  const listening = await listen(server, options, {
    variables: "ENTITYWIRE_API_PORT and ENTITYWIRE_API_HOST",
    graceMs: GRACE_MS,
  }).catch((error: unknown) => {
    watch[Symbol.dispose]();
    names[Symbol.dispose]();
    throw error;
  });
  return {
    url: listening.url,
    [Symbol.asyncDispose]: async () => {
      // Those who wait are answered, and streams end: their clients come again, elsewhere or later.
      watch[Symbol.dispose]();
      await listening[Symbol.asyncDispose]();
      names[Symbol.dispose]();
    },
  };
}
