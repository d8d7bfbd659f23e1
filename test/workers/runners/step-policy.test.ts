import { expect, test } from "vitest";
import { PipelineError } from "../../../src/model/errors.ts";
import { servicePolicies, singlePassPolicies } from "../../../src/pipeline.ts";
import { waitBeforeRetry } from "../../../src/workers/runners/step-policy.ts";

function askingFor(retryAfterMs: number): PipelineError {
  const context = { status: 503, retryAfterMs };
  return new PipelineError("fetch/unreachable", "busy", { retryable: true, context });
}

test("the service respects a source's requested pause", () => {
  expect(waitBeforeRetry(servicePolicies.fetch, 1, askingFor(3_600_000), 0.5)).toBe(3_600_000);
});

// `sync` waited as long as the server had asked, twice.
test("a single pass waits some seconds for a source, and reports one that asks for more", () => {
  const { fetch } = singlePassPolicies;
  expect(waitBeforeRetry(fetch, 1, askingFor(10_000), 0.5)).toBe(10_000);
  expect(waitBeforeRetry(fetch, 1, askingFor(10_001), 0.5)).toBeNull();
});
