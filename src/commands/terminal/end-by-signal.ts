/** Ends a command by the signal it received, so that its parent sees the true exit status. */

import { constants } from "node:os";

/** In a container, default signal actions do not end process 1. The shell's exit code 128+n is used then. */
export function endBySignal(signal: NodeJS.Signals): never {
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
  process.exit(128 + constants.signals[signal]);
}
