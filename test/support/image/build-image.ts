/** Builds the image from the Dockerfile of the working tree, as `docker build .` does, with buildah and without an engine. */

import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { readStages } from "../dockerfile.ts";
import { findProgram } from "../find-program.ts";
import { canBeProcessOne, NO_NAMESPACES } from "../process-one.ts";
import { mountNpmSettings } from "./npm-settings.ts";
import type { Sandbox } from "./sandbox.ts";
import { buildStandIn } from "./stand-in-base.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const PROGRAMS = ["buildah", "debootstrap", "unshare", "nsenter", "ip", "tar"];

export interface ImageConfig {
  readonly User: string;
  readonly Env: readonly string[];
  readonly Entrypoint: readonly string[];
  readonly Cmd: readonly string[];
  readonly WorkingDir: string;
  readonly Volumes: Readonly<Record<string, object>>;
  readonly ExposedPorts: Readonly<Record<string, object>>;
  readonly Healthcheck: { readonly Test: readonly string[] };
}

export interface Image {
  readonly config: ImageConfig;
  /** Everything that a registry would get besides the layers: settings, labels and history. */
  readonly description: string;
  /** Its file system in the sandbox, and that of the image below it. */
  readonly root: string;
  readonly baseRoot: string;
}

/** What keeps this machine from building an image, in one line; null if nothing does. */
export function whyNoImage(): string | null {
  if (process.platform !== "linux" || process.getuid?.() !== 0) {
    return "building the image takes Linux and root";
  }
  if (!canBeProcessOne()) return NO_NAMESPACES;
  const missing = PROGRAMS.filter((name) => findProgram([name]) === null);
  return missing.length === 0 ? null : `building the image takes ${missing.join(", ")}`;
}

/** `planted` are files that lie about in a checkout and must not get into the image; `npmrc` are lines of npm's settings that must not either. */
export async function buildImage(
  sandbox: Sandbox,
  planted: Readonly<Record<string, string>>,
  npmrc: readonly string[],
): Promise<Image> {
  const path = (name: string) => join(sandbox.work, name);
  const buildah = ["buildah", `--root=${path("storage")}`, `--runroot=${path("running")}`];
  const build = [...buildah, "build", "--isolation=chroot", "--format=docker", "--pull-never"];
  const base = readStages()[0]?.from ?? "";
  await buildStandIn(sandbox, build, base);

  layCheckout(sandbox.outside(path("checkout")), planted);
  const settings = mountNpmSettings(sandbox.outside(path("npm")), path("npm"), npmrc);
  const context = path("checkout");
  await sandbox.do([...build, ...settings, "--tag=entitywire", context], { online: true });

  const inspected = await sandbox.do([...buildah, "inspect", "--type=image", "entitywire"]);
  const mount = async (name: string): Promise<string> => {
    const container = await sandbox.do([...buildah, "from", "--pull-never", name]);
    return (await sandbox.do([...buildah, "mount", container.trim()])).trim();
  };
  return {
    config: JSON.parse(inspected).Docker.config,
    description: inspected,
    root: await mount("entitywire"),
    baseRoot: await mount(`docker.io/library/${base}`),
  };
}

/** Copies the files that git tracks, as they are now, and those planted. */
function layCheckout(folder: string, planted: Readonly<Record<string, string>>): void {
  const tracked = execFileSync("git", ["ls-files", "-z"], { cwd: ROOT, encoding: "utf8" });
  for (const path of tracked.split("\0").filter(Boolean)) {
    if (existsSync(join(ROOT, path))) cpSync(join(ROOT, path), join(folder, path));
  }
  for (const [path, text] of Object.entries(planted)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
