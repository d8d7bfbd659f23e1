/**
 * A clock that nearly stands still while this process is blocked, for the time that a receiver takes. An answer that came while
 * nobody looked is read late, and that is not the receiver's fault.
 */

/** Time between two looks while the event loop runs freely. */
const LOOK_EVERY_MS = 25;
/** The most that one gap between two looks counts. Shorter gaps count in full, so that a busy process still sees who is slow. */
const MOST_COUNTED_MS = 100;

export interface LoopClock {
  /** Ms since an arbitrary start. Runs only between `start` and `stop`. */
  now(): number;
  /** Each call needs one call of `stop`. */
  start(): void;
  stop(): void;
}

export function createLoopClock(): LoopClock {
  let users = 0;
  let countedMs = 0;
  let lookedAtMs = 0;
  let looking: NodeJS.Timeout | undefined;
  const now = (): number => countedMs + Math.min(performance.now() - lookedAtMs, MOST_COUNTED_MS);
  // Only a timer looks: it runs once in a turn of the event loop, so that one long turn is one gap.
  const look = (): void => {
    countedMs = now();
    lookedAtMs = performance.now();
  };
  return {
    now,
    start: () => {
      users += 1;
      if (users > 1) return;
      lookedAtMs = performance.now();
      looking = setInterval(look, LOOK_EVERY_MS).unref();
    },
    stop: () => {
      users -= 1;
      if (users > 0) return;
      look();
      clearInterval(looking);
    },
  };
}
