/** Starts the PDF thread. */

import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { PdfLimits } from "./limits.ts";

/** Rejects if the thread cannot be started; that is not the PDF's fault, and a retry may help. */
export async function startWorker(script: URL, { maxMemoryMb }: PdfLimits): Promise<Worker> {
  const worker = new Worker(script, {
    name: "pdf",
    // The reader gets none of this process's environment or arguments.
    argv: [],
    execArgv: [],
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: maxMemoryMb },
  });
  // An error while the thread is being ended has no other listener and would end the process.
  worker.on("error", () => undefined);
  // The thread reports that it is ready; `once` rejects on an earlier error.
  await once(worker, "message");
  return worker;
}
