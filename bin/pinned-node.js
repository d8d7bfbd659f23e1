/**
 * Hands the command over to the Node that `npm install` brought, where the running one is too old.
 * Nothing newer than Node 12 may stand in this file.
 */

"use strict";

const { spawn } = require("child_process");
const { existsSync } = require("fs");
const { constants } = require("os");
const { dirname, join } = require("path");
const { engines } = require("../package.json");

const NEEDED_MAJOR = Number(/\d+/.exec(engines.node)[0]);
/** EX_UNAVAILABLE of sysexits. */
const EXIT_UNAVAILABLE = 69;
/** Those that ask a process to end. */
const FORWARDED = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"];

/** `version` as `process.version` has it: `v20.20.2`. */
function isTooOld(version) {
  return Number(/\d+/.exec(version)[0]) < NEEDED_MAJOR;
}

/** The binary of the npm package `node`, its own or a hoisted one; null where none is new enough. */
function findPinnedNode() {
  try {
    const manifest = require.resolve("node/package.json");
    const { version, bin } = require(manifest);
    const path = join(dirname(manifest), bin.node);
    return existsSync(path) && !isTooOld(version) ? path : null;
  } catch (_notInstalled) {
    return null;
  }
}

function refuse() {
  const running = `${process.version} (${process.execPath})`;
  process.stderr.write(
    `entitywire needs Node ${NEEDED_MAJOR} or newer, this is ${running}; ` +
      "install it from nodejs.org or run npm install in the checkout [runtime/old-node]\n",
  );
  process.exitCode = EXIT_UNAVAILABLE;
}

/** Becomes `node` where this Node can (22.15 and newer); otherwise stays as its shadow: same signals, same end. */
function handOver(node, args) {
  if (process.execve !== undefined && process.platform !== "win32") {
    process.execve(node, [node].concat(args), process.env);
  }
  // A process group of its own: a terminal's Ctrl-C reaches this process only, and the child once, through it.
  const child = spawn(node, args, { stdio: "inherit", detached: process.platform !== "win32" });
  for (const signal of FORWARDED) process.on(signal, () => child.kill(signal));
  child.on("error", refuse);
  child.on("exit", (code, signal) => {
    if (signal === null) {
      process.exitCode = code;
      return;
    }
    for (const forwarded of FORWARDED) process.removeAllListeners(forwarded);
    // Still here after it: as process 1 of a container, which no signal kills.
    process.exitCode = 128 + constants.signals[signal];
    process.kill(process.pid, signal);
  });
}

module.exports = { findPinnedNode, handOver, isTooOld, refuse };
