/** Prepares the name search after each change of the list, so that no request waits for it. */

import { setTimeout as sleep } from "node:timers/promises";
import type { NameFinder } from "../db/list/find-by-name.ts";
import type { SequenceSnapshots } from "../db/list/sequence-snapshots.ts";
import type { LogWatch } from "./log-watch.ts";

/** Time between two preparations while the log grows. */
const PAUSE_MS = 1_000;
const LOOK_AGAIN_MS = 60_000;

/** Resolves when the watch ends. */
export async function keepSearchWarm(
  watch: LogWatch,
  snapshots: SequenceSnapshots,
  names: NameFinder,
  onFault: (error: unknown) => void,
): Promise<void> {
  for (let warm = -1; !watch.over.aborted; ) {
    try {
      const last = watch.last();
      if (last > warm) await names.warm(await snapshots.at(last), watch.over);
      warm = last;
    } catch (error) {
      if (!watch.over.aborted) onFault(error);
    }
    await watch.beyond(warm, LOOK_AGAIN_MS, watch.over);
    await sleep(PAUSE_MS, undefined, { signal: watch.over }).catch(() => undefined);
  }
}
