/** `/entries/…`: the page of one entry. */

import { Hono } from "hono";
import type { ApiDeps, ApiEnv } from "../../api/v1/router.ts";
import { keptId } from "../../db/list/history.ts";
import { keepBaselines } from "../../db/list/timeline.ts";
import type { ShowPage } from "../frame.ts";
import { linksFrom } from "../html.ts";
import { missingPage } from "../missing-page.ts";
import { readEntryPage } from "./entry.ts";
import { entryPage } from "./page.ts";

export function entryRoutes({ store }: ApiDeps, show: ShowPage): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();
  const eventOf = keepBaselines(store);
  app.get("/entries/:id", (c) => {
    const id = c.req.param("id");
    const to = linksFrom(c.req.path);
    const kept = keptId(store.db, id);
    if (kept === null) return show(c, missingPage(`No entry has the id ${id}.`), 404);
    if (kept !== id) return c.redirect(to(`/entries/${kept}`), 308);
    const view = store.read((tx) => readEntryPage(tx, id, eventOf));
    return show(c, entryPage(view, to));
  });
  return app;
}
