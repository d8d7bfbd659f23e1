/** The pages for a person: everything the service knows, rendered here, readable without a script. */

import { Hono } from "hono";
import { html } from "hono/html";
import type { QueueDepths } from "../api/metrics.ts";
import type { Site } from "../api/public-app.ts";
import type { ApiParts } from "../api/v1/app.ts";
import type { ApiEnv } from "../api/v1/router.ts";
import { baselineDate, countListed } from "../db/list.ts";
import { assetRoutes } from "./assets.ts";
import { createFrame, type ShowPage } from "./frame.ts";
import { linksFrom } from "./html.ts";
import { readBatches } from "./latest.ts";
import { latestPage } from "./latest-page.ts";
import { LIST_NAMES } from "./rule-marks.ts";
import { silentSources } from "./silent-sources.ts";

export interface SiteDeps extends ApiParts {
  /** Opens the management of endpoints and keys; null: nobody may. */
  readonly adminKey: string | null;
  /** Null where Redis cannot be asked. */
  readonly depths: () => Promise<QueueDepths | null>;
}

export function openSite(deps: SiteDeps): Site {
  const { store, now, publicUrl, version } = deps;
  const show = createFrame({ publicUrl, version, silent: () => silentSources(store.db, now()) });
  const pages = new Hono<ApiEnv>();
  pages.get("/", (c) => {
    const { day, key } = c.req.query();
    const after = key === undefined ? undefined : { day: day ?? "", key };
    const view = store.read((tx) => ({
      ...readBatches(tx, after),
      listed: countListed(tx).map(({ list, entries }) => ({
        list: LIST_NAMES[list],
        entries,
        snapshot: baselineDate(tx, list),
      })),
      isFirst: after === undefined,
    }));
    return show(c, latestPage(view, linksFrom(c.req.path)));
  });
  return { pages, open: assetRoutes() };
}

/** What does not exist, said on a page. */
export function showMissing(show: ShowPage, c: Parameters<ShowPage>[0], what: string) {
  const body = html`<h1>Nothing is here</h1><p>${what}</p>`;
  return show(c, { title: "Nothing is here", description: what, body }, 404);
}
