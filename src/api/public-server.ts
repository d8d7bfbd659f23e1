/** The public HTTP port: the API and the pages. */

import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { openNameFinder } from "../db/list/find-by-name.ts";
import { createSequenceSnapshots } from "../db/list/sequence-snapshots.ts";
import type { Store } from "../db/store/open-store.ts";
import { prepareKeyRing } from "../db/subscribers/keys.ts";
import { isLoopbackHost } from "../model/loopback-host.ts";
import { type AdminKey, createAdminKey } from "./admin-key.ts";
import type { OnFault } from "./answer-fault.ts";
import { createStayCheck } from "./authenticate.ts";
import { createConnectionLimit } from "./connection-limit.ts";
import { createEventReader } from "./event-reader.ts";
import { keepSearchWarm } from "./keep-search-warm.ts";
import { type Listening, listen } from "./listen.ts";
import { watchLog } from "./log-watch.ts";
import { createPublicApp, type Site } from "./public-app.ts";
import { createRateLimit } from "./rate-limit.ts";
import { refuseGarbage } from "./refuse-garbage.ts";
import type { ApiParts } from "./v1/app.ts";
import type { EndpointService } from "./v1/endpoints/service.ts";

export interface PublicServerOptions {
  readonly host: string;
  /** 0 picks a free port. */
  readonly port: number;
  /** `local`: reading from this host requires no key. Only where `host` is the loopback, and no proxy stands in front. */
  readonly auth: "on" | "local";
  /** Reads the pages and opens `/manage`. Null disables management. */
  readonly adminKey: string | null;
  /** Limit for each key, or for each address without a key. */
  readonly requestsAMinute: number;
  readonly streamsACaller?: number;
  /** Read-only. */
  readonly store: Store;
  /** Writes keys. */
  readonly keyStore: Store;
  readonly endpointService: EndpointService;
  readonly now: () => Date;
  readonly publicUrl: string;
  readonly source: string;
  readonly version: string;
  readonly onFault: OnFault;
  /** Whether the search is prepared after each change of the list, before anybody asks. */
  readonly keepsSearchWarm?: boolean;
  /** Builds the HTML pages. Without it the server has none. */
  readonly site?: (parts: SiteParts) => Site;
}

export interface SiteParts extends ApiParts {
  /** Null: no management. */
  readonly admin: AdminKey | null;
}

const MOST_HEADER_BYTES = 16 * 1024;
const HEADERS_WITHIN_MS = 10_000;
const REQUEST_WITHIN_MS = 30_000;
/** Longer than any long poll and heartbeat: a client that reads nothing for so long is gone. */
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
  const snapshots = createSequenceSnapshots(store);
  const parts: ApiParts = {
    ...{ store, keyStore, endpointService, now, publicUrl, source, version, watch },
    reader: createEventReader(store),
    snapshots,
    names,
    longPolls: createConnectionLimit(LONG_POLLS_A_CALLER, MOST_LONG_POLLS),
    streams: createConnectionLimit(options.streamsACaller ?? STREAMS_A_CALLER, MOST_STREAMS),
    mayStay: createStayCheck(keys),
  };
  const admin = options.adminKey === null ? null : createAdminKey(options.adminKey);
  const app = createPublicApp({
    parts,
    site: options.site?.({ ...parts, admin }) ?? null,
    keys,
    admin,
    onFault,
    readsAreFree: options.auth === "local" && isLoopbackHost(host),
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
  const warming = options.keepsSearchWarm
    ? keepSearchWarm(watch, snapshots, names, (error) => onFault(error, null))
    : Promise.resolve();
  return {
    url: listening.url,
    [Symbol.asyncDispose]: async () => {
      // Ends long polls and streams first. Their clients reconnect.
      watch[Symbol.dispose]();
      await warming;
      await listening[Symbol.asyncDispose]();
      names[Symbol.dispose]();
    },
  };
}
