/** The folder of real documents; tests that need it skip, saying so, where it is absent. */

import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const corpus = fileURLToPath(
  new URL(`${process.env["ENTITYWIRE_CORPUS"] ?? "../shared/data"}/`, `file://${root}`),
);

/** Null where the corpus, or this file of it, is not at hand. */
export function corpusPath(...parts: string[]): string | null {
  const path = `${corpus}${parts.join("/")}`;
  return existsSync(path) ? path : null;
}

/** A test over one real document, given its bytes. */
export function corpusTest(name: string, file: string, run: (bytes: Uint8Array) => void): void {
  const path = corpusPath(file);
  if (path === null) test.skip(`${name} (the corpus has no ${file}; set ENTITYWIRE_CORPUS)`);
  else test(name, () => run(readFileSync(path)));
}
