/** A second writer waits for the first, and says so. */

import { setTimeout as sleep } from "node:timers/promises";
import { PipelineError } from "../model/errors.ts";

const TRY_EVERY_MS = 2_000;

/** `onWait` is told once per holder; aborted, it rejects with the signal's reason. */
export async function awaitLease<T>(
  open: () => Promise<T>,
  onWait: (error: PipelineError) => void,
  signal: AbortSignal,
): Promise<T> {
  for (let told = ""; ; ) {
    try {
      return await open();
    } catch (error) {
      if (!(error instanceof PipelineError) || error.code !== "store/locked") throw error;
      if (error.message !== told) onWait(error);
      told = error.message;
      await sleep(TRY_EVERY_MS, undefined, { signal });
    }
  }
}
