/** The resources that are about the list itself, with what they share: its cuts, and the index of its names. */

import { openNameFinder } from "../../db/find-by-name.ts";
import { createListCuts } from "../../db/list-cuts.ts";
import type { Store } from "../../db/open-store.ts";
import { documentsRoutes } from "./documents.ts";
import { entriesRoutes } from "./entries.ts";
import { exportsRoutes } from "./exports.ts";
import { feedRoutes } from "./feed.ts";
import type { ApiDeps, createRouter } from "./router.ts";
import { rulesRoutes } from "./rules.ts";

export interface ListResources extends Disposable {
  readonly resources: readonly ((deps: ApiDeps) => ReturnType<typeof createRouter>)[];
}

export function openListResources(store: Store): ListResources {
  const cuts = createListCuts(store);
  const names = openNameFinder();
  return {
    resources: [
      (deps) => entriesRoutes({ ...deps, cuts, names }),
      (deps) => exportsRoutes({ ...deps, cuts }),
      rulesRoutes,
      documentsRoutes,
      feedRoutes,
    ],
    [Symbol.dispose]: () => names[Symbol.dispose](),
  };
}
