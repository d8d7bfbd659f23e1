/** What an API key permits: `manage` endpoints and keys, or `read` everything that is not secret. */

export const API_SCOPES = ["read", "manage"] as const;
export type ApiScope = (typeof API_SCOPES)[number];
