/** The pages for a person: everything the service knows, rendered here, readable without a script. */

import { Hono } from "hono";
import type { QueueDepths } from "../api/metrics.ts";
import type { Site } from "../api/public-app.ts";
import type { EndpointDeps } from "../api/v1/endpoints.ts";
import type { KeyDeps } from "../api/v1/keys.ts";
import type { ListDeps } from "../api/v1/list-deps.ts";
import type { ApiEnv } from "../api/v1/router.ts";
import { assetRoutes } from "./assets.ts";
import { entryRoutes } from "./entry-routes.ts";
import { createFrame } from "./frame.ts";
import { latestRoutes } from "./latest-routes.ts";
import { ruleRoutes } from "./rule-routes.ts";
import { searchRoutes } from "./search-routes.ts";
import { silentSources } from "./silent-sources.ts";
import { trendsRoutes } from "./trends-routes.ts";

export interface SiteDeps extends ListDeps, EndpointDeps, KeyDeps {
  readonly version: string;
  /** Opens the management of endpoints and keys; null: nobody may. */
  readonly adminKey: string | null;
  /** Null where Redis cannot be asked. */
  readonly depths: () => Promise<QueueDepths | null>;
}

export function openSite(deps: SiteDeps): Site {
  const { store, now, publicUrl, version } = deps;
  const show = createFrame({ publicUrl, version, silent: () => silentSources(store.db, now()) });
  const pages = new Hono<ApiEnv>();
  pages.route("/", latestRoutes(deps, show));
  pages.route("/", ruleRoutes(deps, show));
  pages.route("/", entryRoutes(deps, show));
  pages.route("/", searchRoutes(deps, show));
  pages.route("/", trendsRoutes(deps, show));
  return { pages, open: assetRoutes() };
}
