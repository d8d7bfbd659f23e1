/** `npm run openapi`: writes contract/openapi.json from the routes, for those who read it without a running service. */

import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { publishedOpenApi } from "../test/support/published-openapi.ts";

const folder = fileURLToPath(new URL("../contract/", import.meta.url));
mkdirSync(folder, { recursive: true });
writeFileSync(`${folder}openapi.json`, publishedOpenApi());
