import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { scratchFolder } from "../support/scratch.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

function plant(folder: string, paths: readonly string[]): void {
  for (const path of paths) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), "");
  }
}

test("the package has no store and no variables, wherever a service or a shell has left them", () => {
  const folder = scratchFolder();
  const wanted = ["bin/entitywire", "dist/main.js"];
  plant(folder, [
    ...wanted,
    ...[".env", "bin/.env", "dist/.env.local", "dist/web/.env"],
    ...["data/sealing.key", "bin/data/sealing.key", "dist/data/entitywire.db"],
  ]);
  copyFileSync(join(ROOT, "package.json"), join(folder, "package.json"));
  const packing = ["pack", "--dry-run", "--ignore-scripts", "--json"];
  const [packed] = JSON.parse(execFileSync("npm", packing, { cwd: folder, encoding: "utf8" })) as [
    { files: { path: string }[] },
  ];
  expect(packed.files.map(({ path }) => path).sort()).toEqual([...wanted, "package.json"]);
});

test("a build of the image sees none of them either", () => {
  const lines = readFileSync(join(ROOT, ".dockerignore"), "utf8").split("\n");
  const patterns = lines.filter((line) => line !== "" && !line.startsWith("#"));
  // The last match decides.
  expect(patterns.slice(-2)).toEqual(["**/.env*", "**/data"]);
  for (const allowed of patterns.filter((line) => line.startsWith("!"))) {
    expect(existsSync(join(ROOT, allowed.slice(1))), allowed).toBe(true);
  }
});
