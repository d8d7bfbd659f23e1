/** `/feed.atom`: the newest rules, for feed readers. */

import { createRoute, z } from "@hono/zod-openapi";
import { readRuleNews } from "../../db/documents/rule-news.ts";
import { lastSequence } from "../../db/log/log.ts";
import { toAtom } from "../../exports/atom.ts";
import { isAtClient } from "../conditional.ts";
import { ASK_EACH_TIME, sequenceTag } from "../etag.ts";
import { type ApiDeps, COMMON_PROBLEMS, createRouter, NOT_MODIFIED, WANTS_READ } from "./router.ts";

/** A few months of rules. */
const ITEMS = 50;
const TYPE = "application/atom+xml; charset=utf-8";

const route = createRoute({
  method: "get",
  path: "/feed.atom",
  operationId: "readRuleFeed",
  security: WANTS_READ,
  tags: ["Rules"],
  summary: "The newest rules as an Atom feed, one item a rule",
  responses: {
    200: {
      description: "An Atom feed",
      content: { "application/atom+xml": { schema: z.string() } },
    },
    304: NOT_MODIFIED,
    ...COMMON_PROBLEMS,
  },
});

/** The root path redirects here, because feed readers look there. */
export function feedRoutes({ store, publicUrl, source }: ApiDeps) {
  const router = createRouter();
  // Many readers ask, and few events arrive: the feed is built once per event.
  let written: { readonly sequence: number; readonly atom: string } | null = null;
  router.openapi(route, (c) => {
    const tag = sequenceTag(store.db, lastSequence(store.db));
    if (isAtClient(c, tag, ASK_EACH_TIME)) return c.body(null, 304);
    const { sequence, atom } = store.read((tx) => {
      const now = lastSequence(tx);
      if (written?.sequence === now) return written;
      return { sequence: now, atom: toAtom(readRuleNews(tx, ITEMS), { source, publicUrl }) };
    });
    written = { sequence, atom };
    return c.body(atom, 200, {
      "content-type": TYPE,
      etag: sequenceTag(store.db, sequence),
    }) as never;
  });
  return router;
}
