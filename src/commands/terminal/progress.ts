/** Prints one line per finished step of a single pass. */

import { describeError } from "../../model/errors.ts";
import type { RunnerObserver } from "../../workers/runners/runner.ts";
import { type Job, jobKey } from "../../workers/step.ts";
import type { Io } from "./io.ts";

export interface Failure {
  readonly job: Job;
  readonly error: unknown;
}

/** Collects final failures. Failures that are retried are only printed. */
export function watchSinglePass(io: Pick<Io, "err">): RunnerObserver & { failures: Failure[] } {
  const failures: Failure[] = [];
  return {
    failures,
    done: (job, { facts }, durationMs) => {
      const { documentId: _id, source: _source, ...shown } = facts;
      const what = Object.entries(shown)
        .filter(([, value]) => value !== null)
        .map(([name, value]) => (name === "detail" ? String(value) : `${name} ${value}`))
        .join(", ");
      io.err(`${job.step.padEnd(7)} ${subjectOf(job)}  ${what}  (${Math.round(durationMs)} ms)`);
    },
    failed: (job, error, { attempt, retryInMs }) => {
      const next = retryInMs === null ? "" : `; retry in ${Math.ceil(retryInMs / 1000)} s`;
      io.err(
        `${job.step.padEnd(7)} ${subjectOf(job)}  failed (attempt ${attempt})${next}: ${describeError(error)}`,
      );
      if (retryInMs === null) failures.push({ job, error });
    },
  };
}

function subjectOf(job: Job): string {
  return jobKey(job).split("/").slice(1).join("/");
}

/** Describes the new events between two counts of the log. */
export function describeNews(
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): string {
  const news = [...after]
    .map(([type, events]) => [type, events - (before.get(type) ?? 0)] as const)
    .filter(([, events]) => events > 0);
  return news.length === 0 ? "no new event" : news.map(([type, n]) => `${n} ${type}`).join(", ");
}
