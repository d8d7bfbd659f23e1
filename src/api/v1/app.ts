/** The API: all resources under `/v1`. */

import { documentsRoutes } from "./documents.ts";
import { type EndpointDeps, endpointRoutes } from "./endpoints/endpoints.ts";
import { entriesRoutes } from "./entries.ts";
import { eventStreamRoutes } from "./event-stream.ts";
import { eventRoutes } from "./events.ts";
import { exportsRoutes } from "./exports.ts";
import { feedRoutes } from "./feed.ts";
import type { FeedDeps } from "./feed-deps.ts";
import { type KeyDeps, keyRoutes } from "./keys.ts";
import type { ListDeps } from "./list-deps.ts";
import { noticeRoutes } from "./notices.ts";
import { createRouter } from "./router.ts";
import { rulesRoutes } from "./rules.ts";
import { type SchemaDeps, schemaRoutes } from "./schemas.ts";
import { statusRoutes } from "./status.ts";

export interface ApiParts extends FeedDeps, KeyDeps, ListDeps, EndpointDeps, SchemaDeps {}

export function createApi(parts: ApiParts): ReturnType<typeof createRouter> {
  const api = createRouter();
  // Before `/events/{id}`, which would match `stream`.
  api.route("/v1", eventStreamRoutes(parts));
  api.route("/v1", eventRoutes(parts));
  api.route("/v1", noticeRoutes(parts));
  api.route("/v1", entriesRoutes(parts));
  api.route("/v1", rulesRoutes(parts));
  api.route("/v1", documentsRoutes(parts));
  api.route("/v1", exportsRoutes(parts));
  api.route("/v1", feedRoutes(parts));
  api.route("/v1", statusRoutes(parts));
  api.route("/v1", keyRoutes(parts));
  api.route("/v1", endpointRoutes(parts));
  api.route("/", schemaRoutes(parts));
  return api;
}
