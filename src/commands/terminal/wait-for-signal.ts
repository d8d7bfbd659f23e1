/** The first signal asks a service to end. */

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** Any second signal ends the process at once, as if nobody had listened. */
export function waitForSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    const first = (signal: NodeJS.Signals): void => {
      for (const name of SIGNALS) process.off(name, first);
      resolve(signal);
    };
    for (const name of SIGNALS) process.on(name, first);
  });
}
