/** Asks the PDF thread to read one PDF, and fails if that takes too much time or memory. */

import type { Worker } from "node:worker_threads";
import { PipelineError } from "../model/errors.ts";
import type { PdfLimits } from "./limits.ts";
import type { Answer, Request } from "./messages.ts";

/** How often memory is measured; a thread can fill about 100 MB in this time. */
const MEASURE_MS = 100;
const MIB = 1024 ** 2;

/** Rejects if no answer comes; the worker must then be replaced. */
export async function askWorker(
  worker: Worker,
  bytes: Uint8Array,
  limits: PdfLimits,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const onError = (error: unknown): void => reject(asPipelineError(error, limits));
  const onExit = (): void => onError(new Error("its thread has ended"));
  const onAbort = (): void => reject(signal?.reason);
  const deadline = setTimeout(() => reject(tooSlow(limits)), limits.timeoutMs);
  const measure = setInterval(() => void refuseMemory(worker, limits).catch(reject), MEASURE_MS);
  worker.on("message", resolve).on("error", onError).on("exit", onExit);
  signal?.addEventListener("abort", onAbort, { once: true });
  try {
    // A copy, so that its buffer can be transferred.
    const own = new Uint8Array(bytes);
    const request: Request = { bytes: own, maxPrintCharacters: limits.maxPrintCharacters };
    worker.postMessage(request, [own.buffer]);
    return await promise;
  } finally {
    clearTimeout(deadline);
    clearInterval(measure);
    worker.off("message", resolve).off("error", onError).off("exit", onExit);
    signal?.removeEventListener("abort", onAbort);
  }
}

/** Node's resource limits exclude buffers, into which compressed streams unpack. */
async function refuseMemory(worker: Worker, limits: PdfLimits): Promise<void> {
  // Rejects if the thread has just ended; its own event reports that.
  const statistics = await worker.getHeapStatistics().catch(() => null);
  if (statistics === null) return;
  const { used_heap_size: heap, external_memory: buffers } = statistics;
  if (heap + buffers > limits.maxMemoryMb * MIB) throw tooLarge(limits);
}

function asPipelineError(error: unknown, limits: PdfLimits): PipelineError {
  if ((error as NodeJS.ErrnoException).code === "ERR_WORKER_OUT_OF_MEMORY") {
    return tooLarge(limits, error);
  }
  const why = error instanceof Error ? error.message : String(error);
  return new PipelineError("parse/pdf-damaged", `the PDF stops its reader: ${why.slice(0, 200)}`, {
    hint: "open it in a viewer; if it displays well there, report it with the file",
    cause: error,
  });
}

function tooLarge({ maxMemoryMb }: PdfLimits, cause?: unknown): PipelineError {
  return new PipelineError(
    "parse/pdf-too-large",
    `the PDF takes more than ${maxMemoryMb} MiB of memory to read`,
    { hint: "no rule of BIS does; check what the file is", cause },
  );
}

function tooSlow({ timeoutMs }: PdfLimits): PipelineError {
  return new PipelineError(
    "parse/pdf-too-slow",
    `the PDF is not read within ${timeoutMs / 1000} seconds`,
    { hint: "check what the file is; if the machine was busy, have it read again" },
  );
}
