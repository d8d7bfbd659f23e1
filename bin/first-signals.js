/**
 * Makes process 1 of a container end by a signal from its first moment on, as any other process does: the kernel drops
 * a signal to process 1 that it does not listen to. This file must use only syntax that Node 12 understands.
 */

"use strict";

const { constants } = require("os");

/** Only signals that nothing else listens to end the process: a command may end in its own way. */
function endProcessOneBySignals() {
  if (process.pid !== 1) return;
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.on(signal, () => {
      // Process 1 cannot end by the signal itself. The shell's exit code 128+n is used then.
      if (process.listenerCount(signal) === 1) process.exit(128 + constants.signals[signal]);
    });
  }
}

module.exports = { endProcessOneBySignals };
