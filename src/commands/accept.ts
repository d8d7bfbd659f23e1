/** `accept DOCUMENT`: accepts a quarantined snapshot as correct. */

import type { Config } from "../config.ts";
import { heldBackDocuments } from "../db/documents/documents.ts";
import { acceptDocument } from "../db/documents/rereading.ts";
import { countEvents } from "../db/log/log.ts";
import { requireStore } from "../db/store/open-store.ts";
import { PipelineError } from "../model/errors.ts";
import { singlePassPolicies } from "../pipeline.ts";
import { openPipeline } from "./open-pipeline.ts";
import type { Io } from "./terminal/io.ts";
import { describeNews, watchSinglePass } from "./terminal/progress.ts";

/** Accepts only this document. A similar later snapshot is quarantined again. */
export async function runAccept(
  io: Io,
  config: Config,
  dataDir: string,
  documentId: string,
): Promise<void> {
  requireStore(dataDir);
  const observer = watchSinglePass(io);
  await using pipeline = await openPipeline({
    config,
    dataDir,
    command: "accept",
    policies: singlePassPolicies,
    observer,
  });
  const { store, deps, runner } = pipeline;
  const isQuarantined = heldBackDocuments(store.db).some(
    ({ id, state }) => id === documentId && state === "quarantined",
  );
  if (!isQuarantined) {
    throw new PipelineError("input/usage", `no quarantined document has the id ${documentId}`, {
      hint: "`entitywire status` lists them",
    });
  }
  const before = countEvents(store.db);
  store.transact((tx) => acceptDocument(tx, documentId, deps.now()));
  runner.add({ step: "sweep" });
  await runner.drain();
  const [failure] = observer.failures;
  if (failure !== undefined) throw failure.error;
  io.err(describeNews(before, countEvents(store.db)));
}
