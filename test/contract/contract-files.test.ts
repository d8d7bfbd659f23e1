/** What is committed under `contract/` is what the code says. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { contractFiles } from "../../tools/contract/contract-files.ts";

const FOLDER = fileURLToPath(new URL("../../contract", import.meta.url));

test("the committed schemas and the AsyncAPI document are today's: else run `npm run contract`", () => {
  const files = contractFiles();
  for (const [name, text] of files) expect(readFileSync(join(FOLDER, name), "utf8")).toBe(text);
  const schemas = readdirSync(join(FOLDER, "schemas")).map((name) => `schemas/${name}`);
  expect(schemas.filter((name) => !files.has(name))).toEqual([]);
});
