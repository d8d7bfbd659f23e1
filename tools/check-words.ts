/** Part of `npm run check`: fails where a retired word stands in the sources, the documents or a string that a user sees. */

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Each retired form, and the term to use instead. */
const RETIRED: readonly (readonly [RegExp, string])[] = [
  [/\bparcels?\b/i, "batch"],
  [/\b(?:endpoint )?desks?\b/i, "service"],
  [/\bseats?\b/i, "connection limit"],
  [/\bbeliefs?\b/i, "version"],
  [/\bwitness(?:es)?\b/i, "source"],
  [/\b(?:door)?bells?\b/i, "enqueue"],
  [/\bmanners\b/i, "rate limiter, circuit breaker"],
  [/\bail(?:s|ing|ed|ments?)\b/i, "is failing"],
  [/\bwhat (?:becomes|became|comes|came) of\b/i, "next state, result"],
  [/\blaw \d+\b/i, "the name of the invariant"],
  [/\blegal log\b/i, "event log"],
  [/\btold\b/i, "emitted, reported"],
  [/\bwhom\b/i, "a direct sentence"],
];

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
      RETIRED.flatMap(([word, instead]) => {
        const match = word.exec(line)?.[0];
        return match === undefined
          ? []
          : [`${file}:${at + 1}: "${match}" is retired; write: ${instead}`];
      }),
    ),
);
for (const line of found) console.error(line);
if (found.length > 0) process.exitCode = 1;
