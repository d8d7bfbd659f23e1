/** The API: every resource of it under `/v1`. */

import { problem } from "../problem.ts";
import { type ApiDeps, createRouter } from "./router.ts";

export type MountedRoutes = (deps: ApiDeps) => ReturnType<typeof createRouter>;

/** `resources` name their paths from `/v1` on. */
export function createApi(deps: ApiDeps, resources: readonly MountedRoutes[]) {
  const app = createRouter();
  for (const routes of resources) app.route("/v1", routes(deps));
  app.notFound((c) => problem(c, 404, "Nothing is here", "The API is described at /docs."));
  return app;
}
