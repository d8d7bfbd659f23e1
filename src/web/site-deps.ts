/** Dependencies of the pages. */

import type { AdminKey } from "../api/admin-key.ts";
import type { QueueDepths } from "../api/metrics.ts";
import type { EndpointDeps } from "../api/v1/endpoints/endpoints.ts";
import type { KeyDeps } from "../api/v1/keys.ts";
import type { ListDeps } from "../api/v1/list-deps.ts";

export interface SiteDeps extends ListDeps, EndpointDeps, KeyDeps {
  readonly version: string;
  /** Grants access to the management of endpoints and keys. Null disables it. */
  readonly admin: AdminKey | null;
  /** Null where Redis cannot be reached. */
  readonly depths: () => Promise<QueueDepths | null>;
}
