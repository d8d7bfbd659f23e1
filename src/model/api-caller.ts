/** The caller of an API request, as rate limits and permissions see it. */

import type { ApiScope } from "./api-scope.ts";

export interface ApiCaller {
  /** The key that limits are counted by: the id of the API key, or the network address of a caller without one. */
  readonly id: string;
  /** Null for a caller without an API key. */
  readonly keyId: string | null;
  readonly scopes: readonly ApiScope[];
}
