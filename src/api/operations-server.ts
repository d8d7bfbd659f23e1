/** The operator's HTTP port: liveness, readiness, freshness, metrics and the queue board. */

import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import { lastSequence } from "../db/log/log.ts";
import { readFigures, readSources, readStatus } from "../db/read-status.ts";
import type { Store } from "../db/store/open-store.ts";
import { describeLast } from "../model/clock/freshness.ts";
import { describeError } from "../model/errors.ts";
import { type Listening, listen } from "./listen.ts";
import type { Metrics, QueueDepths } from "./metrics.ts";
import { BOARD_PATH, type BoardOptions, createQueueBoard } from "./queue-board.ts";
import { refuseCrossSite } from "./refuse-cross-site.ts";
import { refuseOtherHosts } from "./refuse-other-hosts.ts";

export interface OperationsOptions {
  readonly host: string;
  /** 0 picks a free port. */
  readonly port: number;
  /** Names that requests may be sent to, besides localhost, addresses and `host`. */
  readonly names: readonly string[];
  readonly store: Store;
  readonly metrics: Metrics;
  readonly now: () => Date;
  /** Null where Redis cannot be reached. */
  readonly depths: () => Promise<QueueDepths | null>;
  readonly board: BoardOptions;
}

/** @throws PipelineError serve/port-taken */
export function openOperationsServer(options: OperationsOptions): Promise<Listening> {
  const server = createServer(getRequestListener(routes(options).fetch));
  return listen(server, options, {
    variables: "ENTITYWIRE_OPERATIONS_PORT and ENTITYWIRE_OPERATIONS_HOST",
    graceMs: 0,
  });
}

function routes(options: OperationsOptions): Hono {
  const { store, metrics, now, depths, board } = options;
  // A trailing slash is ignored, because the board links to itself with one.
  const app = new Hono({ strict: false });
  app.use(refuseOtherHosts([options.host, ...options.names]), refuseCrossSite(null));
  // Liveness only: the event loop runs.
  app.get("/healthz", (c) => c.text("alive\n"));
  // Redis does not count: without it no new data arrives, but the API can still serve.
  app.get("/readyz", (c) => {
    lastSequence(store.db);
    return c.text("ready\n");
  });
  // Not for restarts: a stale source is not a failure of the service.
  app.get("/freshz", (c) => {
    const stale = readSources(store.db, now()).filter((source) => source.stale);
    if (stale.length === 0) return c.text("fresh\n");
    const lines = stale.map(({ source, lastSuccess, detail }) => {
      return `${source} is stale, last answer ${describeLast(lastSuccess, now())}: ${detail}\n`;
    });
    return c.text(lines.join(""), 503);
  });
  app.get("/status", async (c) => c.json({ ...readStatus(store, now()), queues: await depths() }));
  app.get("/metrics", async (c) => {
    const { type, text } = await metrics.render(readFigures(store, now()), await depths());
    return c.body(text, 200, { "content-type": type });
  });
  app.route(BOARD_PATH, createQueueBoard(board));
  app.onError((error, c) => c.text(`${describeError(error)}\n`, 503));
  return app;
}
