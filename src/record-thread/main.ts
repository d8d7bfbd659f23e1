/** Entry point of the thread that plans and records deliveries. It waits for the disk, so that the main thread does not. */

import { workerData } from "node:worker_threads";
import { fenceStore } from "../db/store/lease.ts";
import { openStoreBeside } from "../db/store/open-store.ts";
import { createWriteTurn } from "../db/store/write-turn.ts";
import { planDeliveries } from "../db/subscribers/plan-deliveries.ts";
import { answerRequests } from "../threads/answer-requests.ts";
import { outcomesWrittenHere } from "../workers/deliver/write-outcomes.ts";
import type { RecordAnswer, RecordRequest, RecordThreadData } from "./messages.ts";

const { dataDir, holder, turn } = workerData as RecordThreadData;
const store = fenceStore(openStoreBeside(dataDir, createWriteTurn("record", turn)), holder);
const write = outcomesWrittenHere(store, Math.random);

answerRequests(async ({ reports, now }: RecordRequest): Promise<RecordAnswer> => {
  const started = performance.now();
  const endpoints = reports === null ? [] : await write(reports, now);
  if (reports === null) await planDeliveries(store, now);
  return { endpoints, tookMs: performance.now() - started };
});
