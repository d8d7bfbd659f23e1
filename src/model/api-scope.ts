/** What a key of the API may do: `manage` endpoints and keys, or `read` all that is not a secret. */

export const API_SCOPES = ["read", "manage"] as const;
export type ApiScope = (typeof API_SCOPES)[number];
