/** Part of `npm run check`: fails where src/db/schema says more than the committed migrations build. */

import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const COMMITTED = join("src", "db", "migrations");

process.chdir(ROOT);
const scratch = mkdtempSync(join(tmpdir(), "entitywire-migrations-"));
try {
  cpSync(COMMITTED, scratch, { recursive: true });
  // drizzle-kit takes paths relative to the working folder only.
  const settings = { dialect: "sqlite", casing: "snake_case", schema: "./src/db/schema/*.ts" };
  const out = relative(ROOT, scratch);
  const options = Object.entries({ ...settings, out }).map(([name, value]) => `--${name}=${value}`);
  const said = execFileSync("node_modules/.bin/drizzle-kit", ["generate", ...options], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  const drift = readdirSync(scratch).filter((name) => !readdirSync(COMMITTED).includes(name));
  if (drift.length > 0) {
    console.error("src/db/schema has changed: run `npm run migration -- --name what_changes`");
    process.exitCode = 1;
  } else if (!said.includes("No schema changes")) {
    console.error(`drizzle-kit did not say whether the schema has changed:\n${said}`);
    process.exitCode = 1;
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
