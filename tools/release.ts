/**
 * `npm run release -- VERSION`: checks, dates the changelog, publishes the contract, commits, tags and packs. It pushes and
 * publishes nothing. VERSION is `1.2.3`, or `major`, `minor` or `patch`.
 */

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { dateChangelog } from "./release/date-changelog.ts";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));

const [wanted = ""] = process.argv.slice(2);
const run = (command: string, ...args: string[]) =>
  execFileSync(command, args, { stdio: ["ignore", "inherit", "inherit"] });
const read = (command: string, ...args: string[]) =>
  execFileSync(command, args, { encoding: "utf8" }).trim();

try {
  release();
} catch (error) {
  console.error(`no release: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}

function release(): void {
  if (!/^(?:major|minor|patch|\d+\.\d+\.\d+)$/.test(wanted)) {
    throw new Error("say which: npm run release -- major, minor, patch or 1.2.3");
  }
  if (read("git", "status", "--porcelain") !== "") {
    throw new Error("the working tree has changes; commit them first");
  }
  const today = new Date().toISOString().slice(0, 10);
  // Both fail before anything is written.
  dateChangelog(readFileSync("CHANGELOG.md", "utf8"), "0.0.0", today);
  run("npm", "run", "ci");

  run("npm", "version", wanted, "--no-git-tag-version", "--allow-same-version");
  const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
  const changelog = readFileSync("CHANGELOG.md", "utf8");
  writeFileSync("CHANGELOG.md", dateChangelog(changelog, version, today));
  // The version is in the API's description; what is released is promised from then on.
  run("npm", "run", "openapi");
  run("npm", "run", "contract", "--", "--publish");
  run("git", "add", "--all");
  run("git", "commit", "--message", `chore(release): ${version}`);
  run("git", "tag", "--annotate", `v${version}`, "--message", `entitywire ${version}`);
  run("npm", "pack");
  console.log(`released ${version} locally; to publish it: git push --follow-tags`);
}
