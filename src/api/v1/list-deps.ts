/** What the resources that are about the list share: its snapshots, and the index of its names. */

import type { NameFinder } from "../../db/list/find-by-name.ts";
import type { SequenceSnapshots } from "../../db/list/sequence-snapshots.ts";
import type { ApiDeps } from "./router.ts";

export interface ListDeps extends ApiDeps {
  readonly snapshots: SequenceSnapshots;
  readonly names: NameFinder;
}
