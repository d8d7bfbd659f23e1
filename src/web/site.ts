/** The pages for a person: everything the service knows, rendered here, readable without a script. */

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
import { silentSources } from "./silent-sources.ts";
import type { SiteDeps } from "./site-deps.ts";
import { trendsRoutes } from "./trends/routes.ts";

export function openSite(deps: SiteDeps): Site {
  const { store, now, publicUrl, version } = deps;
  const show = createFrame({ publicUrl, version, silent: () => silentSources(store.db, now()) });
  const pages = new Hono<ApiEnv>();
  pages.route("/", latestRoutes(deps, show));
  pages.route("/", ruleRoutes(deps, show));
  pages.route("/", entryRoutes(deps, show));
  pages.route("/", searchRoutes(deps, show));
  pages.route("/", trendsRoutes(deps, show));
  pages.route("/", healthRoutes(deps, show));
  // How fresh the list is, is told to who may read it.
  const showToAll = createFrame({ publicUrl, version, silent: () => [] });
  const open = assetRoutes();
  open.route("/", manageRoutes(deps, showToAll));
  const missing = (c: Context) => showToAll(c, missingPage("No page has this address."), 404);
  return { pages, open, missing };
}
