/** `npm run build`: dist/ as the package ships it, because Node strips no types under node_modules. */

import { execFileSync } from "node:child_process";
import { cpSync, rmSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

process.chdir(ROOT);
rmSync("dist", { recursive: true, force: true });
execFileSync("node_modules/.bin/tsc", ["--project", "tsconfig.build.json"], { stdio: "inherit" });
// What the compiler leaves behind, at the same places: migrations, the demo's facts, whatever comes next.
cpSync("src", "dist", {
  recursive: true,
  filter: (path) => statSync(path).isDirectory() || !path.endsWith(".ts"),
});
