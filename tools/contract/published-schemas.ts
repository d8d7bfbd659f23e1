/** The schemas that the last release promised: `contract/published/v1/`. */

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { print } from "./contract-files.ts";

export function readPublished(folder: string): Map<string, object> {
  return new Map(
    readdirSync(folder)
      .filter((name) => name.endsWith(".json"))
      .map((name) => [name, JSON.parse(readFileSync(join(folder, name), "utf8")) as object]),
  );
}

export function writePublished(folder: string, schemas: ReadonlyMap<string, object>): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, schema] of schemas) writeFileSync(join(folder, name), print(schema));
}
