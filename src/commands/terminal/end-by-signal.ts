/** Ends a command by the signal it received, so that its parent sees the true exit status. */

import { constants } from "node:os";

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** In a container, default signal actions do not end process 1. The shell's exit code 128+n is used then. */
export function endBySignal(signal: NodeJS.Signals): never {
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
  process.exit(128 + constants.signals[signal]);
}

/** Gives process 1 the default signal action of other processes: it ends by a signal that no command handles. */
export function endByUnhandledSignals(): void {
  if (process.pid !== 1) return;
  for (const name of SIGNALS) {
    process.on(name, (signal) => {
      if (process.listenerCount(signal) === 1) endBySignal(signal);
    });
  }
}
