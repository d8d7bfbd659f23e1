/** How a command ends when it is told to: by the very signal that was sent, so that whoever sent it sees the truth. */

import { constants } from "node:os";

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** The kernel lets no signal kill process 1 of a container unless it listens: then the shell's way to say it must do. */
export function endBySignal(signal: NodeJS.Signals): never {
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
  process.exit(128 + constants.signals[signal]);
}

/** Gives process 1 what the kernel gives every other: it ends by a signal that no command listens to (any more). */
export function endByUnheardSignals(): void {
  if (process.pid !== 1) return;
  for (const name of SIGNALS) {
    process.on(name, (signal) => {
      if (process.listenerCount(signal) === 1) endBySignal(signal);
    });
  }
}
