/** A thread that answers one request at a time, with limits, so that no request can block or crash the main thread. */

import type { Worker } from "node:worker_threads";
import { askWorker, type Question, type ThreadFaults, type ThreadLimits } from "./ask-worker.ts";
import { startWorker, type ThreadScript } from "./start-worker.ts";

export interface Thread<Request, Answer, Note> extends AsyncDisposable {
  ask(question: Question<Request, Note>): Promise<Answer>;
}

export interface ThreadOptions extends ThreadScript {
  readonly limits: ThreadLimits;
  readonly faults: ThreadFaults;
  /** A thread that is idle for this long ends. Null keeps it. */
  readonly idleMs: number | null;
  /** Whether the next request gets a new thread after a request that failed. */
  readonly isReplacedAfterFault: boolean;
  /** Called after each thread that ended or was stopped. */
  readonly onEnd?: () => void;
}

/** The thread starts with the first request. An idle thread does not keep the process alive. */
export function openThread<Request, Answer, Note = never>(
  options: ThreadOptions,
): Thread<Request, Answer, Note> {
  const { limits, faults, idleMs, isReplacedAfterFault, name } = options;
  const closing = new AbortController();
  let warm: WarmWorker | null = null;
  let line: Promise<unknown> = Promise.resolve();

  const keep = (worker: Worker): void => {
    warm = keepWarm(worker, idleMs, () => {
      warm = null;
    });
  };
  const end = async (worker: Worker): Promise<void> => {
    await worker.terminate();
    options.onEnd?.();
  };
  const askNow = async (question: Question<Request, Note>): Promise<Answer> => {
    question.signal?.throwIfAborted();
    const worker = warm?.take() ?? (await startWorker(options, limits));
    warm = null;
    const asked = await askWorker<Request, Answer, Note>(worker, question, limits, faults);
    if ("answer" in asked) {
      keep(worker);
      return asked.answer;
    }
    if (asked.isFault && !isReplacedAfterFault) keep(worker);
    else await end(worker);
    throw asked.error;
  };

  return {
    ask: ({ signal, ...question }) => {
      const either = AbortSignal.any([closing.signal, ...(signal === undefined ? [] : [signal])]);
      const answered = line.then(() => askNow({ ...question, signal: either }));
      line = answered.catch(() => undefined);
      return answered;
    },
    [Symbol.asyncDispose]: async () => {
      closing.abort(new Error(`the ${name} thread is closed`));
      await line;
      if (warm !== null) await end(warm.take());
      warm = null;
    },
  };
}

/** A worker that waits for its next request. */
interface WarmWorker {
  take(): Worker;
}

function keepWarm(worker: Worker, idleMs: number | null, onGone: () => void): WarmWorker {
  const end = (): void => {
    onGone();
    void worker.terminate();
  };
  const idle = idleMs === null ? undefined : setTimeout(end, idleMs).unref();
  worker.unref();
  // Work left over from an answered request may still fail.
  worker.on("error", end).on("exit", onGone);
  return {
    take: () => {
      clearTimeout(idle);
      worker.off("error", end).off("exit", onGone);
      worker.ref();
      return worker;
    },
  };
}
