/** Takes a document out of the queue after its last attempt, so that later documents can proceed. */

import { getDocument, isUnfinished } from "../db/documents/documents.ts";
import { failDocument, LONGEST_WAIT_MS } from "../db/documents/rereading.ts";
import { putNotice } from "../db/log/source-checks.ts";
import { describeError, PipelineError } from "../model/errors.ts";
import { documentJobs } from "./next-jobs.ts";
import type { Deps, Job } from "./step.ts";

const HOUR_MS = 3_600_000;

/** Returns the jobs that can run now. */
export function giveUp(job: Job, error: unknown, deps: Deps): readonly Job[] {
  if (job.step === "deliver" || job.step === "deliver-slowly")
    deps.batches.takeBack(job.endpointId);
  if (job.step !== "parse" && job.step !== "diff") return [];
  // A full disk or a locked file is not the document's fault, so it stays in the queue.
  if (isStoreFault(error)) return [];
  const { store, now } = deps;
  const document = getDocument(store.db, job.documentId);
  if (isUnfinished(document)) {
    const waitMs = Math.min(LONGEST_WAIT_MS, HOUR_MS * 2 ** Math.min(document.generation - 1, 10));
    const message = describeError(error);
    store.transact((tx) => {
      failDocument(tx, document.id, message, new Date(now().getTime() + waitMs));
      putNotice(tx, { type: "document.failed", subject: document.id, message }, now());
    });
  }
  return documentJobs(deps, 1);
}

function isStoreFault(error: unknown): boolean {
  return error instanceof PipelineError && error.code.startsWith("store/");
}
