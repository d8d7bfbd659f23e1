import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { scratchFolder } from "../support/scratch.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

test("the packed tarball installs elsewhere, and the demo runs from there", () => {
  const folder = scratchFolder();
  const npm = (cwd: string, ...args: string[]) =>
    execFileSync("npm", args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  const [packed] = JSON.parse(npm(ROOT, "pack", "--json", "--pack-destination", folder)) as [
    { filename: string; files: { path: string }[] },
  ];
  const paths = packed.files.map(({ path }) => path);
  expect(paths).toEqual(
    expect.arrayContaining([
      "LICENSE",
      "README.md",
      "bin/entitywire",
      "dist/main.js",
      "dist/main.d.ts",
      "dist/pdf-thread/main.js",
      "dist/record-thread/main.js",
      "dist/db/migrations/meta/_journal.json",
      "dist/demo/facts/2025-05426.json",
    ]),
  );
  expect(paths.filter((path) => /^(src|test|bench|\.ci|data)\//.test(path))).toEqual([]);

  const user = join(folder, "user");
  mkdirSync(user);
  writeFileSync(join(user, "package.json"), '{ "private": true }');
  npm(user, "install", "--no-audit", "--no-fund", join(folder, packed.filename));
  const installed = join(user, "node_modules", "entitywire", "bin", "entitywire");
  const output = execFileSync(process.execPath, [installed, "demo"], {
    cwd: user,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  expect(output.trimEnd().split("\n").at(-1)).toBe(
    "82 entity.added, 4 entity.modified, 0 entity.removed",
  );
}, 300_000);
