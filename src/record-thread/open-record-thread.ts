/** Plans and records deliveries in a thread with a connection of its own: each commit waits for the disk. */

import { setTimeout as sleep } from "node:timers/promises";
import { freeTurn } from "../db/store/write-turn.ts";
import { openThread } from "../threads/open-thread.ts";
import { scriptBeside } from "../threads/start-worker.ts";
import type { WriteOutcomes } from "../workers/deliver/write-outcomes.ts";
import type { RecordAnswer, RecordRequest, RecordThreadData } from "./messages.ts";

export interface RecordThread extends AsyncDisposable {
  /** @throws PipelineError store/lease-lost, store/locked, store/read-only, store/corrupt */
  readonly write: WriteOutcomes;
  /** Records the deliveries due for the newest events. */
  plan(now: Date): Promise<void>;
}

/** The longest pause between two writes. */
const LONGEST_PAUSE_MS = 50;
/** Another thread may write a whole list meanwhile. */
const LIMITS = { timeoutMs: 10 * 60_000, maxMemoryMb: 512 };

/** The thread starts with the first request. */
export function openRecordThread(data: RecordThreadData): RecordThread {
  const thread = openThread<RecordRequest, RecordAnswer>({
    ...{ script: scriptBeside(import.meta.url, "main"), name: "record", workerData: data },
    ...{ limits: LIMITS, idleMs: null, isReplacedAfterFault: false },
    faults: {
      tooSlow: () => new Error("the thread that records deliveries does not answer"),
      tooLarge: (cause) =>
        new Error("the thread that records deliveries is out of memory", { cause }),
      ended: (cause) => new Error("the thread that records deliveries ended", { cause }),
    },
    onEnd: () => freeTurn(data.turn, "record"),
  });
  /** As long as the last write, so that other writers get their turn however many outcomes wait. */
  let pause: Promise<unknown> = Promise.resolve();
  return {
    write: async (reports, now) => {
      await pause;
      const { endpoints, tookMs } = await thread.ask({ request: { reports, now } });
      pause = sleep(Math.min(tookMs, LONGEST_PAUSE_MS));
      return endpoints;
    },
    plan: async (now) => {
      await thread.ask({ request: { reports: null, now } });
    },
    [Symbol.asyncDispose]: () => thread[Symbol.asyncDispose](),
  };
}
