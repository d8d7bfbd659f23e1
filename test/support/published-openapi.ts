/** The OpenAPI document as it is committed: of this version, under the default address. */

import { describeApi } from "../../src/api/openapi.ts";
import type { ApiParts } from "../../src/api/v1/app.ts";
import { createApi } from "../../src/api/v1/app.ts";
import { readConfig } from "../../src/config.ts";
import { version } from "../../src/version.ts";

/** JSON, and a line break. */
export function publishedOpenApi(): string {
  // Declaring the routes wants nothing of what answers them.
  const api = createApi({} as ApiParts);
  const document = describeApi(api, { publicUrl: readConfig({}).publicUrl, version: version() });
  return `${JSON.stringify(document, null, 2)}\n`;
}
