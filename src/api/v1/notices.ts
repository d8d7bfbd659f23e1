/** `GET /v1/notices`: operational messages. They have their own log and never appear in the event log. */

import { createRoute, z } from "@hono/zod-openapi";
import { noticesAfter } from "../../db/log/source-checks.ts";
import { isAtClient } from "../conditional.ts";
import { limitQuery, sequenceText } from "./event-query.ts";
import { type ApiDeps, COMMON_PROBLEMS, createRouter, NOT_MODIFIED, WANTS_READ } from "./router.ts";

const noticesRoute = createRoute({
  method: "get",
  path: "/notices",
  operationId: "readNotices",
  tags: ["Operation"],
  summary: "Operational messages for the operator",
  description:
    "Stale and recovered sources, quarantined snapshots, disabled endpoints and the like, in order. The ids may have gaps: a notice is deleted after 90 days, unless it is the newest of its type about its subject.",
  security: WANTS_READ,
  request: {
    query: z.strictObject({
      after: sequenceText
        .optional()
        .openapi({ description: "Return notices after this id; 0 by default." }),
      limit: limitQuery("notices"),
    }),
  },
  responses: {
    200: {
      description: "A page of notices.",
      content: {
        "application/json": {
          schema: z
            .object({
              notices: z.array(
                z
                  .object({
                    id: z.int(),
                    time: z.iso.datetime(),
                    type: z.string().openapi({ example: "source.stale" }),
                    subject: z
                      .string()
                      .openapi({ description: "The source, document or endpoint concerned." }),
                    message: z.string().openapi({ description: "Text for people." }),
                  })
                  .openapi("Notice"),
              ),
              next: z.int().openapi({ description: "The value of `after` for the next request." }),
            })
            .openapi("NoticePage"),
        },
      },
    },
    304: NOT_MODIFIED,
    ...COMMON_PROBLEMS,
  },
});

export function noticeRoutes({ store }: ApiDeps): ReturnType<typeof createRouter> {
  const router = createRouter();
  router.openapi(noticesRoute, (c) => {
    const { after = 0, limit } = c.req.valid("query");
    const notices = noticesAfter(store.db, after, limit);
    const next = notices.at(-1)?.id ?? after;
    const newest = notices.at(-1)?.time ?? "";
    if (isAtClient(c, `"${next}-${newest}"`, "private, no-cache")) return c.body(null, 304);
    return c.json({ notices, next }, 200);
  });
  return router;
}
