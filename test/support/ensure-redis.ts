/** Before all tests: a Redis server is there, or is installed where that can be done without asking, or the run ends. */

import { type ExecFileSyncOptions, execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { findRedisServer } from "./find-redis-server.ts";

export function setup(): void {
  if (findRedisServer() !== null) return;
  if (existsSync("/etc/debian_version") && process.getuid?.() === 0) {
    const options: ExecFileSyncOptions = {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    };
    const packages = ["install", "-qq", "-y", "--no-install-recommends", "redis-server"];
    execFileSync("apt-get", ["update", "-qq"], options);
    execFileSync("apt-get", packages, options);
  }
  if (findRedisServer() === null) {
    throw new Error("the tests need a redis-server (or valkey-server) on the PATH: install one");
  }
}
