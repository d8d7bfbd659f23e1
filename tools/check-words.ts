/** Part of `npm run check`: fails where a retired word stands in the sources, the documents or a string that a user sees. */

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { retiredWordsIn } from "./retired-words.ts";

const PLACES = [
  "src",
  "docs",
  "README.md",
  "ARCHITECTURE.md",
  "CONTRIBUTING.md",
  "contract",
  "deploy",
];
/** Facts of rules, and what was published: neither is changed. */
const KEPT = /^(?:src\/demo\/facts|contract\/published)\//;

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
const files = execFileSync("git", ["ls-files", "--", ...PLACES], { encoding: "utf8" })
  .split("\n")
  .filter((file) => /\.(?:ts|js|css|md|json|ya?ml|service)$/.test(file) && !KEPT.test(file));
const found = files.flatMap((file) =>
  readFileSync(file, "utf8")
    .split("\n")
    .flatMap((line, at) =>
      retiredWordsIn(line).map(
        ({ word, instead }) => `${file}:${at + 1}: "${word}" is retired; write: ${instead}`,
      ),
    ),
);
for (const line of found) console.error(line);
if (found.length > 0) process.exitCode = 1;
