/**
 * Restarts the command on the Node that `npm install` brought if the running one is too old.
 * This file must use only syntax that Node 12 understands.
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
/** The signals that ask a process to end. */
const FORWARDED = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"];

/** `version` has the form of `process.version`: `v20.20.2`. */
function isTooOld(version) {
  return Number(/\d+/.exec(version)[0]) < NEEDED_MAJOR;
}

/** The binary of the npm package `node`, nested or hoisted; null where none is new enough. */
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
    `entitywire needs Node ${NEEDED_MAJOR} or newer, and this is ${running}; ` +
      "install it from nodejs.org or run npm install in the checkout [runtime/old-node]\n",
  );
  process.exitCode = EXIT_UNAVAILABLE;
}

/** Replaces this process by `node` (22.15 and newer). Otherwise runs it as a child, forwards signals and ends as it ends. */
function handOver(node, args) {
  if (process.execve !== undefined && process.platform !== "win32") {
    process.execve(node, [node].concat(args), process.env);
  }
  let child;
  // Before the child is started: a signal that arrives meanwhile reaches it too.
  for (const signal of FORWARDED) process.on(signal, () => child.kill(signal));
  // The child has its own process group. Otherwise it would get a terminal's Ctrl-C twice, directly and forwarded. By the
  // channel it learns that this process is gone.
  child = spawn(node, ["--require", join(__dirname, "end-with-launcher.js")].concat(args), {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    detached: process.platform !== "win32",
  });
  child.on("error", refuse);
  child.on("exit", (code, signal) => {
    if (signal === null) {
      process.exitCode = code;
      return;
    }
    for (const forwarded of FORWARDED) process.removeAllListeners(forwarded);
    // Set in case the signal does not end this process, as in a container's process 1.
    process.exitCode = 128 + constants.signals[signal];
    process.kill(process.pid, signal);
  });
}

module.exports = { findPinnedNode, handOver, isTooOld, refuse };
