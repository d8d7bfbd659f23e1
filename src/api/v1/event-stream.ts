/** `GET /v1/events/stream`: the log as server-sent events, https://html.spec.whatwg.org/multipage/server-sent-events.html */

import { setImmediate as breathe } from "node:timers/promises";
import { createRoute, z } from "@hono/zod-openapi";
import type { ApiCaller } from "../../model/api-caller.ts";
import type { EventFilter } from "../../model/events/event-filter.ts";
import type { PageForm } from "../event-reader.ts";
import { problem } from "../problem.ts";
import { eventFilterQuery, sequenceText, toEventFilter } from "./event-query.ts";
import { describeBeyond, type FeedDeps } from "./feed-deps.ts";
import { COMMON_PROBLEMS, createRouter, problemResponse, WANTS_READ } from "./router.ts";

/** So that neither a proxy nor a client takes the connection for dead. */
const HEARTBEAT_MS = 15_000;
/** What a client waits before it connects again. */
const RETRY_MS = 2_000;
const PAGE = 100;

const HEADERS = {
  "Content-Type": "text/event-stream",
  "Cache-Control": "no-store",
  // nginx would collect it otherwise.
  "X-Accel-Buffering": "no",
};

const streamRoute = createRoute({
  method: "get",
  path: "/events/stream",
  operationId: "streamEvents",
  tags: ["Events"],
  summary: "The log as it grows, as server-sent events",
  description:
    "`id` is the sequence, `event` the type, `data` the event. Begins behind `Last-Event-ID`, or else behind `after`, or else with what comes from now on. A client that lost the connection goes on without a gap; what it was sent and did not keep comes again, with the same `id`.",
  security: WANTS_READ,
  request: {
    query: z.strictObject({
      after: sequenceText.optional().openapi({ description: "The sequence to go on behind." }),
      ...eventFilterQuery,
    }),
    headers: z.object({
      "last-event-id": sequenceText
        .optional()
        .openapi({ description: "What the client saw last; it wins over `after`." }),
    }),
  },
  responses: {
    200: {
      description: "Events, without end.",
      content: { "text/event-stream": { schema: z.string() } },
    },
    409: problemResponse("It would begin beyond the end of this log: it is not the one you read."),
    ...COMMON_PROBLEMS,
  },
});

const FRAMES: PageForm = {
  // A line of JSON has no line break in it, and types and sequences none either.
  toText: (events) =>
    events
      .map(({ sequence, type, json }) => `id: ${sequence}\nevent: ${type}\ndata: ${json}\n\n`)
      .join(""),
};

export function eventStreamRoutes(deps: FeedDeps): ReturnType<typeof createRouter> {
  const router = createRouter();
  router.openapi(streamRoute, (c) => {
    const { after, ...query } = c.req.valid("query");
    const last = deps.watch.last();
    const start = c.req.valid("header")["last-event-id"] ?? after ?? last;
    if (start > last)
      return problem(c, 409, "Not the log that you read", describeBeyond(start, last));
    if (c.req.raw.method === "HEAD") return c.body(null, 200, HEADERS);
    const { caller } = c.var;
    const connection = deps.streams.take(caller.id);
    if (connection === null) {
      c.header("Retry-After", "60");
      return problem(c, 429, "Too many streams already", "End some of them.");
    }
    const stream = streamLog(
      deps,
      caller,
      { filter: toEventFilter(query), start },
      connection.giveBack,
    );
    return c.body(stream, 200, HEADERS);
  });
  return router;
}

/** Reads the log only as the client takes it: a slow one holds one page, whatever comes meanwhile. */
function streamLog(
  { reader, watch, mayStay }: FeedDeps,
  caller: ApiCaller,
  { filter, start }: { readonly filter: EventFilter; readonly start: number },
  onEnd: () => void,
): ReadableStream<Uint8Array> {
  const gone = new AbortController();
  // The client has this place as its Last-Event-ID; `at` may be further, over what does not pass the filter.
  let [at, known] = [start, start];

  const nextChunk = async (): Promise<Uint8Array | null> => {
    while (!gone.signal.aborted && !watch.over.aborted && mayStay(caller)) {
      // Who was just woken is told of what woke it; who was not, or whom a trouble woke, looks.
      const newest = watch.seen() > at ? watch.seen() : watch.last();
      const page = reader.read(at, newest, filter, PAGE);
      at = page.next;
      if (page.events.length > 0) {
        known = page.events.at(-1)?.sequence ?? known;
        return reader.asBytes(page, FRAMES);
      }
      if (at < newest) {
        await breathe();
        continue;
      }
      if ((await watch.beyond(at, HEARTBEAT_MS, gone.signal)) === "late") {
        const isFurther = at > known;
        known = at;
        // An id without data is no event, but where the client will go on.
        return Buffer.from(isFurther ? `: heartbeat\nid: ${at}\n\n` : ": heartbeat\n\n");
      }
    }
    return null;
  };

  const end = (): void => {
    if (gone.signal.aborted) return;
    gone.abort();
    onEnd();
  };
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => controller.enqueue(Buffer.from(`retry: ${RETRY_MS}\n\n`)),
      pull: async (controller) => {
        try {
          const chunk = await nextChunk();
          if (chunk !== null) controller.enqueue(chunk);
          else if (!gone.signal.aborted) {
            end();
            controller.close();
          }
        } catch (error) {
          // The connection breaks, and the client comes again: it then hears what is the matter.
          end();
          throw error;
        }
      },
      cancel: end,
    },
    { highWaterMark: 0 },
  );
}
