/** The OpenAPI document as it is committed: of this version, under the default address. */

import { describeApi } from "../../src/api/openapi.ts";
import type { ApiParts } from "../../src/api/v1/app.ts";
import { createApi } from "../../src/api/v1/app.ts";
import { readConfig } from "../../src/config.ts";
import { openScratchStore } from "../../src/db/store/open-store.ts";
import { version } from "../../src/version.ts";

/** JSON, and a line break. */
export function publishedOpenApi(): string {
  using store = openScratchStore();
  // Declaring the routes wants nothing else of what answers them.
  const origin = { publicUrl: readConfig({}).publicUrl, version: version() };
  const api = createApi({ store, ...origin } as ApiParts);
  const document = describeApi(api, origin);
  return `${JSON.stringify(document, null, 2)}\n`;
}
