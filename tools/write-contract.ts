/**
 * `npm run contract`: writes contract/schemas and contract/asyncapi.json from the code. `npm run contract -- --publish`, as a
 * part of a release, makes of today's schemas what later ones are held to; it refuses where one of them breaks a promise.
 */

import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { contractFiles, schemaFiles } from "./contract/contract-files.ts";
import { findBreaks } from "./contract/find-breaks.ts";
import { readPublished, writePublished } from "./contract/published-schemas.ts";

const folder = fileURLToPath(new URL("../contract/", import.meta.url));
const published = join(folder, "published", "v1");

for (const [name, text] of contractFiles()) {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

if (process.argv.includes("--publish")) {
  const breaks = existsSync(published) ? findBreaks(readPublished(published), schemaFiles()) : [];
  if (breaks.length === 0) writePublished(published, schemaFiles());
  else {
    console.error(`what was published is broken; make it a v2 instead:\n${breaks.join("\n")}`);
    process.exitCode = 1;
  }
}
