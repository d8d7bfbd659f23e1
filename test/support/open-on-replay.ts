/** The real pipeline, in one process, on a replay server. */

import {
  openPipeline,
  type Pipeline,
  type PipelineOptions,
} from "../../src/commands/open-pipeline.ts";
import { readConfig } from "../../src/config.ts";
import { replayEnv } from "../../src/demo/replay-server.ts";
import { singlePassPolicies } from "../../src/pipeline.ts";
import type { StepPolicies } from "../../src/workers/runners/step-policy.ts";
import { UNHURRIED } from "./unhurried.ts";

export const quickPolicies: StepPolicies = {
  ...singlePassPolicies,
  fetch: { ...singlePassPolicies.fetch, attempts: 1 },
  parse: { ...singlePassPolicies.parse, attempts: 2, backoffMs: [1, 2] },
};

/** `url`: of the replay server. What fails goes to nobody unless there is an observer. */
export function openOnReplay(
  url: string,
  options: Pick<PipelineOptions, "dataDir" | "now"> & Partial<PipelineOptions>,
): Promise<Pipeline> {
  return openPipeline({
    config: readConfig(replayEnv(url)),
    command: "test",
    policies: quickPolicies,
    observer: { done: () => undefined, failed: () => undefined },
    upstream: UNHURRIED,
    listThread: false,
    ...options,
  });
}
