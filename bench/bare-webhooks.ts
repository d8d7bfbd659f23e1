/** A bare loop that sends, signs and records as webhooks must be: undici pools, Standard Webhooks, SQLite. No queue, no health, no checks. */

import { createHmac, createSecretKey, randomBytes } from "node:crypto";
import SqliteDatabase from "better-sqlite3";
import { Pool } from "undici";
import { openStore } from "../src/db/store/open-store.ts";
import { createEndpoint } from "../src/db/subscribers/endpoints.ts";
import { planDeliveries } from "../src/db/subscribers/plan-deliveries.ts";
import { fillNews } from "../test/support/fill-news.ts";
import { type Pace, startPace } from "./pace.ts";

/** Results in one transaction. Each transaction reaches the disk, as the service's do. */
const RESULTS_AT_ONCE = 100;

export interface BareLoad {
  /** An empty folder for the store. */
  readonly dataDir: string;
  /** One URL an endpoint. */
  readonly urls: readonly string[];
  /** Each endpoint is told all of them. */
  readonly events: number;
  /** Endpoints served at once. */
  readonly endpointsAtOnce: number;
  /** Sockets to each endpoint; each carries one request at a time. */
  readonly sockets: number;
}

interface Result {
  readonly endpointId: string;
  readonly sequence: number;
  readonly status: number;
}

export async function measureBareWebhooks(load: BareLoad): Promise<Pace> {
  const { urls, events, endpointsAtOnce, sockets } = load;
  const texts = await prepareStore(load);
  const sqlite = new SqliteDatabase(`${load.dataDir}/entitywire.db`);
  sqlite.pragma("synchronous = FULL");
  const update = sqlite.prepare(`UPDATE deliveries
    SET state = 'delivered', attempts = 1, last_status = ?, last_error = NULL, delivered_at = ?
    WHERE endpoint_id = ? AND sequence = ?`);
  const write = sqlite.transaction((results: readonly Result[]) => {
    const time = new Date().toISOString();
    for (const { endpointId, sequence, status } of results) {
      update.run(status, time, endpointId, sequence);
    }
  });
  let waiting: Result[] = [];
  const record = (result: Result): void => {
    waiting.push(result);
    if (waiting.length < RESULTS_AT_ONCE) return;
    write(waiting);
    waiting = [];
  };
  const pools: Pool[] = [];
  const serve = async (at: number): Promise<void> => {
    const { origin, pathname: path } = new URL(urls[at] ?? "");
    const pool = new Pool(origin, { connections: sockets, pipelining: 1 });
    pools.push(pool);
    const key = createSecretKey(randomBytes(32));
    let next = 1;
    const push = async (): Promise<void> => {
      while (next <= events) {
        const sequence = next;
        next += 1;
        const { id, event: body } = texts[sequence - 1] as (typeof texts)[number];
        const timestamp = String(Math.floor(Date.now() / 1000));
        const signature = createHmac("sha256", key)
          .update(`${id}.${timestamp}.${body}`)
          .digest("base64");
        const headers = {
          "content-type": "application/cloudevents+json",
          "user-agent": "entitywire",
          "webhook-id": id,
          "webhook-timestamp": timestamp,
          "webhook-signature": `v1,${signature}`,
        };
        const answer = await pool.request({ method: "POST", path, headers, body });
        await answer.body.dump();
        record({ endpointId: idOf(at), sequence, status: answer.statusCode });
      }
    };
    await Promise.all(Array.from({ length: Math.min(sockets, events) }, push));
  };
  let endpoint = 0;
  const serveInTurn = async (): Promise<void> => {
    while (endpoint < urls.length) {
      endpoint += 1;
      await serve(endpoint - 1);
    }
  };
  try {
    const pace = startPace();
    await Promise.all(Array.from({ length: Math.min(endpointsAtOnce, urls.length) }, serveInTurn));
    write(waiting);
    return pace(urls.length * events);
  } finally {
    sqlite.close();
    await Promise.all(pools.map((pool) => pool.destroy()));
  }
}

/** Plans the deliveries with the service's own schema and indexes; returns the events' texts. */
async function prepareStore({
  dataDir,
  urls,
  events,
}: BareLoad): Promise<{ id: string; event: string }[]> {
  using store = openStore(dataDir);
  store.transact((tx) => {
    for (const [at, url] of urls.entries()) {
      const wanted = { id: idOf(at), url, description: "", filter: null, from: null };
      createEndpoint(tx, { ...wanted, sealedSecrets: "none" }, new Date());
    }
  });
  fillNews(store, events);
  await planDeliveries(store, new Date());
  const sqlite = new SqliteDatabase(store.path, { readonly: true });
  try {
    const read = sqlite.prepare<[], { id: string; event: string }>(
      "SELECT id, event FROM log ORDER BY sequence",
    );
    return read.all();
  } finally {
    sqlite.close();
  }
}

function idOf(at: number): string {
  return `endpoint_${at}`;
}
