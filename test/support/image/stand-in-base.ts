/**
 * A stand-in for the official image that the Dockerfile builds on: Debian by debootstrap, the Node of the npm package
 * `node`, npm, and the user `node`. It has the official image's name, so the Dockerfile is used as it is.
 */

import { execFileSync } from "node:child_process";
import { copyFileSync, cpSync, existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Sandbox } from "./sandbox.ts";

/** The major version that Node 24 brings. */
const NPM = "npm@11";
const CACHE = fileURLToPath(
  new URL("../../../node_modules/.cache/entitywire-image", import.meta.url),
);

/** What the official slim image leaves out too. */
const LEFT_OUT = [
  "usr/share/doc",
  "usr/share/man",
  "usr/share/locale",
  "var/cache/apt",
  "var/lib/apt/lists",
];

const RECIPE = `FROM scratch
ADD debian.tar /
COPY node /usr/local/bin/node
COPY npm /usr/local/lib/node_modules/npm
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
RUN groupadd --gid 1000 node && useradd --uid 1000 --gid node --shell /bin/bash --create-home node
CMD ["node"]
`;

/** Builds the image `name`, which must have the form `node:VERSION-SUITE-slim`. `build` is buildah's command line up to the context. */
export async function buildStandIn(
  sandbox: Sandbox,
  build: readonly string[],
  name: string,
): Promise<void> {
  const [, version, suite] = /^node:([\d.]+)-(\w+)-slim$/.exec(name) ?? [];
  if (version === undefined || suite === undefined) throw new Error(`no stand-in for ${name}`);
  const context = sandbox.outside(join(sandbox.work, "base"));
  mkdirSync(context);
  copyFileSync(await bootstrap(sandbox, suite), join(context, "debian.tar"));
  copyFileSync(process.execPath, join(context, "node"));
  if (process.version !== `v${version}`) {
    throw new Error(`${name} is wanted, and these tests run on Node ${process.version}`);
  }
  cpSync(installNpm(), join(context, "npm"), { recursive: true });
  writeFileSync(join(context, "Dockerfile"), RECIPE);
  await sandbox.do([...build, "--tag", `docker.io/library/${name}`, join(sandbox.work, "base")]);
}

/** Returns the path of an archive of a minimal Debian. It is kept, because debootstrap takes a minute or two. */
async function bootstrap(sandbox: Sandbox, suite: string): Promise<string> {
  const kept = join(CACHE, `debian-${suite}-${process.arch}.tar`);
  if (existsSync(kept)) return kept;
  const root = join(sandbox.work, "debian");
  await sandbox.do(["debootstrap", "--variant=minbase", suite, root], { online: true });
  const left = LEFT_OUT.map((path) => `--exclude=./${path}/*`);
  const whole = join(sandbox.work, "debian.tar");
  await sandbox.do(["tar", "--create", `--file=${whole}`, `--directory=${root}`, ...left, "."]);
  await sandbox.do(["rm", "--recursive", "--force", root]);
  mkdirSync(CACHE, { recursive: true });
  const unfinished = `${kept}.${process.pid}`;
  copyFileSync(sandbox.outside(whole), unfinished);
  renameSync(unfinished, kept);
  return kept;
}

function installNpm(): string {
  const prefix = join(CACHE, NPM);
  const installed = join(prefix, "node_modules", "npm");
  if (!existsSync(installed)) {
    mkdirSync(prefix, { recursive: true });
    execFileSync("npm", ["install", "--no-save", "--prefix", prefix, NPM], { stdio: "pipe" });
  }
  return installed;
}
