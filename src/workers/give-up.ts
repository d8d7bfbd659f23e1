/** Takes a document out of the queue after its last attempt, so that later documents can proceed. */

import { type Document, getDocument, isUnfinished } from "../db/documents/documents.ts";
import { failDocument, LONGEST_WAIT_MS } from "../db/documents/rereading.ts";
import { putNotice } from "../db/log/source-checks.ts";
import { describeError, PipelineError } from "../model/errors.ts";
import { documentJobs, HISTORY_FAILED } from "./next-jobs.ts";
import type { Deps, Job } from "./step.ts";

const HOUR_MS = 3_600_000;

/** Returns the jobs that can run now. */
export async function giveUp(job: Job, error: unknown, deps: Deps): Promise<readonly Job[]> {
  if (job.step === "deliver" || job.step === "deliver-slowly")
    deps.batches.takeBack(job.endpointId);
  if (job.step === "history") return pauseHistory(error, deps);
  if (job.step !== "parse" && job.step !== "diff") return [];
  // A full disk or a locked file is not the document's fault, so it stays in the queue.
  if (isStoreFault(error)) return [];
  const document = getDocument(deps.store.db, job.documentId);
  if (isUnfinished(document)) await setAside(document, describeError(error), deps);
  return documentJobs(deps, 1);
}

/** The document is read again later, each time after a longer wait. */
export async function setAside(
  { id, generation }: Document,
  message: string,
  { store, now }: Pick<Deps, "store" | "now">,
): Promise<void> {
  const waitMs = Math.min(LONGEST_WAIT_MS, HOUR_MS * 2 ** Math.min(generation - 1, 10));
  await store.write((tx) => {
    failDocument(tx, id, message, new Date(now().getTime() + waitMs));
    putNotice(tx, { type: "document.failed", subject: id, message }, now());
  });
}

/** The notice keeps history from being replayed at each sweep: see `historyJobs`. */
async function pauseHistory(error: unknown, { store, now }: Deps): Promise<readonly Job[]> {
  if (isStoreFault(error)) return [];
  const message = describeError(error);
  await store.write((tx) =>
    putNotice(tx, { type: HISTORY_FAILED, subject: "history", message }, now()),
  );
  return [];
}

function isStoreFault(error: unknown): boolean {
  return error instanceof PipelineError && error.code.startsWith("store/");
}
