/** `/entries`: the lists as they are now or as they were law on a day, and one entry with its history. */

import { createRoute, z } from "@hono/zod-openapi";
import { keptId, readHistories } from "../../db/list/history.ts";
import { keepBaselines, readTimeline } from "../../db/list/timeline.ts";
import { entryRecord } from "../../exports/entry-line.ts";
import { entriesQuery } from "../../search/entries-query.ts";
import { createEntryCursors } from "../../search/entry-cursors.ts";
import { findListed, refusalOf } from "../../search/find-entries.ts";
import { INVALID_CURSOR } from "../../search/params.ts";
import { isAtClient } from "../conditional.ts";
import { ASK_EACH_TIME, sequenceTag } from "../etag.ts";
import { problem } from "../problem.ts";
import { entryShape, standingShape } from "./entry-schema.ts";
import type { ListDeps } from "./list-deps.ts";
import {
  COMMON_PROBLEMS,
  createRouter,
  NOT_MODIFIED,
  problemResponse,
  WANTS_READ,
} from "./router.ts";
import { timelineShape } from "./timeline-schema.ts";

const record = z.object({
  ...standingShape,
  ...entryShape,
  listed: z.boolean(),
});

const item = record
  .extend({
    match: z
      .object({
        score: z.number().min(0).max(1),
        name: z.string(),
        field: z.enum(["name", "alias", "subordinate"]),
      })
      .nullable()
      .openapi({ description: "with `q`: the name that matches best, and its score" }),
  })
  .openapi("EntryItem");

const security = WANTS_READ;
const tags = ["Entries"];

const list = createRoute({
  method: "get",
  path: "/entries",
  operationId: "readEntries",
  ...{ security, tags },
  summary: "Listed entries: filter, search, any day",
  description:
    "All pages of one query come from the same snapshot of the list, which `sequence` names, even if the list changes meanwhile. " +
    "Without `asOf` the list includes every change that was emitted, even if it becomes law on a later day.",
  request: { query: entriesQuery },
  responses: {
    200: {
      description: "in order of first sight; with `q`, best match first",
      content: {
        "application/json": {
          schema: z
            .object({
              sequence: z.int(),
              total: z.int(),
              items: z.array(item).readonly(),
              nextCursor: z.string().nullable(),
            })
            .openapi("EntryPage"),
        },
      },
    },
    304: NOT_MODIFIED,
    ...COMMON_PROBLEMS,
  },
});

const one = createRoute({
  method: "get",
  path: "/entries/{entryId}",
  operationId: "readEntry",
  ...{ security, tags },
  summary: "One entry with its history",
  request: { params: z.object({ entryId: z.string().max(100) }) },
  responses: {
    200: {
      description: "the current entry, or its last state before removal",
      content: {
        "application/json": {
          schema: record.extend(timelineShape).openapi("EntryWithTimeline"),
        },
      },
    },
    304: NOT_MODIFIED,
    308: { description: "the entry was merged into another one, which `Location` names" },
    ...COMMON_PROBLEMS,
    404: problemResponse("no entry has this id"),
  },
});

export function entriesRoutes({ store, snapshots, names }: ListDeps) {
  const router = createRouter();
  const eventOf = keepBaselines(store);
  const cursors = createEntryCursors(store);
  router.openapi(list, async (c) => {
    const asked = c.req.valid("query");
    const { cursor } = asked;
    const from = cursor === undefined ? cursors.start() : cursors.read(cursor);
    if (from === null) return problem(c, 400, "Invalid cursor", INVALID_CURSOR);
    const refusal = refusalOf(asked);
    if (refusal !== null) return problem(c, 400, "Conflicting parameters", refusal);
    const tag = sequenceTag(store.db, from.s);
    if (isAtClient(c, tag, ASK_EACH_TIME)) return c.body(null, 304);
    const { total, items, next } = await findListed(snapshots, names.find, asked, from);
    return c.json(
      {
        ...{ sequence: from.s, total },
        items: items.map(({ found, match }) => {
          return { ...entryRecord(found), listed: found.listed, match };
        }),
        nextCursor: next === null ? null : cursors.write(next),
      },
      200,
    );
  });

  router.openapi(one, (c) => {
    const { entryId } = c.req.valid("param");
    const kept = keptId(store.db, entryId);
    if (kept === null) return problem(c, 404, "No such entry", `no entry has the id ${entryId}`);
    if (kept !== entryId) return c.redirect(c.req.path.replace(/(?<![^/])[^/]+$/, kept), 308);
    const tag = sequenceTag(store.db, snapshots.last());
    if (isAtClient(c, tag, ASK_EACH_TIME)) return c.body(null, 304);
    const answer = store.read((tx) => {
      const [history] = readHistories(tx, [entryId]);
      if (history === undefined) throw new Error(`${entryId} is gone from the store`);
      const { partyId, listed, version, entry, records } = history;
      const validFrom = listed ? (records.at(-1)?.validFrom ?? null) : null;
      const stands = { entryId, entryVersion: version, partyId, validFrom, entry };
      const { versions, endings } = readTimeline(tx, history, eventOf);
      const provenance = versions.at(-1)?.provenance ?? null;
      return { ...entryRecord(stands), listed, provenance, versions, endings };
    });
    return c.json(answer, 200);
  });
  return router;
}
