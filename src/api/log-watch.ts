/** Wakes whoever waits for the next event: one cheap look at the log serves all of them. */

import { prepareLastSequence } from "../db/log/log.ts";
import type { Store } from "../db/store/open-store.ts";

/** An event is heard of this long after it was committed, at most. */
const LOOK_EVERY_MS = 100;

/** `moved`: there is more in the log; `late`: there was not, in the time given; `over`: the wait, or the watch, was ended. */
export type Woken = "moved" | "late" | "over";

export interface LogWatch extends Disposable {
  /** The newest sequence, as of now. */
  last(): number;
  /** The newest sequence as of the last look at it: for those who were just woken. */
  seen(): number;
  /** Waits until the log goes beyond `after`. Never rejects. */
  beyond(after: number, timeoutMs: number, signal: AbortSignal): Promise<Woken>;
  /** Aborted when the watch ends. */
  readonly over: AbortSignal;
}

interface Waiter {
  readonly after: number;
  /** By the clock of `performance.now()`, so that nobody sets it. */
  readonly until: number;
  wake(woken: Woken): void;
}

export function watchLog(store: Store): LogWatch {
  const waiters = new Set<Waiter>();
  const over = new AbortController();
  const readLast = prepareLastSequence(store.db);
  let seen = 0;
  const last = (): number => {
    seen = readLast();
    return seen;
  };
  // A store that cannot be read is told by those who read it next, each to its own caller.
  const lastOrUnknown = (): number => {
    try {
      return last();
    } catch {
      return Number.POSITIVE_INFINITY;
    }
  };
  const look = (): void => {
    if (waiters.size === 0) return;
    const [newest, now] = [lastOrUnknown(), performance.now()];
    for (const waiter of waiters) {
      if (newest > waiter.after) waiter.wake("moved");
      else if (now >= waiter.until) waiter.wake("late");
    }
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  timer.unref();
  return {
    last,
    seen: () => seen,
    over: over.signal,
    beyond: (after, timeoutMs, signal) =>
      new Promise((resolve) => {
        const waiter: Waiter = {
          after,
          until: performance.now() + timeoutMs,
          wake: (woken) => {
            waiters.delete(waiter);
            signal.removeEventListener("abort", end);
            resolve(woken);
          },
        };
        const end = () => waiter.wake("over");
        if (signal.aborted || over.signal.aborted) end();
        else {
          waiters.add(waiter);
          signal.addEventListener("abort", end, { once: true });
        }
      }),
    [Symbol.dispose]: () => {
      clearInterval(timer);
      over.abort();
      for (const waiter of waiters) waiter.wake("over");
    },
  };
}
