/**
 * Takes turns between the threads of one process that write to one store. SQLite itself lets a second writer wait, but it
 * blocks the waiting thread; the main thread must stay free.
 */

import { setTimeout as sleep } from "node:timers/promises";

export type Writer = keyof typeof HOLDERS;

export interface WriteTurn {
  /** Shared with the other thread. */
  readonly memory: SharedArrayBuffer;
  /** Waits for the turn without blocking the event loop. */
  take(): Promise<void>;
  /** Blocks the calling thread until it has the turn. */
  takeBlocking(): void;
  free(): void;
}

const FREE = 0;
/** The threads that write. */
const HOLDERS = { main: 1, list: 2, record: 3 } as const;
/** Time between two looks at a turn that another thread holds. */
const LOOK_AGAIN_MS = 1;

export function createWriteTurn(writer: Writer, memory = new SharedArrayBuffer(4)): WriteTurn {
  const turn = new Int32Array(memory);
  const tryTake = () => Atomics.compareExchange(turn, 0, FREE, HOLDERS[writer]) === FREE;
  return {
    memory,
    take: async () => {
      while (!tryTake()) await sleep(LOOK_AGAIN_MS);
    },
    takeBlocking: () => {
      while (!tryTake()) {
        const holder = Atomics.load(turn, 0);
        if (holder !== FREE) Atomics.wait(turn, 0, holder);
      }
    },
    free: () => freeTurn(memory, writer),
  };
}

/** Frees the turn if `writer` holds it, also for a thread that was ended while it wrote. */
export function freeTurn(memory: SharedArrayBuffer, writer: Writer): void {
  const turn = new Int32Array(memory);
  if (Atomics.compareExchange(turn, 0, HOLDERS[writer], FREE) === HOLDERS[writer]) {
    Atomics.notify(turn, 0);
  }
}
