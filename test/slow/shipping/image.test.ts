import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  symlinkSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import manifest from "../../../package.json" with { type: "json" };
import {
  argumentsOf,
  layContext,
  layStage,
  readHealthCheck,
  readStages,
} from "../../support/dockerfile.ts";
import { canBeProcessOne, NO_NAMESPACES, startAsProcessOne } from "../../support/process-one.ts";
import { scratchFolder } from "../../support/scratch.ts";

const NODE_MODULES = fileURLToPath(new URL("../../../node_modules", import.meta.url));
/** As in Debian's images: nobody that owns anything here. */
const NOBODY = 65_534;
const UNREACHABLE = "http://127.0.0.1:1";

/** Runs the stages in a folder, from what `.dockerignore` lets through. What a checkout has installed is not installed again. */
function layImage(folder: string): string {
  const placeOf = (stage: string | null) => join(folder, stage ?? "context");
  const image = join(folder, "image");
  mkdirSync(placeOf(null));
  layContext(placeOf(null));
  const [, packing, dependencies, final, ...more] = readStages();
  expect(more).toEqual([]);
  for (const stage of [packing, dependencies]) {
    if (stage === undefined) throw new Error("a stage is missing");
    layStage(stage, placeOf(stage.name), placeOf, (command, cwd) => {
      if (command === "npm install --ignore-scripts") {
        symlinkSync(NODE_MODULES, join(cwd, "node_modules"));
      } else {
        execFileSync("/bin/sh", ["-c", command], { cwd, stdio: ["ignore", "ignore", "pipe"] });
      }
    });
  }
  // Its commands are about the image's own `/` and are not run.
  if (final !== undefined) layStage(final, image, placeOf, () => undefined);
  return image;
}

test("what the image holds serves as process 1 without any right, on a file system it cannot write to", async ({
  skip,
}) => {
  skip(!canBeProcessOne(), NO_NAMESPACES);
  const folder = scratchFolder();
  const image = layImage(folder);
  expect(readdirSync(join(image, "app")).sort()).toEqual(
    ["CHANGELOG.md", "LICENSE", "README.md", "bin", "dist", "node_modules", "package.json"].sort(),
  );
  const isInstalled = (name: string) => existsSync(join(image, "app/node_modules", name));
  expect(Object.keys(manifest.dependencies).filter((name) => !isInstalled(name))).toEqual([]);
  expect(["node", "typescript", "vitest", "@biomejs/biome"].filter(isInstalled)).toEqual([]);
  // Where nobody else may look, nobody may not either.
  chmodSync(folder, 0o755);
  const node = join(image, "node");
  copyFileSync(process.execPath, node);
  const data = join(image, "data");
  mkdirSync(data);
  chownSync(data, NOBODY, NOBODY);

  const final = readStages().at(-1);
  if (final === undefined) throw new Error("no stage");
  const rights = [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, "--clear-groups"];
  const command = [
    ...["setpriv", ...rights, "--bounding-set=-all", "--no-new-privs"],
    ...[node, join(image, "app/bin/entitywire"), ...JSON.parse(argumentsOf(final, "CMD")[0] ?? "")],
  ];
  const service = startAsProcessOne(command, {
    cwd: image,
    // /tmp, which compose gives it, is closed here as well.
    before: [
      `mount --bind ${data} ${data}`,
      `mount -o remount,bind,ro "$(findmnt --noheadings --output TARGET --target ${image})"`,
      `{ mount -o remount,bind,ro / && ! touch ${image}/x 2>/dev/null; }`,
      `cd ${image}`,
    ].join(" && "),
    env: {
      ...Object.fromEntries(argumentsOf(final, "ENV").map((pair) => pair.split("="))),
      ...{ ENTITYWIRE_FEDERAL_REGISTER_URL: UNREACHABLE, ENTITYWIRE_ECFR_URL: UNREACHABLE },
    },
  });
  await service.says('"fetch.failed"');
  const port = /"operations":"http:\/\/0\.0\.0\.0:(\d+)"/.exec(service.output().stderr)?.[1];
  expect(port, service.output().stderr).toBeDefined();
  const { status } = spawnSync(process.execPath, readHealthCheck(final).slice(1), {
    env: { ...process.env, ENTITYWIRE_OPERATIONS_PORT: port },
  });
  expect(status).toBe(0);
  expect(readdirSync(data)).not.toEqual([]);
  service.kill("SIGTERM");
  expect(await service.finished).toMatchObject({ code: 143, signal: null });
}, 300_000);
