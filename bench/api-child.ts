/** The API over a log of so many events, and beside it a bare route that answers whatever bytes it was given, in a process of their own. */

import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import { listen } from "../src/api/listen.ts";
import { openPublicServer } from "../src/api/public-server.ts";
import { openStore, openStoreToRead } from "../src/db/store/open-store.ts";
import { endpointServiceOf } from "../test/support/endpoint-service-of.ts";
import { fillLog, ORIGIN } from "../test/support/fill-log.ts";

const [dataDir = "", events = "0"] = process.argv.slice(2);
const store = openStore(dataDir);
fillLog(store, Number(events));

const api = await openPublicServer({
  ...{
    host: "127.0.0.1",
    port: 0,
    auth: "local",
    adminKey: null,
    requestsAMinute: 1e9,
    streamsACaller: 5_000,
  },
  ...{
    store: openStoreToRead(dataDir),
    keyStore: store,
    endpointService: endpointServiceOf(store),
    now: () => new Date(),
    ...ORIGIN,
    version: "0",
  },
  onFault: (error) => console.error(error),
});

/** The answers of the API, asked once. */
const answers = new Map<string, ArrayBuffer>();
const bareApp = new Hono().get("/v1/events", async (c) => {
  const { search } = new URL(c.req.url);
  const known =
    answers.get(search) ?? (await (await fetch(`${api.url}/v1/events${search}`)).arrayBuffer());
  answers.set(search, known);
  return c.body(known, 200, { "Content-Type": "application/json" });
});
const bare = await listen(
  createServer(getRequestListener(bareApp.fetch)),
  { host: "127.0.0.1", port: 0 },
  { variables: "nothing", graceMs: 0 },
);

process.on("message", (upTo: number) => {
  fillLog(store, upTo);
  process.send?.("appended");
});
process.send?.({ api: api.url, bare: bare.url });
process.once("SIGINT", () => process.exit(0));
