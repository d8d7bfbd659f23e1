/** The resources that are about the list itself, with what they share: its cuts, and the index of its names. */

import { openNameFinder } from "../../db/find-by-name.ts";
import { createListCuts } from "../../db/list-cuts.ts";
import type { Store } from "../../db/open-store.ts";
import { documentsRoutes } from "./documents.ts";
import { entriesRoutes } from "./entries.ts";
import { exportsRoutes } from "./exports.ts";
import { feedRoutes } from "./feed.ts";
import { type ApiDeps, createRouter } from "./router.ts";
import { rulesRoutes } from "./rules.ts";

export interface ListResources extends Disposable {
  /** Their routes, under `/v1`. */
  routes(deps: ApiDeps): ReturnType<typeof createRouter>;
}

export function openListResources(store: Store): ListResources {
  const cuts = createListCuts(store);
  const names = openNameFinder();
  return {
    routes: (deps) => {
      const router = createRouter();
      router.route("/v1", entriesRoutes({ ...deps, cuts, names }));
      router.route("/v1", exportsRoutes({ ...deps, cuts }));
      router.route("/v1", rulesRoutes(deps));
      router.route("/v1", documentsRoutes(deps));
      router.route("/v1", feedRoutes(deps));
      return router;
    },
    [Symbol.dispose]: () => names[Symbol.dispose](),
  };
}
