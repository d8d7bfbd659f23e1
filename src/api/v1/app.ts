/** The API: every resource of it, under `/v1`. */

import { type EndpointDeps, endpointRoutes } from "./endpoints.ts";
import { eventStreamRoutes } from "./event-stream.ts";
import { eventRoutes } from "./events.ts";
import type { FeedDeps } from "./feed-deps.ts";
import { type KeyDeps, keyRoutes } from "./keys.ts";
import { noticeRoutes } from "./notices.ts";
import { createRouter } from "./router.ts";
import { statusRoutes } from "./status.ts";

export interface ApiParts extends FeedDeps, KeyDeps, EndpointDeps {}

export function createApi(parts: ApiParts): ReturnType<typeof createRouter> {
  const api = createRouter();
  // Before the events by id: `stream` is none.
  api.route("/v1", eventStreamRoutes(parts));
  api.route("/v1", eventRoutes(parts));
  api.route("/v1", noticeRoutes(parts));
  api.route("/v1", statusRoutes(parts));
  api.route("/v1", keyRoutes(parts));
  api.route("/v1", endpointRoutes(parts));
  return api;
}
