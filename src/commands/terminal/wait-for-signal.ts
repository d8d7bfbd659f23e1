/** Waits for the first signal, which ends a service gracefully. */

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** A second signal ends the process at once. */
export function waitForSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    const first = (signal: NodeJS.Signals): void => {
      for (const name of SIGNALS) process.off(name, first);
      resolve(signal);
    };
    for (const name of SIGNALS) process.on(name, first);
  });
}
