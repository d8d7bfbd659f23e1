/** The HTML pages, rendered on the server and readable without scripts. */

import { type Context, Hono } from "hono";
import type { Site } from "../api/public-app.ts";
import type { ApiEnv } from "../api/v1/router.ts";
import { assetRoutes } from "./assets.ts";
import { entryRoutes } from "./entry/routes.ts";
import { createFrame } from "./frame.ts";
import { healthRoutes } from "./health/routes.ts";
import { latestRoutes } from "./latest/routes.ts";
import { manageRoutes } from "./manage/routes.ts";
import { missingPage } from "./missing-page.ts";
import { ruleRoutes } from "./rule/routes.ts";
import { searchRoutes } from "./search/routes.ts";
import type { SiteDeps } from "./site-deps.ts";
import { staleSources } from "./stale-sources.ts";
import { trendsRoutes } from "./trends/routes.ts";

export function openSite(deps: SiteDeps): Site {
  const { store, now, publicUrl, version } = deps;
  const show = createFrame({ publicUrl, version, stale: () => staleSources(store.db, now()) });
  const pages = new Hono<ApiEnv>();
  pages.route("/", latestRoutes(deps, show));
  pages.route("/", ruleRoutes(deps, show));
  pages.route("/", entryRoutes(deps, show));
  pages.route("/", searchRoutes(deps, show));
  pages.route("/", trendsRoutes(deps, show));
  pages.route("/", healthRoutes(deps, show));
  // Public pages do not show the freshness of the lists, which only readers with access may see.
  const showToAll = createFrame({ publicUrl, version, stale: () => [] });
  const open = assetRoutes();
  open.route("/", manageRoutes(deps, showToAll));
  const missing = (c: Context) =>
    showToAll(c, missingPage("There is no page at this address."), 404);
  return { pages, open, missing };
}
