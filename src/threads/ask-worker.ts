/** Sends a thread one request, and fails if the answer takes too much time or memory. */

import type { Worker } from "node:worker_threads";
import { type Message, toError } from "./messages.ts";

/** Limits for one request. */
export interface ThreadLimits {
  /** Wall time without an answer or a note. */
  readonly timeoutMs: number;
  /** The thread's heap and buffers together. */
  readonly maxMemoryMb: number;
}

/** The errors of a thread that had to be stopped. The thread must be replaced after each of them. */
export interface ThreadFaults {
  tooSlow(): Error;
  tooLarge(cause?: unknown): Error;
  /** The thread ended or failed outside of the request. */
  ended(error: Error): Error;
}

export interface Question<Request, Note> {
  readonly request: Request;
  /** Buffers that the thread takes over. */
  readonly transfer?: readonly ArrayBuffer[];
  readonly signal?: AbortSignal | undefined;
  /** Called when the thread gets the request. */
  readonly onStart?: () => void;
  /** If it throws, the question fails with its error. */
  readonly onNote?: (note: Note) => void;
}

/** `isFault`: the thread itself reported the error and can go on. */
export type Asked<Answer> =
  | { readonly answer: Answer }
  | { readonly error: Error; readonly isFault: boolean };

/** How often memory is measured; a thread can fill about 100 MB in this time. */
const MEASURE_MS = 100;
const MIB = 1024 ** 2;

export async function askWorker<Request, Answer, Note>(
  worker: Worker,
  { request, transfer = [], signal, onStart, onNote }: Question<Request, Note>,
  limits: ThreadLimits,
  faults: ThreadFaults,
): Promise<Asked<Answer>> {
  const { promise, resolve, reject } = Promise.withResolvers<Asked<Answer>>();
  let failure = new Error("its thread has ended");
  const onError = (error: Error): void => {
    failure = error;
  };
  // Follows an error, and comes after an answer that was sent before it.
  const onExit = (): void => {
    const { code } = failure as NodeJS.ErrnoException;
    reject(code === "ERR_WORKER_OUT_OF_MEMORY" ? faults.tooLarge(failure) : faults.ended(failure));
  };
  const onAbort = (): void => reject(signal?.reason);
  const startDeadline = () => setTimeout(() => reject(faults.tooSlow()), limits.timeoutMs);
  let deadline = startDeadline();
  const onMessage = (message: Message<Answer, Note>): void => {
    if ("answer" in message) resolve(message);
    if ("fault" in message) resolve({ error: toError(message.fault), isFault: true });
    if (!("note" in message)) return;
    clearTimeout(deadline);
    deadline = startDeadline();
    try {
      onNote?.(message.note);
    } catch (error) {
      reject(error);
    }
  };
  const measure = setInterval(() => {
    void isTooLarge(worker, limits).then((is) => is && reject(faults.tooLarge()));
  }, MEASURE_MS);
  worker.on("message", onMessage).on("error", onError).on("exit", onExit);
  signal?.addEventListener("abort", onAbort, { once: true });
  try {
    // It may have been aborted while the thread started.
    signal?.throwIfAborted();
    onStart?.();
    worker.postMessage(request, transfer);
    return await promise;
  } catch (error) {
    return { error: error as Error, isFault: false };
  } finally {
    clearTimeout(deadline);
    clearInterval(measure);
    worker.off("message", onMessage).off("error", onError).off("exit", onExit);
    signal?.removeEventListener("abort", onAbort);
  }
}

/** Node's resource limits exclude buffers, into which compressed streams unpack. */
async function isTooLarge(worker: Worker, { maxMemoryMb }: ThreadLimits): Promise<boolean> {
  // Rejects if the thread has just ended; its own event reports that.
  const statistics = await worker.getHeapStatistics().catch(() => null);
  if (statistics === null) return false;
  const { used_heap_size: heap, external_memory: buffers } = statistics;
  return heap + buffers > maxMemoryMb * MIB;
}
