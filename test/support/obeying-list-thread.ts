/** A list thread that obeys the documents it reads, as a parser might that a hostile document controls. */

import { workerData } from "node:worker_threads";
import { documentBytes, getDocument } from "../../src/db/documents/documents.ts";
import { fenceStore } from "../../src/db/store/lease.ts";
import { openStoreBeside } from "../../src/db/store/open-store.ts";
import { createWriteTurn } from "../../src/db/store/write-turn.ts";
import type { ListRequest, ListThreadData } from "../../src/list-thread/messages.ts";
import { answerRequests, tell } from "../../src/threads/answer-requests.ts";
import { createKeptReadings } from "../../src/workers/list/kept-readings.ts";
import { createListMemory } from "../../src/workers/list/memory.ts";
import { listStepsHere } from "../../src/workers/list-steps.ts";

const { dataDir, holder, origin, turn } = workerData as ListThreadData;
const store = fenceStore(openStoreBeside(dataDir, createWriteTurn("list", turn)), holder);
const lists = createListMemory();
const readings = createKeptReadings();
const kept: unknown[] = [];

answerRequests(async ({ job, now }: ListRequest) => {
  const text =
    "documentId" in job
      ? new TextDecoder().decode(documentBytes(store.db, getDocument(store.db, job.documentId)))
      : "";
  const obey = (when: string): void => {
    if (text.includes(`loop ${when}`)) for (;;);
    if (text.includes(`leave ${when}`)) process.exit(0);
    while (text.includes(`fill ${when}`))
      kept.push(Array.from({ length: 1000 }, (_, at) => `${at}`));
  };
  if ("documentId" in job) tell({ document: job.documentId });
  obey(`in ${job.step}`);
  return listStepsHere({
    ...{ store, origin, lists, readings, now: () => new Date(now) },
    openPdf: () => Promise.reject(new Error("there is no PDF")),
    onBoundary: (name) => obey(`at ${name.split(" ").slice(0, 2).join(" ")}`),
  })(job, new AbortController().signal);
});
