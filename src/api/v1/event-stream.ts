/** `GET /v1/events/stream`: the log as server-sent events, https://html.spec.whatwg.org/multipage/server-sent-events.html */

import { setImmediate as yieldToEventLoop } from "node:timers/promises";
import { createRoute, z } from "@hono/zod-openapi";
import type { ApiCaller } from "../../model/api-caller.ts";
import type { EventFilter } from "../../model/events/event-filter.ts";
import type { PageForm } from "../event-reader.ts";
import { problem } from "../problem.ts";
import { eventFilterQuery, sequenceText, toEventFilter } from "./event-query.ts";
import { describeBeyond, type FeedDeps } from "./feed-deps.ts";
import { COMMON_PROBLEMS, createRouter, problemResponse, WANTS_READ } from "./router.ts";

/** Keeps proxies and clients from closing an idle connection. */
const HEARTBEAT_MS = 15_000;
/** How long a client waits before it reconnects. */
const RETRY_MS = 2_000;
const PAGE = 100;

const HEADERS = {
  "Content-Type": "text/event-stream",
  "Cache-Control": "no-store",
  // Otherwise nginx buffers the stream.
  "X-Accel-Buffering": "no",
};

const streamRoute = createRoute({
  method: "get",
  path: "/events/stream",
  operationId: "streamEvents",
  tags: ["Events"],
  summary: "Streams new events as server-sent events",
  description:
    "`id` is the sequence, `event` the type, `data` the event. The stream starts after `Last-Event-ID`, or else after `after`, or else with the next event. A client that reconnects misses nothing. It may receive events again that it did not record, with the same `id`.",
  security: WANTS_READ,
  request: {
    query: z.strictObject({
      after: sequenceText.optional().openapi({ description: "Start after this sequence." }),
      ...eventFilterQuery,
    }),
    headers: z.object({
      "last-event-id": sequenceText
        .optional()
        .openapi({ description: "The last id that the client received; it overrides `after`." }),
    }),
  },
  responses: {
    200: {
      description: "An endless stream of events.",
      content: { "text/event-stream": { schema: z.string() } },
    },
    409: problemResponse(
      "The start lies beyond the end of the log: this is not the log that you read before.",
    ),
    ...COMMON_PROBLEMS,
  },
});

const FRAMES: PageForm = {
  // JSON on one line, types and sequences contain no line break.
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
    if (start > last) return problem(c, 409, "A different log", describeBeyond(start, last));
    if (c.req.raw.method === "HEAD") return c.body(null, 200, HEADERS);
    const { caller } = c.var;
    const connection = deps.streams.take(caller.id);
    if (connection === null) {
      c.header("Retry-After", "60");
      return problem(c, 429, "Too many streams", "Close some streams first.");
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

/** Reads the log only as fast as the client reads: a slow client holds one page in memory. */
function streamLog(
  { reader, watch, mayStay }: FeedDeps,
  caller: ApiCaller,
  { filter, start }: { readonly filter: EventFilter; readonly start: number },
  onEnd: () => void,
): ReadableStream<Uint8Array> {
  const gone = new AbortController();
  // `known` is the client's Last-Event-ID. `at` may be further, past events that the filter rejects.
  let [at, known] = [start, start];

  const nextChunk = async (): Promise<Uint8Array | null> => {
    while (!gone.signal.aborted && !watch.over.aborted && mayStay(caller)) {
      // A reader that was just woken can use the sequence that woke it. Otherwise, or after an error, ask the store.
      const newest = watch.seen() > at ? watch.seen() : watch.last();
      const page = reader.read(at, newest, filter, PAGE);
      at = page.next;
      if (page.events.length > 0) {
        known = page.events.at(-1)?.sequence ?? known;
        return reader.asBytes(page, FRAMES);
      }
      if (at < newest) {
        await yieldToEventLoop();
        continue;
      }
      if ((await watch.beyond(at, HEARTBEAT_MS, gone.signal)) === "late") {
        const isFurther = at > known;
        known = at;
        // An id without data is not an event, but moves the client's Last-Event-ID.
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
          // Breaks the connection. The client reconnects and then gets the error as a response.
          end();
          throw error;
        }
      },
      cancel: end,
    },
    { highWaterMark: 0 },
  );
}
