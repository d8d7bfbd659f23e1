/** Asks a worker for the print of one PDF, and stops it where it takes too long or too much memory. */

import type { Worker } from "node:worker_threads";
import { PipelineError } from "../model/errors.ts";
import type { PdfLimits } from "./limits.ts";
import type { Answer, Request } from "./messages.ts";

/** So often its memory is measured: a thread fills some 100 MB in that time at most. */
const MEASURE_MS = 100;
const MIB = 1024 ** 2;

/** Rejects where no answer comes: the worker is of no use any more. */
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
    // A copy of its own, so that it can be handed over.
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

/** Node's own limits of a worker leave out its buffers, in which a compressed stream unpacks. */
async function refuseMemory(worker: Worker, limits: PdfLimits): Promise<void> {
  // Rejects where the thread has just ended, which its own event tells.
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
    hint: "open it in a viewer; where it shows well there, report it with the file",
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
    { hint: "check what the file is; on a machine that was busy, have it read again" },
  );
}
