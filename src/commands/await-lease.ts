/** Waits until another process releases the writer lease. */

import { setTimeout as sleep } from "node:timers/promises";
import { PipelineError } from "../model/errors.ts";

const TRY_EVERY_MS = 2_000;

/** Calls `onWait` once per holder of the lease. Rejects with the signal's reason when aborted. */
export async function awaitLease<T>(
  open: () => Promise<T>,
  onWait: (error: PipelineError) => void,
  signal: AbortSignal,
): Promise<T> {
  for (let reported = ""; ; ) {
    try {
      return await open();
    } catch (error) {
      if (!(error instanceof PipelineError) || error.code !== "store/locked") throw error;
      if (error.message !== reported) onWait(error);
      reported = error.message;
      await sleep(TRY_EVERY_MS, undefined, { signal });
    }
  }
}
