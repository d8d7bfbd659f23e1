/** `/health`: the state of the service. */

import { Hono } from "hono";
import type { ApiEnv } from "../../api/v1/router.ts";
import { readStatus } from "../../db/read-status.ts";
import type { ShowPage } from "../frame.ts";
import { linksFrom } from "../html.ts";
import type { SiteDeps } from "../site-deps.ts";
import { openMatters } from "./health.ts";
import { healthPage } from "./page.ts";

export function healthRoutes({ store, now, depths }: SiteDeps, show: ShowPage): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();
  app.get("/health", async (c) => {
    const status = readStatus(store, now());
    const matters = openMatters(store, status, now(), linksFrom(c.req.path));
    return show(c, healthPage(status, matters, await depths()));
  });
  return app;
}
