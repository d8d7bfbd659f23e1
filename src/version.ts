/** This program's version, from its package.json: one folder up in a checkout (src) and in a package (dist). */

import { readFileSync } from "node:fs";

export function version(): string {
  const text = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}
