/** Starts the thread that reads PDFs. */

import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { PdfLimits } from "./limits.ts";

/** Rejects where the thread cannot be started: that is no fault of a PDF, and another try may help. */
export async function startWorker(script: URL, { maxMemoryMb }: PdfLimits): Promise<Worker> {
  const worker = new Worker(script, {
    name: "pdf",
    // Nothing of this process's environment or arguments is the reader's business.
    argv: [],
    execArgv: [],
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: maxMemoryMb },
  });
  // An error that comes while the thread is being ended has no other listener, and would end the process.
  worker.on("error", () => undefined);
  // It says that it is ready; `once` rejects with what comes as an error before.
  await once(worker, "message");
  return worker;
}
