/** `/`: the newest rules. */

import { Hono } from "hono";
import type { ApiDeps, ApiEnv } from "../../api/v1/router.ts";
import { baselineDate, countListed } from "../../db/list/list.ts";
import type { ShowPage } from "../frame.ts";
import { linksFrom } from "../html.ts";
import { readBatches } from "./latest.ts";
import { latestPage } from "./page.ts";

export function latestRoutes({ store }: ApiDeps, show: ShowPage): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();
  app.get("/", (c) => {
    const { day = "", key } = c.req.query();
    const after = key === undefined ? undefined : { day, key };
    const view = store.read((tx) => ({
      ...readBatches(tx, after),
      listed: countListed(tx).map((row) => ({ ...row, snapshot: baselineDate(tx, row.list) })),
      isFirst: after === undefined,
    }));
    return show(c, latestPage(view, linksFrom(c.req.path)));
  });
  return app;
}
