/** What the resources that are about the list share: its cuts, and the index of its names. */

import type { NameFinder } from "../../db/list/find-by-name.ts";
import type { ListCuts } from "../../db/list/list-cuts.ts";
import type { ApiDeps } from "./router.ts";

export interface ListDeps extends ApiDeps {
  readonly cuts: ListCuts;
  readonly names: NameFinder;
}
