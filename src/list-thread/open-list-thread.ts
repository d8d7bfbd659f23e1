/** Reads documents and changes the list in a thread, so that no document can block or crash the main thread. */

import { freeTurn } from "../db/store/write-turn.ts";
import { PipelineError } from "../model/errors.ts";
import type { ThreadFaults, ThreadLimits } from "../threads/ask-worker.ts";
import { openThread } from "../threads/open-thread.ts";
import { scriptBeside } from "../threads/start-worker.ts";
import { markSlow, unmarkSlow } from "../workers/list/slow-mark.ts";
import type { JobOf, ListDeps, ListResult, ListStep, RunListStep } from "../workers/step.ts";
import { LIST_LIMITS, type ListLimits } from "./limits.ts";
import type { ListNote, ListRequest, ListThreadData } from "./messages.ts";

export interface ListThread extends AsyncDisposable {
  readonly run: RunListStep;
}

export interface ListThreadOptions
  extends Omit<ListThreadData, "gate">,
    Pick<ListDeps, "now" | "onBoundary"> {
  readonly limits?: Partial<ListLimits>;
  /** The script that the thread runs. */
  readonly script?: URL;
}

const SCRIPT = scriptBeside(import.meta.url, "main");

/** The thread keeps the lists in memory between jobs, so it is kept until it must be replaced. */
export function openListThread(options: ListThreadOptions): ListThread {
  const { dataDir, holder, origin, turn, now, onBoundary } = options;
  const limits = { ...LIST_LIMITS, ...options.limits };
  const { script = SCRIPT } = options;
  const gate = onBoundary === undefined ? null : new SharedArrayBuffer(4);
  const workerData: ListThreadData = { dataDir, holder, origin, turn, gate };
  /** The document in hand, for the error that names it. */
  let document: string | null = null;
  const onNote = (note: ListNote): void => {
    if ("document" in note) {
      document = note.document;
      return;
    }
    onBoundary?.(note.boundary);
    openGate(gate);
  };
  const thread = openThread<ListRequest, ListResult, ListNote>({
    ...{ script, name: "list", workerData, limits, idleMs: null, isReplacedAfterFault: false },
    faults: faultsOf(limits, () => document),
    onEnd: () => freeTurn(turn, "list"),
  });
  return {
    run: async (job, signal) => {
      const slow = watchSlow(dataDir, job, now, limits);
      const onStart = (): void => {
        document = "documentId" in job ? job.documentId : null;
        slow.start();
      };
      try {
        const request = { job, now: now().toISOString() };
        return await thread.ask({ request, signal, onStart, onNote });
      } finally {
        slow.end(signal.aborted);
      }
    },
    [Symbol.asyncDispose]: () => thread[Symbol.asyncDispose](),
  };
}

/** Marks the job's document while it takes long. A job that was stopped leaves its mark for the next start. */
function watchSlow(
  dataDir: string,
  job: JobOf<ListStep>,
  now: () => Date,
  { slowAfterMs }: ListLimits,
) {
  let timer: NodeJS.Timeout | undefined;
  let isMarked = false;
  const mark = (): void => {
    if (job.step === "history") return;
    markSlow(dataDir, job, now());
    isMarked = true;
  };
  return {
    start: () => {
      timer = setTimeout(mark, slowAfterMs);
    },
    end: (isStopped: boolean) => {
      clearTimeout(timer);
      if (isMarked && !isStopped) unmarkSlow(dataDir);
    },
  };
}

function openGate(gate: SharedArrayBuffer | null): void {
  if (gate === null) return;
  const opened = new Int32Array(gate);
  Atomics.store(opened, 0, 1);
  Atomics.notify(opened, 0);
}

function faultsOf(
  { timeoutMs, maxMemoryMb }: ThreadLimits,
  document: () => string | null,
): ThreadFaults {
  const hint = "check what the document is; if the machine was busy, it is read again by itself";
  const about = () => ({ context: { documentId: document() } });
  return {
    tooSlow: () =>
      new PipelineError(
        "step/too-slow",
        `${document()} is not processed within ${timeoutMs / 1000} seconds`,
        { hint, ...about() },
      ),
    tooLarge: (cause) =>
      new PipelineError(
        "step/too-large",
        `${document()} takes more than ${maxMemoryMb} MiB of memory to process`,
        { hint, cause, ...about() },
      ),
    ended: (cause) =>
      new PipelineError(
        "step/thread-ended",
        `${document()} stops the thread that processes it: ${cause.message.slice(0, 200)}`,
        { hint: "report it with the document", cause, ...about() },
      ),
  };
}
