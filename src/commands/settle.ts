/** `settle`: a person decides whether two entries of an ambiguous match are the same. */

import type { Config } from "../config.ts";
import { getDocument } from "../db/documents/documents.ts";
import { putOutOfOrder } from "../db/documents/law-documents.ts";
import { describeQuestion } from "../db/list/describe-question.ts";
import { answerQuestion, getQuestion, openQuestions } from "../db/list/questions.ts";
import { countEvents } from "../db/log/log.ts";
import { openStoreToRead, requireStore } from "../db/store/open-store.ts";
import { PipelineError } from "../model/errors.ts";
import { singlePassPolicies } from "../pipeline.ts";
import { openPipeline } from "./open-pipeline.ts";
import type { Io } from "./terminal/io.ts";
import { describeNews, watchSinglePass } from "./terminal/progress.ts";

export function listQuestions(io: Io, dataDir: string, json: boolean): void {
  using store = openStoreToRead(dataDir);
  const open = openQuestions(store.db);
  for (const question of open) {
    io.out(json ? JSON.stringify(question) : describeQuestion(store.db, question));
  }
  if (open.length === 0) io.err("no open questions");
}

/** `same` merges both under the older id and emits `entry.merged`. */
export async function runSettle(
  io: Io,
  config: Config,
  dataDir: string,
  id: string,
  answer: "same" | "apart" | undefined,
): Promise<void> {
  if (answer === undefined) {
    throw new PipelineError("input/usage", `${id} needs an answer`, {
      hint: "answer `same` or `apart`",
    });
  }
  requireStore(dataDir);
  const observer = watchSinglePass(io);
  await using pipeline = await openPipeline({
    config,
    dataDir,
    command: "settle",
    policies: singlePassPolicies,
    observer,
  });
  const { store, deps, runner } = pipeline;
  const question = getQuestion(store.db, id);
  if (question === undefined || question.answer !== null) {
    const what = question === undefined ? "there is no question" : "a person has already answered";
    throw new PipelineError("input/usage", `${what} ${id}`, {
      hint: "`entitywire settle` lists the open questions",
    });
  }
  const before = countEvents(store.db);
  store.transact((tx) => {
    answerQuestion(tx, id, answer, deps.now());
    const { asOf } = getDocument(tx, question.documentId);
    if (asOf === null) throw new Error(`the snapshot ${question.documentId} has no date`);
    if (answer === "same") {
      putOutOfOrder(tx, question.documentId, asOf, deps.now().toISOString());
    }
  });
  runner.add({ step: "sweep" });
  await runner.drain();
  const [failure] = observer.failures;
  if (failure !== undefined) throw failure.error;
  io.err(describeNews(before, countEvents(store.db)));
}
