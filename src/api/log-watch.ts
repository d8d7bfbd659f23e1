/** Wakes all readers that wait for the next event. One cheap poll of the log serves all of them. */

import { lastSequence } from "../db/log/log.ts";
import type { Store } from "../db/store/open-store.ts";

/** Readers learn of an event at most this long after its commit. */
const LOOK_EVERY_MS = 100;

/** `moved`: the log has grown; `late`: the wait timed out; `over`: the wait or the watch ended. */
export type Woken = "moved" | "late" | "over";

export interface LogWatch extends Disposable {
  /** Reads the newest sequence from the store. */
  last(): number;
  /** The newest sequence at the last poll: enough for a reader that was just woken. */
  seen(): number;
  /** Waits until the log grows beyond `after`. Never rejects. */
  beyond(after: number, timeoutMs: number, signal: AbortSignal): Promise<Woken>;
  /** Aborted when the watch ends. */
  readonly over: AbortSignal;
}

interface Waiter {
  readonly after: number;
  /** On the clock of `performance.now()`, which is monotonic. */
  readonly until: number;
  wake(woken: Woken): void;
}

export function watchLog(store: Store): LogWatch {
  const waiters = new Set<Waiter>();
  const over = new AbortController();
  const readLast = () => lastSequence(store.db);
  let seen = 0;
  const last = (): number => {
    seen = readLast();
    return seen;
  };
  // If the store cannot be read, all readers wake, and each reports the error to its own caller.
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
