/** The API on a port of its own, over a store in a scratch folder, and ways to ask it. */

import { join } from "node:path";
import { onTestFinished } from "vitest";
import { openPublicServer, type PublicServerOptions } from "../../src/api/public-server.ts";
import { openStore, openStoreToRead } from "../../src/db/store/open-store.ts";
import { createKey } from "../../src/db/subscribers/keys.ts";
import type { ApiScope } from "../../src/model/api-scope.ts";
import { endpointServiceOf } from "./endpoint-service-of.ts";
import { fillLog, ORIGIN } from "./fill-log.ts";
import { scratchFolder } from "./scratch.ts";

export interface ApiOptions
  extends Partial<
    Pick<PublicServerOptions, "adminKey" | "auth" | "requestsAMinute" | "streamsACaller" | "site">
  > {
  /** How many events its log begins with. */
  readonly events?: number;
  readonly host?: string;
}

export async function openApi({ events = 0, host = "127.0.0.1", ...options }: ApiOptions = {}) {
  const dataDir = join(scratchFolder(), "data");
  const store = openStore(dataDir);
  onTestFinished(() => store[Symbol.dispose]());
  fillLog(store, events);
  const reading = openStoreToRead(dataDir);
  onTestFinished(() => reading[Symbol.dispose]());
  const faults: unknown[] = [];
  const server = await openPublicServer({
    host,
    port: 0,
    auth: "local",
    adminKey: null,
    requestsAMinute: 1_000_000,
    ...options,
    store: reading,
    keyStore: store,
    endpointService: endpointServiceOf(store),
    now: () => new Date("2025-03-28T13:00:00Z"),
    ...ORIGIN,
    version: "0.0.0",
    onFault: (error) => faults.push(error),
  });
  let isClosed = false;
  const close = async () => {
    if (!isClosed) await server[Symbol.asyncDispose]();
    isClosed = true;
  };
  onTestFinished(close);
  const url = server.url.replace("0.0.0.0", "127.0.0.1");
  const ask = (path: string, init: RequestInit = {}) => fetch(`${url}${path}`, init);
  return {
    ...{ url, store, dataDir, close, ask, faults },
    /** The answer and its JSON, whatever its status. */
    askJson: async (path: string, init: RequestInit = {}) => {
      const answer = await ask(path, init);
      // biome-ignore lint/suspicious/noExplicitAny: what it holds is what the test is about
      const body = (await answer.json()) as any;
      return { status: answer.status, headers: answer.headers, body };
    },
    append: (upTo: number) => fillLog(store, upTo),
    /** A header of a new key. */
    authorize: (scope: ApiScope) => {
      const made = store.transact((tx) => createKey(tx, { name: scope, scope }, new Date()));
      return { id: made.key.id, headers: { authorization: `Bearer ${made.secret}` } };
    },
  };
}
