/** `/trends`: additions, changes and removals over time. */

import { Hono } from "hono";
import { ASK_EACH_TIME } from "../../api/etag.ts";
import type { ListDeps } from "../../api/v1/list-deps.ts";
import type { ApiEnv } from "../../api/v1/router.ts";
import type { ShowPage } from "../frame.ts";
import { linksFrom } from "../html.ts";
import { missingPage } from "../missing-page.ts";
import { trendsPage } from "./page.ts";
import { FLOW_OPS, keepFlows, readTrendsQuery, trendCsv, trendOf } from "./trends.ts";

export function trendsRoutes({ store, snapshots }: ListDeps, show: ShowPage): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();
  const flowsOf = keepFlows();
  const flows = async () => flowsOf(store.db, await snapshots.at(snapshots.last()));
  app.get("/trends", async (c) => {
    const query = readTrendsQuery(c.req.query());
    const known = await flows();
    const trends = FLOW_OPS.map((op) => trendOf(known, op, query));
    return show(c, trendsPage(trends, query, linksFrom(c.req.path)));
  });
  app.get("/trends.csv", async (c) => {
    const op = FLOW_OPS.find((one) => one === c.req.query("op"));
    if (op === undefined)
      return show(c, missingPage(`op must be one of ${FLOW_OPS.join(", ")}.`), 404);
    const csv = trendCsv(await flows(), op, readTrendsQuery(c.req.query()));
    c.header("Cache-Control", ASK_EACH_TIME);
    c.header("Content-Disposition", `attachment; filename="${op}.csv"`);
    return c.body(csv, 200, { "Content-Type": "text/csv; charset=utf-8" });
  });
  return app;
}
