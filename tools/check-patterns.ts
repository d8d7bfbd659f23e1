/** Part of `npm run check`: fails where a regular expression of the sources may need more than linear time. */

import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { checkPatterns } from "./patterns/check-patterns.ts";
import { findPatterns } from "./patterns/find-patterns.ts";

/** These do something when they are loaded. */
const PROGRAM = /^src\/(?:main|[a-z]+-thread\/(?:main|silence|without-canvas))\.ts$/;

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
const files = execFileSync("git", ["ls-files", "--", "src"], { encoding: "utf8" })
  .split("\n")
  .filter((file) => /\.(?:ts|js)$/.test(file));
const modules = files.filter((file) => file.endsWith(".ts") && !PROGRAM.test(file));
const found = checkPatterns(await findPatterns(files, modules));
for (const line of found) console.error(line);
if (found.length > 0) process.exitCode = 1;
