/** Who asks the API, as far as limits and rights go. */

import type { ApiScope } from "./api-scope.ts";

export interface ApiCaller {
  /** What is limited together: a key's id, or the network address of somebody without a key. */
  readonly id: string;
  /** Null of somebody without one. */
  readonly keyId: string | null;
  readonly scopes: readonly ApiScope[];
}
