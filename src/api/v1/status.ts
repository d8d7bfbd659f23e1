/** `GET /v1/status`: what is known, how fresh it is, and what waits for a person. */

import { createRoute } from "@hono/zod-openapi";
import { readStatus } from "../../db/read-status.ts";
import { type ApiDeps, COMMON_PROBLEMS, createRouter, WANTS_READ } from "./router.ts";
import { statusSchema } from "./status-schema.ts";

const statusRoute = createRoute({
  method: "get",
  path: "/status",
  operationId: "readStatus",
  tags: ["Operation"],
  summary: "How fresh the list is, and what waits for a person",
  description:
    "“No change” is said only where `fresh` is true: a source that is silent says nothing.",
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
