/** Lets one rebuild of the list run at a time, and refuses more than a few that wait: each takes seconds of the thread. */

import { PipelineError } from "../../model/errors.ts";

export interface RebuildQueue {
  /** @throws PipelineError store/busy where too many wait already */
  run<T>(rebuild: () => Promise<T>): Promise<T>;
}

/** With one running, the last of them waits some ten seconds. */
const MOST_WAITING = 4;

export function createRebuildQueue(): RebuildQueue {
  let taken = 0;
  let last: Promise<unknown> = Promise.resolve();
  return {
    run: async (rebuild) => {
      if (taken > MOST_WAITING) {
        throw new PipelineError(
          "store/busy",
          `the list is being rebuilt at ${taken} earlier points of the log`,
          { hint: "ask again in some seconds", retryable: true },
        );
      }
      taken += 1;
      const turn = last.then(rebuild, rebuild);
      last = turn.catch(() => undefined);
      try {
        return await turn;
      } finally {
        taken -= 1;
      }
    },
  };
}
