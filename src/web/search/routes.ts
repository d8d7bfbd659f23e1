/** `/search`: the entries on the lists. */

import { Hono } from "hono";
import type { ListDeps } from "../../api/v1/list-deps.ts";
import type { ApiEnv } from "../../api/v1/router.ts";
import type { ShowPage } from "../frame.ts";
import { linksFrom } from "../html.ts";
import { searchPage } from "./page.ts";
import { answerByAddressToo, readSearch } from "./search.ts";

export function searchRoutes(deps: ListDeps, show: ShowPage): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();
  const answerTo = answerByAddressToo(deps);
  app.get("/search", async (c) => {
    const view = await readSearch(deps, answerTo, c.req.query());
    return show(c, searchPage(view, linksFrom(c.req.path)), "refusal" in view.answer ? 400 : 200);
  });
  return app;
}
