/**
 * The queue board: a read-only view of waiting, active and failed jobs. SQLite is the truth, so changing a job here would be
 * pointless: sweep would enqueue a moved job again, and no document would belong to an added one.
 */

import { createBullBoard } from "@bull-board/api";
import { BullMQAdapter } from "@bull-board/api/bullMQAdapter";
import { HonoAdapter } from "@bull-board/hono";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import { createAdminKey, requireAdminKey } from "./admin-key.ts";

export const BOARD_PATH = "/queues";

export interface BoardOptions {
  /** Null disables the board. */
  readonly key: string | null;
  /** The BullMQ queues; the function returns null while Redis cannot be reached. Null where the queues are in this process. */
  readonly queues: (() => readonly BoardQueue[] | null) | null;
}

type BoardQueue = ConstructorParameters<typeof BullMQAdapter>[0];

/** Blocks the remote font that the page asks for, which would reveal the visitor. Its scripts set inline styles. */
const CONTENT_POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:";

/** Mount it at `BOARD_PATH`. */
export function createQueueBoard({ key, queues }: BoardOptions): Hono {
  const app = new Hono();
  if (key === null || queues === null) {
    const missing =
      key === null
        ? "ENTITYWIRE_ADMIN_KEY"
        : "REDIS_URL (without it the queues are in this process)";
    return app.all("*", (c) => c.text(`the queue board is off: set ${missing}\n`, 404));
  }
  const pages = new HonoAdapter(serveStatic).setBasePath(BOARD_PATH);
  const options = { uiConfig: { boardTitle: "entitywire" } };
  const board = createBullBoard({ queues: [], serverAdapter: pages, options });
  app.use(requireAdminKey(createAdminKey(key)), async (c, next) => {
    // The board's read-only mode only hides its buttons. This also blocks actions that a later version may add.
    if (c.req.method !== "GET" && c.req.method !== "HEAD") {
      return c.text("the queue board is read-only\n", 405, { allow: "GET, HEAD" });
    }
    const open = queues();
    if (open === null) return c.text("Redis cannot be reached: there are no queues to show\n", 503);
    board.replaceQueues(open.map((queue) => new BullMQAdapter(queue, { readOnlyMode: true })));
    c.header("content-security-policy", CONTENT_POLICY);
    return next();
  });
  return app.route("/", pages.registerPlugin());
}
