/** For who operates the service, on a port of its own: alive, ready, fresh or not, metrics, the queue board. */

import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { lastSequence } from "../db/log.ts";
import type { Store } from "../db/open-store.ts";
import { readStatus } from "../db/read-status.ts";
import { describeError, PipelineError } from "../model/errors.ts";
import { describeLast } from "../model/freshness.ts";
import type { Metrics, QueueDepths } from "./metrics.ts";
import { BOARD_PATH, type BoardOptions, createQueueBoard } from "./queue-board.ts";

export interface OperationsOptions {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  readonly store: Store;
  readonly metrics: Metrics;
  readonly now: () => Date;
  /** Null where Redis cannot be asked. */
  readonly depths: () => Promise<QueueDepths | null>;
  readonly board: BoardOptions;
}

export interface OperationsServer extends AsyncDisposable {
  readonly url: string;
}

/** @throws PipelineError serve/port-taken */
export async function openOperationsServer(options: OperationsOptions): Promise<OperationsServer> {
  const { host, port } = options;
  const server = createAdaptorServer({ fetch: routes(options).fetch });
  server.listen(port, host);
  await once(server, "listening").catch((cause: NodeJS.ErrnoException) => {
    throw new PipelineError(
      "serve/port-taken",
      `cannot listen on ${host}:${port} (${cause.code})`,
      {
        hint: "set ENTITYWIRE_OPERATIONS_PORT and ENTITYWIRE_OPERATIONS_HOST",
        cause,
      },
    );
  });
  const { port: actual } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${actual}`,
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, "close");
      server.close();
      if ("closeAllConnections" in server) server.closeAllConnections();
      await closed;
    },
  };
}

function routes({ store, metrics, now, depths, board }: OperationsOptions): Hono {
  // A slash at the end of a path means nothing: the board links to itself with one.
  const app = new Hono({ strict: false });
  // Alive: the process turns. Whether it is of use is another question.
  app.get("/healthz", (c) => c.text("alive\n"));
  // Redis does not count: without it nothing new comes, but what is known can be read.
  app.get("/readyz", (c) => {
    lastSequence(store.db);
    return c.text("ready\n");
  });
  // Not for a restart: a source that is silent is no fault of the service's.
  app.get("/freshz", (c) => {
    const stale = readStatus(store, now()).sources.filter((source) => source.stale);
    if (stale.length === 0) return c.text("fresh\n");
    const lines = stale.map(({ source, lastSuccess, detail }) => {
      return `${source} stale, last heard ${describeLast(lastSuccess, now())}: ${detail}\n`;
    });
    return c.text(lines.join(""), 503);
  });
  app.get("/status", async (c) => c.json({ ...readStatus(store, now()), queues: await depths() }));
  app.get("/metrics", async (c) => {
    const { type, text } = await metrics.render(readStatus(store, now()), await depths());
    return c.body(text, 200, { "content-type": type });
  });
  app.route(BOARD_PATH, createQueueBoard(board));
  app.onError((error, c) => c.text(`${describeError(error)}\n`, 503));
  return app;
}
