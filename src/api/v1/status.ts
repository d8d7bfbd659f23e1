/** `GET /v1/status`: what the store holds, how fresh it is, and what needs a person's attention. */

import { createRoute } from "@hono/zod-openapi";
import { readStatus } from "../../db/read-status.ts";
import { type ApiDeps, COMMON_PROBLEMS, createRouter, WANTS_READ } from "./router.ts";
import { statusSchema } from "./status-schema.ts";

const statusRoute = createRoute({
  method: "get",
  path: "/status",
  operationId: "readStatus",
  tags: ["Operation"],
  summary: "Freshness of the lists, and open questions for a person",
  description:
    "The absence of an event means “no change” only where `fresh` is true. A stale source proves nothing.",
  security: WANTS_READ,
  responses: {
    200: {
      description: "The state of the service.",
      content: { "application/json": { schema: statusSchema } },
    },
    ...COMMON_PROBLEMS,
  },
});

export function statusRoutes({ store, now }: ApiDeps): ReturnType<typeof createRouter> {
  const router = createRouter();
  router.openapi(statusRoute, (c) => {
    c.header("Cache-Control", "no-store");
    return c.json(readStatus(store, now()), 200);
  });
  return router;
}
