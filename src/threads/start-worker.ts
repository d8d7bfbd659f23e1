/** Starts a thread. */

import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { ThreadLimits } from "./ask-worker.ts";

export interface ThreadScript {
  readonly script: URL;
  /** For stack traces and profilers. */
  readonly name: string;
  /** What the thread gets at its start. */
  readonly workerData?: unknown;
}

/** Rejects if the thread cannot be started; that is not the request's fault, and a retry may help. */
export async function startWorker(
  { script, name, workerData }: ThreadScript,
  { maxMemoryMb }: ThreadLimits,
): Promise<Worker> {
  const worker = new Worker(script, {
    name,
    workerData,
    // A thread that reads foreign documents gets none of this process's environment or arguments.
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

/** A checkout runs TypeScript, a package runs compiled JavaScript; the script has the same extension as its caller. */
export function scriptBeside(caller: string, name: string): URL {
  return new URL(caller.endsWith(".ts") ? `./${name}.ts` : `./${name}.js`, caller);
}
