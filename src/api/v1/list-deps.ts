/** Dependencies of the resources about the list: its snapshots and the name index. */

import type { NameFinder } from "../../db/list/find-by-name.ts";
import type { SequenceSnapshots } from "../../db/list/sequence-snapshots.ts";
import type { ApiDeps } from "./router.ts";

export interface ListDeps extends ApiDeps {
  readonly snapshots: SequenceSnapshots;
  readonly names: NameFinder;
}
