/** `GET /v1/events`: the event log by cursor, totally ordered and without gaps, with long polling. */

import { setImmediate as yieldToEventLoop } from "node:timers/promises";
import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { LogPage, StoredEvent } from "../../db/log/log-pages.ts";
import { findStoredEvent } from "../../db/log/log-pages.ts";
import type { EventFilter } from "../../model/events/event-filter.ts";
import { isAtClient } from "../conditional.ts";
import type { PageForm } from "../event-reader.ts";
import { problem } from "../problem.ts";
import { eventFilterQuery, limitQuery, sequenceText, toEventFilter } from "./event-query.ts";
import { eventSchema } from "./event-schema.ts";
import { describeBeyond, type FeedDeps } from "./feed-deps.ts";
import {
  type ApiEnv,
  COMMON_PROBLEMS,
  createRouter,
  NOT_MODIFIED,
  problemResponse,
  WANTS_READ,
} from "./router.ts";

const LONGEST_WAIT_S = 60;
/** How many parts of the log one request scans while its filter matches nothing. */
const MOST_LOOKS = 5;
/** An event never changes. Reading it requires a key, so only private caches may keep it. */
const FOR_EVER = "private, max-age=31536000, immutable";

const feedRoute = createRoute({
  method: "get",
  path: "/events",
  operationId: "readEvents",
  tags: ["Events"],
  summary: "Events after a position in the log",
  description:
    "Events in order of `sequence`; without filters there are no gaps. Store `next` and send it as `after` in the next request. With filters `next` also skips events that did not match, so a page may be empty while `next` is less than `last`. At the end of the log, `wait` holds the response until a matching event arrives. Store `next` in the same transaction as the result of your processing: then each event is applied exactly once.",
  security: WANTS_READ,
  request: {
    query: z.strictObject({
      after: sequenceText.optional().openapi({
        description: "Return events after this sequence; by default 0, the beginning.",
      }),
      limit: limitQuery("events; a page of long events holds fewer"),
      wait: z
        .string()
        .regex(/^\d{1,2}$/, "must be a whole number of seconds")
        .transform(Number)
        .refine((n) => n <= LONGEST_WAIT_S, `must be at most ${LONGEST_WAIT_S}`)
        .optional()
        .openapi({
          type: "integer",
          minimum: 0,
          maximum: LONGEST_WAIT_S,
          description: "Seconds to wait for a matching event if there is none yet.",
        }),
      ...eventFilterQuery,
    }),
  },
  responses: {
    200: {
      description: "A page of the log.",
      content: {
        "application/json": {
          schema: z
            .object({
              events: z.array(eventSchema),
              next: z.int().openapi({ description: "The value of `after` for the next request." }),
              last: z.int().openapi({ description: "The newest sequence of the log." }),
            })
            .openapi("EventPage"),
        },
      },
    },
    304: NOT_MODIFIED,
    409: problemResponse(
      "`after` lies beyond the end of the log: this is not the log that you read before.",
    ),
    ...COMMON_PROBLEMS,
  },
});

const eventRoute = createRoute({
  method: "get",
  path: "/events/{id}",
  operationId: "readEvent",
  tags: ["Events"],
  summary: "One event",
  security: WANTS_READ,
  request: {
    params: z.object({
      id: z
        .string()
        .regex(/^[\x21-\x7e]{1,200}$/, "must be the id of an event")
        .openapi({ description: "The event's `id`." }),
    }),
  },
  responses: {
    200: { description: "The event.", content: { "application/json": { schema: eventSchema } } },
    304: NOT_MODIFIED,
    404: problemResponse("No event has this id."),
    ...COMMON_PROBLEMS,
  },
});

/** The part of a response that depends on the events of the page alone. */
const EVENTS: PageForm = {
  toText: (events: readonly StoredEvent[]) =>
    `{"events":[${events.map(({ json }) => json).join(",")}]`,
};

export function eventRoutes(deps: FeedDeps): ReturnType<typeof createRouter> {
  const { store, reader, watch } = deps;
  const router = createRouter();

  router.openapi(feedRoute, async (c) => {
    const { after = 0, limit, wait = 0, ...query } = c.req.valid("query");
    const before = watch.last();
    if (after > before) {
      return problem(c, 409, "A different log", describeBeyond(after, before));
    }
    const filter = toEventFilter(query);
    let page = await look(after, filter, limit);
    if (page.events.length === 0 && wait > 0 && c.req.raw.method !== "HEAD") {
      const connection = deps.longPolls.take(c.var.caller.id);
      if (connection === null) {
        c.header("Retry-After", "1");
        return problem(c, 429, "Too many long polls", "Close some of them, or omit `wait`.");
      }
      try {
        page = await waitFor(c, page, filter, limit, wait * 1000);
      } finally {
        connection.giveBack();
      }
    }
    return answer(c, page);
  });

  router.openapi(eventRoute, (c) => {
    const event = findStoredEvent(store.db, c.req.valid("param").id);
    if (event === null) return problem(c, 404, "No such event", "No event has this id.");
    if (isAtClient(c, `"${event.id}"`, FOR_EVER)) return c.body(null, 304);
    return c.body(event.json, 200, { "Content-Type": "application/json" });
  });

  return router;

  /** Scans to the first page with an event, the end of the log, or the limit of one request. */
  async function look(after: number, filter: EventFilter, limit: number): Promise<LogPage> {
    const last = watch.last();
    let page = reader.read(after, last, filter, limit);
    for (let looks = 1; looks < MOST_LOOKS; looks += 1) {
      if (page.events.length > 0 || page.next >= last) break;
      await yieldToEventLoop();
      page = reader.read(page.next, last, filter, limit);
    }
    return page;
  }

  async function waitFor(
    c: Context<ApiEnv>,
    begun: LogPage,
    filter: EventFilter,
    limit: number,
    timeoutMs: number,
  ): Promise<LogPage> {
    const until = performance.now() + timeoutMs;
    let page = begun;
    while (page.events.length === 0) {
      const woken = await watch.beyond(page.next, until - performance.now(), c.req.raw.signal);
      if (woken !== "moved" || !deps.mayStay(c.var.caller)) break;
      page = await look(page.next, filter, limit);
    }
    return page;
  }

  function answer(c: Context<ApiEnv>, page: LogPage): Response {
    const { next } = page;
    const last = Math.max(watch.last(), next);
    const query = new URLSearchParams(c.req.url.split("?")[1]);
    query.set("after", String(next));
    c.header("Link", `<${deps.publicUrl}/v1/events?${query}>; rel="next"`);
    // A log restored from a backup may have other events at the same sequences.
    const newest = page.events.at(-1)?.id ?? "";
    if (isAtClient(c, `"${next}-${last}-${newest}"`, "private, no-cache")) return c.body(null, 304);
    const body = Buffer.concat([
      reader.asBytes(page, EVENTS),
      Buffer.from(`,"next":${next},"last":${last}}`),
    ]);
    return c.body(body, 200, { "Content-Type": "application/json" });
  }
}
