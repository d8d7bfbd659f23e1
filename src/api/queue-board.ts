/**
 * The queue board: what waits, runs and failed, for a person to see and not to touch. SQLite is the truth (law 2): a job
 * that somebody moves here would be put back by sweep, and one that somebody adds is nobody's.
 */

import { createBullBoard } from "@bull-board/api";
import { BullMQAdapter } from "@bull-board/api/bullMQAdapter";
import { HonoAdapter } from "@bull-board/hono";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import { demandKey } from "./admin-key.ts";

export const BOARD_PATH = "/queues";

export interface BoardOptions {
  /** Null: there is no board. */
  readonly key: string | null;
  /** BullMQ's own, which come and go with Redis: null while it cannot be used. None at all where they are in this process. */
  readonly queues: (() => readonly BoardQueue[] | null) | null;
}

type BoardQueue = ConstructorParameters<typeof BullMQAdapter>[0];

/** The page asks for a font elsewhere; whoever looks at it is nobody's business. Its styles are set by its scripts. */
const CONTENT_POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:";

/** To be mounted at `BOARD_PATH`. */
export function createQueueBoard({ key, queues }: BoardOptions): Hono {
  const app = new Hono();
  if (key === null || queues === null) {
    const wanted =
      key === null
        ? "ENTITYWIRE_ADMIN_KEY"
        : "REDIS_URL; without it the queues are in this process";
    return app.all("*", (c) => c.text(`there is no queue board: set ${wanted}\n`, 404));
  }
  const pages = new HonoAdapter(serveStatic).setBasePath(BOARD_PATH);
  const options = { uiConfig: { boardTitle: "entitywire" } };
  const board = createBullBoard({ queues: [], serverAdapter: pages, options });
  app.use(demandKey(key), async (c, next) => {
    // The board's own read-only mode hides its buttons. This holds whatever else it may come to offer.
    if (c.req.method !== "GET" && c.req.method !== "HEAD") {
      return c.text("the queue board is read-only\n", 405, { allow: "GET, HEAD" });
    }
    const open = queues();
    if (open === null) return c.text("Redis cannot be used: there are no queues to show\n", 503);
    board.replaceQueues(open.map((queue) => new BullMQAdapter(queue, { readOnlyMode: true })));
    c.header("content-security-policy", CONTENT_POLICY);
    return next();
  });
  return app.route("/", pages.registerPlugin());
}
