/** npm's settings of this machine, for a build to mount: registry, credentials, certificates and cache. No layer holds them. */

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rootCertificates } from "node:tls";

/** npm's global settings, where Node is installed in /usr/local. The folder is in every Debian, and no layer keeps a trace of a mount. */
const MOUNTED_AT = "/usr/local/etc";

/** Writes the settings and `more` lines to the folder. Returns the flags that mount them. */
export function mountNpmSettings(
  folder: string,
  visibleAs: string,
  more: readonly string[],
): string[] {
  mkdirSync(join(folder, "cache"), { recursive: true });
  const files = [ask("globalconfig"), ask("userconfig")].filter((path) => existsSync(path));
  const kept = files
    .flatMap((path) => readFileSync(path, "utf8").split("\n"))
    .filter((line) => !/^\s*(?:cafile|cache|prefix|nodedir)\s*=/.test(line));
  const extra = [ask("cafile"), process.env["NODE_EXTRA_CA_CERTS"] ?? ""].filter(existsSync);
  const authorities = [...rootCertificates, ...extra.map((path) => readFileSync(path, "utf8"))];
  writeFileSync(join(folder, "authorities.pem"), authorities.join("\n"));
  const own = {
    registry: ask("registry"),
    cafile: `${MOUNTED_AT}/authorities.pem`,
    cache: `${MOUNTED_AT}/cache`,
    "prefer-offline": "true",
  };
  const lines = [
    ...kept,
    ...Object.entries(own).map(([name, value]) => `${name}=${value}`),
    ...more,
  ];
  writeFileSync(join(folder, "npmrc"), lines.map((line) => `${line}\n`).join(""));
  return [
    `--volume=${visibleAs}:${MOUNTED_AT}`,
    // Packages that this machine has fetched before are not fetched again.
    `--volume=${ask("cache")}:${MOUNTED_AT}/cache`,
  ];
}

function ask(name: string): string {
  return execFileSync("npm", ["config", "get", name], { encoding: "utf8" }).trim();
}
