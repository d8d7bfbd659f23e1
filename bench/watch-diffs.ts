/** Tells when a number of documents has been applied; a job that fails ends the measurement. */

import type { RunnerObserver } from "../src/workers/runners/runner.ts";

/** `notice(n)` resolves at the `n`-th document applied from now on. */
export function watchDiffs() {
  let left = 0;
  let finish = (): void => undefined;
  const observer: RunnerObserver = {
    done: (job, { facts }) => {
      if (job.step !== "diff" || facts["state"] !== "applied") return;
      left -= 1;
      if (left === 0) finish();
    },
    failed: (_job, error) => {
      throw error;
    },
  };
  const notice = (n: number): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<void>();
    left = n;
    finish = resolve;
    return promise;
  };
  return { notice, observer };
}
