/** Records deliveries in a separate thread with a connection of its own: each commit waits for the disk. */

import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import type { Endpoint } from "../../../db/subscribers/endpoints.ts";
import type { Report } from "../../step.ts";
import {
  type RecordAnswer,
  type RecordRequest,
  type RecordThreadData,
  toError,
} from "./messages.ts";

export interface RecordThread extends AsyncDisposable {
  /**
   * Writes all reports or none; resolves with the endpoint of each as it is then, null if it was deleted.
   * One call at a time. @throws PipelineError store/lease-lost, store/locked, store/read-only, store/corrupt
   */
  write(reports: readonly Report[], now: Date): Promise<(Endpoint | null)[]>;
}

/** A checkout runs TypeScript, a package runs compiled JavaScript; the script has the same extension as this file. */
const SCRIPT = new URL(
  import.meta.url.endsWith(".ts") ? "./main.ts" : "./main.js",
  import.meta.url,
);
/** The longest pause between two writes. */
const LONGEST_PAUSE_MS = 50;

/** The thread starts with the first report. An idle thread does not keep the process alive. */
export function openRecordThread(data: RecordThreadData): RecordThread {
  let started: Worker | null = null;
  let isClosed = false;
  /**
   * SQLite gives the write lock to whoever asks at the right moment. A pause as long as the last write lets every other
   * connection have it within some ms, however many outcomes wait.
   */
  let pause: Promise<unknown> = Promise.resolve();

  const start = (): Worker => {
    const worker = new Worker(SCRIPT, { name: "record", argv: [], env: {}, workerData: data });
    const forget = (): void => {
      if (started === worker) started = null;
    };
    worker.on("error", forget).on("exit", forget);
    started = worker;
    return worker;
  };

  const ask = async (request: NonNullable<RecordRequest>): Promise<RecordAnswer> => {
    const worker = started ?? start();
    worker.ref();
    const over = new AbortController();
    const { signal } = over;
    try {
      // Rejects where the thread ends with an error; another end is none of ours.
      const answered = once(worker, "message", { signal });
      const ended = once(worker, "exit", { signal }).then(() => {
        throw new Error("the thread that records deliveries ended");
      });
      worker.postMessage(request);
      const [answer] = await Promise.race([answered, ended]);
      return answer as RecordAnswer;
    } finally {
      over.abort();
      worker.unref();
    }
  };

  return {
    write: async (reports, now) => {
      await pause;
      if (isClosed) throw new Error("the thread that records deliveries is closed");
      const answer = await ask({ reports, now });
      if ("fault" in answer) throw toError(answer.fault);
      pause = sleep(Math.min(answer.tookMs, LONGEST_PAUSE_MS));
      return answer.endpoints;
    },
    [Symbol.asyncDispose]: async () => {
      isClosed = true;
      const worker = started;
      if (worker === null) return;
      const ended = once(worker, "exit");
      worker.postMessage(null satisfies RecordRequest);
      await ended;
    },
  };
}
