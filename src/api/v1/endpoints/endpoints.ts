/** `/v1/endpoints`: which webhook endpoints receive which events. */

import { z } from "@hono/zod-openapi";
import { HTTPException } from "hono/http-exception";
import type { Store } from "../../../db/store/open-store.ts";
import { listDeliveries } from "../../../db/subscribers/deliveries.ts";
import { type Endpoint, getEndpoint, listEndpoints } from "../../../db/subscribers/endpoints.ts";
import { readTallies, tallyOf } from "../../../db/subscribers/tallies.ts";
import { describeError, type ErrorCode, PipelineError } from "../../../model/errors.ts";
import { createCursors } from "../../../search/cursor.ts";
import { INVALID_CURSOR } from "../../../search/params.ts";
import { type ApiDeps, createRouter } from "../router.ts";
import {
  changeRoute,
  createEndpointRoute,
  deliveriesRoute,
  enableRoute,
  listRoute,
  pauseRoute,
  removeRoute,
  replayRoute,
  resumeRoute,
  rotateRoute,
  showRoute,
  testRoute,
} from "./routes.ts";
import { showEndpoint } from "./schema.ts";
import type { EndpointService } from "./service.ts";

export interface EndpointDeps extends ApiDeps {
  readonly endpointService: EndpointService;
}

export function endpointRoutes({
  store,
  endpointService,
}: EndpointDeps): ReturnType<typeof createRouter> {
  const router = createRouter();
  const inOrder = createCursors(store, "endpoints", z.string());
  const inLog = createCursors(store, "deliveries", z.int());
  const show = (endpoint: Endpoint) =>
    showEndpoint(endpoint, tallyOf(readTallies(store.db, endpoint.id), endpoint.id));

  // Caches must not keep secrets, or URLs, which may contain tokens.
  router.use("/endpoints/*", async (c, next) => {
    c.header("Cache-Control", "no-store");
    await next();
  });

  router.openapi(listRoute, (c) => {
    const { cursor, limit } = c.req.valid("query");
    const after = cursor === undefined ? "" : inOrder.read(cursor);
    if (after === null) throw invalidCursor();
    const all = listEndpoints(store.db);
    // If the endpoint of the cursor was deleted, the listing starts again: its position is unknown.
    const from = all.findIndex(({ id }) => id === after) + 1;
    const page = all.slice(from, from + limit);
    const tallies = readTallies(store.db);
    const next = from + limit < all.length ? inOrder.write(page.at(-1)?.id ?? "") : null;
    const endpoints = page.map((one) => showEndpoint(one, tallyOf(tallies, one.id)));
    return c.json({ endpoints, next }, 200);
  });
  router.openapi(createEndpointRoute, (c) => {
    const { endpoint, secret } = mappingErrors(() => endpointService.create(c.req.valid("json")));
    return c.json({ ...show(endpoint), secret }, 201);
  });
  router.openapi(showRoute, (c) =>
    c.json(show(requireEndpoint(store, c.req.valid("param").id)), 200),
  );
  router.openapi(changeRoute, (c) => {
    const { id } = c.req.valid("param");
    return c.json(show(mappingErrors(() => endpointService.change(id, c.req.valid("json")))), 200);
  });
  router.openapi(removeRoute, (c) => {
    mappingErrors(() => endpointService.remove(c.req.valid("param").id));
    return c.body(null, 204);
  });
  router.openapi(rotateRoute, (c) => {
    const { id } = c.req.valid("param");
    const { endpoint, secret } = mappingErrors(() =>
      endpointService.rotate(id, c.req.valid("json")),
    );
    return c.json({ ...show(endpoint), secret }, 200);
  });
  router.openapi(pauseRoute, (c) => {
    return c.json(show(mappingErrors(() => endpointService.pause(c.req.valid("param").id))), 200);
  });
  router.openapi(resumeRoute, (c) => {
    return c.json(show(mappingErrors(() => endpointService.resume(c.req.valid("param").id))), 200);
  });
  router.openapi(enableRoute, (c) => {
    return c.json(show(mappingErrors(() => endpointService.enable(c.req.valid("param").id))), 200);
  });
  router.openapi(testRoute, async (c) => {
    const answer = await endpointService.test(c.req.valid("param").id).catch(refuse);
    return c.json(answer, 200);
  });
  router.openapi(replayRoute, (c) => {
    const replay = replayOf(c.req.valid("json"));
    const deliveries = mappingErrors(() => endpointService.replay(c.req.valid("param").id, replay));
    return c.json({ deliveries }, 202);
  });
  router.openapi(deliveriesRoute, (c) => {
    const { state, cursor, limit } = c.req.valid("query");
    const after = cursor === undefined ? 0 : inLog.read(cursor);
    if (after === null) throw invalidCursor();
    const { id } = requireEndpoint(store, c.req.valid("param").id);
    const found = listDeliveries(store.db, id, { state, after, limit: limit + 1 });
    const page = found.slice(0, limit);
    const next = found.length > limit ? inLog.write(page.at(-1)?.sequence ?? after) : null;
    const deliveries = page.map(({ endpointId: _of, attemptsBefore, ...shown }) => ({
      ...shown,
      attempts: shown.attempts - attemptsBefore,
    }));
    return c.json({ deliveries, next }, 200);
  });
  return router;
}

function requireEndpoint(store: Store, id: string): Endpoint {
  const endpoint = getEndpoint(store.db, id);
  if (endpoint !== undefined) return endpoint;
  throw new HTTPException(404, {
    message: `There is no endpoint ${id}. GET /v1/endpoints lists all.`,
  });
}

function replayOf(
  asked: { sequence: number } | { from: number; to: number } | { dead: true },
): Parameters<EndpointService["replay"]>[1] {
  if ("sequence" in asked) return { range: [asked.sequence, asked.sequence] };
  return "dead" in asked ? { dead: true } : { range: [asked.from, asked.to] };
}

function invalidCursor(): HTTPException {
  return new HTTPException(400, { message: INVALID_CURSOR });
}

function mappingErrors<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    return refuse(error);
  }
}

const STATUS: Partial<Record<ErrorCode, 404 | 409 | 422>> = {
  "endpoint/unknown": 404,
  "endpoint/not-now": 409,
  "endpoint/forbidden-target": 422,
  "input/usage": 422,
};

/** Maps the refusals of the endpoint service to client errors. Any other error stays an internal one. */
function refuse(error: unknown): never {
  const status = error instanceof PipelineError ? STATUS[error.code] : undefined;
  if (status === undefined) throw error;
  throw new HTTPException(status, { message: describeError(error), cause: error });
}
