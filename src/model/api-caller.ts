/** Who asks the API, as far as limits and rights go. */

import type { ApiScope } from "./api-scope.ts";

export interface ApiCaller {
  /** Of a key its id; of somebody without one the network address. */
  readonly id: string;
  readonly scopes: readonly ApiScope[];
}
