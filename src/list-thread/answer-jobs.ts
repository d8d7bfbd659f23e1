/** The list thread's side: its own connection to the store, under the main thread's lease. */

import { workerData } from "node:worker_threads";
import { fenceStore } from "../db/store/lease.ts";
import { openStoreBeside, type Store } from "../db/store/open-store.ts";
import { createWriteTurn } from "../db/store/write-turn.ts";
import { answerRequests, tell } from "../threads/answer-requests.ts";
import { createKeptReadings } from "../workers/list/kept-readings.ts";
import { createListMemory } from "../workers/list/memory.ts";
import { listStepsHere } from "../workers/list-steps.ts";
import type { ListDeps } from "../workers/step.ts";
import type { ListNote, ListRequest, ListThreadData } from "./messages.ts";

/** The main thread ends this thread to stop a job. */
const never = new AbortController().signal;

/** `watch`: called with each job, for tests; returns what watches its boundaries instead of the main thread. */
export function answerJobs(
  openPdf: ListDeps["openPdf"],
  watch?: (job: ListRequest["job"], store: Store) => (boundary: string) => void,
): void {
  const { dataDir, holder, origin, turn, gate } = workerData as ListThreadData;
  const store = fenceStore(openStoreBeside(dataDir, createWriteTurn("list", turn)), holder);
  const lists = createListMemory();
  const readings = createKeptReadings();
  const atGate =
    gate === null ? undefined : (boundary: string) => waitAt(boundary, new Int32Array(gate));
  answerRequests(async ({ job, now }: ListRequest) =>
    listStepsHere({
      ...{ store, origin, lists, readings, openPdf },
      now: () => new Date(now),
      onDocument: (document) => tell<ListNote>({ document }),
      onBoundary: watch?.(job, store) ?? atGate,
    })(job, never),
  );
}

/** Goes on when the main thread has seen the boundary. */
function waitAt(boundary: string, opened: Int32Array): void {
  Atomics.store(opened, 0, 0);
  tell<ListNote>({ boundary });
  Atomics.wait(opened, 0, 0);
}
