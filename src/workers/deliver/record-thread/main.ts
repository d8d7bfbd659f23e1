/** Entry point of the thread that records deliveries. It waits for the disk, so that the main thread does not. */

import { parentPort, workerData } from "node:worker_threads";
import { openStoreToAdminister } from "../../../db/store/open-store.ts";
import { underLease } from "../../../db/store/under-lease.ts";
import { createWriteOutcomes } from "../write-outcomes.ts";
import {
  type RecordAnswer,
  type RecordRequest,
  type RecordThreadData,
  toFault,
} from "./messages.ts";

const { dataDir, holder } = workerData as RecordThreadData;
const store = openStoreToAdminister(dataDir);
const write = createWriteOutcomes(underLease(store, holder), Math.random);

parentPort?.on("message", (request: RecordRequest) => {
  if (request !== null) {
    parentPort?.postMessage(answer(request));
    return;
  }
  store[Symbol.dispose]();
  parentPort?.close();
});

function answer({ reports, now }: NonNullable<RecordRequest>): RecordAnswer {
  const started = performance.now();
  try {
    const endpoints = write(reports, now);
    return { endpoints, tookMs: performance.now() - started };
  } catch (error) {
    return { fault: toFault(error) };
  }
}
