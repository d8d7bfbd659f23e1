/** How fast this process works, and how much CPU it needs for it. */

export interface Pace {
  readonly perSecond: number;
  /** CPU time of this process for each, in µs: it hardly changes where other processes are busy. */
  readonly cpuUs: number;
}

/** Starts now; the returned function takes how many were done since. */
export function startPace(): (done: number) => Pace {
  const started = performance.now();
  const startedCpu = process.cpuUsage();
  return (done) => {
    const seconds = (performance.now() - started) / 1000;
    const { user, system } = process.cpuUsage(startedCpu);
    return { perSecond: done / seconds, cpuUs: (user + system) / done };
  };
}
