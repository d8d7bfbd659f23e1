/**
 * Loaded into the process that the launcher starts (see pinned-node.js): ends it when the launcher is gone, even by
 * SIGKILL. It would live on otherwise, because it has its own process group, and a service would keep its lease.
 */

"use strict";

const { isMainThread } = require("worker_threads");

// A worker thread loads this file too.
if (isMainThread && process.channel) {
  process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
  // The channel alone must not keep a finished command alive.
  process.channel.unref();
}
