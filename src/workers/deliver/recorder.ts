/** Collects the outcomes of deliveries, so that those reported while others are written are written together. */

import type { Deps, Job, Report } from "../step.ts";
import { batchJobs } from "./batches.ts";
import type { WriteOutcomes } from "./write-outcomes.ts";

export interface Recorder {
  /** Resolves, once written, with the endpoint's next batch. */
  record(report: Report): Promise<readonly Job[]>;
}

interface PendingReport {
  readonly report: Report;
  readonly written: PromiseWithResolvers<readonly Job[]>;
}

export type RecorderDeps = Pick<Deps, "store" | "seal" | "batches" | "now"> & {
  readonly write: WriteOutcomes;
};

export function createRecorder(deps: RecorderDeps): Recorder {
  let waiting: PendingReport[] = [];
  let isWriting = false;

  const writeAll = async (): Promise<void> => {
    isWriting = true;
    // Reports of one turn of the event loop belong together.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) {
      const reports = waiting;
      waiting = [];
      await writeTogether(reports, deps);
    }
    isWriting = false;
  };

  return {
    record: (report) => {
      const written = Promise.withResolvers<readonly Job[]>();
      waiting.push({ report, written });
      if (!isWriting) void writeAll();
      return written.promise;
    },
  };
}

/** Never rejects: each report learns of a failure by itself. */
async function writeTogether(pending: readonly PendingReport[], deps: RecorderDeps): Promise<void> {
  try {
    const endpoints = await deps.write(
      pending.map(({ report }) => report),
      deps.now(),
    );
    for (const { report } of pending) deps.batches.takeBack(report.endpointId);
    for (const [at, { written }] of pending.entries()) {
      const endpoint = endpoints[at];
      written.resolve(endpoint == null ? [] : batchJobs(deps, [endpoint]));
    }
  } catch (error) {
    for (const { written } of pending) written.reject(error);
  }
}
