/** Before all tests: installs the programs they run where that needs no question, and makes their shared folder. */

import { type ExecFileSyncOptions, execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { findChromium } from "./find-chromium.ts";
import { findProgram } from "./find-program.ts";
import { findRedisServer } from "./find-redis-server.ts";
import { keepStores } from "./kept-stores.ts";

/** Without a Redis server the run ends; without another program the tests that run it are skipped, and say so. */
export function setup(): () => void {
  if (findRedisServer() === null) install("redis-server");
  if (findRedisServer() === null) {
    throw new Error("the tests need a redis-server (or valkey-server) on the PATH: install one");
  }
  // The tutorial and the shell's example ask with it.
  if (findProgram(["curl"]) === null) install("curl");
  if (findChromium() === null) tryToInstall("chromium");
  for (const program of ["nginx", "caddy", "faketime"]) {
    if (findProgram([program]) === null) tryToInstall(program);
  }
  return keepStores();
}

function tryToInstall(name: string): void {
  try {
    install(name);
  } catch (error) {
    process.stderr.write(`no ${name} could be installed: ${error}\n`);
  }
}

function install(name: string): void {
  if (!existsSync("/etc/debian_version") || process.getuid?.() !== 0) return;
  const options: ExecFileSyncOptions = {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  };
  execFileSync("apt-get", ["update", "-qq"], options);
  execFileSync("apt-get", ["install", "-qq", "-y", "--no-install-recommends", name], options);
}
