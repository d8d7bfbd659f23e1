import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test, vi } from "vitest";
import { PipelineError } from "../../../src/model/errors.ts";
import { servicePolicies } from "../../../src/pipeline.ts";
import { createInProcessRunner } from "../../../src/workers/runners/in-process-runner.ts";
import type { RunnerObserver } from "../../../src/workers/runners/runner.ts";
import type { StepPolicies } from "../../../src/workers/runners/step-policy.ts";
import { type Deps, type Handlers, type Job, jobKey } from "../../../src/workers/step.ts";
import { until } from "../../support/until.ts";

const quick: StepPolicies = {
  ...servicePolicies,
  fetch: { ...servicePolicies.fetch, attempts: 3, backoffMs: [1, 4] },
  deliver: { concurrency: 1, attempts: 3, backoffMs: [1, 4] },
};
const parse = (documentId: string): Job => ({ step: "parse", documentId, generation: 1 });
const deliver = (endpointId: string): Job => ({
  step: "deliver",
  endpointId,
  sealed: "a target",
  events: [{ sequence: 1, attempt: 1, id: "event_1", event: "{}" }],
});
const nothing = { facts: {}, next: [] };
const deps = { random: () => 0.5 } as Deps;

function createRunner(handlers: Partial<Handlers>, policies = quick) {
  const seen: string[] = [];
  const observer: RunnerObserver = {
    done: (job) => seen.push(`done ${jobKey(job)}`),
    failed: (job, _error, { attempt, retryInMs }) =>
      seen.push(`failed ${jobKey(job)} ${attempt}${retryInMs === null ? " for good" : ""}`),
  };
  const unexpected = async () => {
    throw new Error("not part of this test");
  };
  const all: Handlers = {
    fetch: unexpected,
    parse: unexpected,
    diff: unexpected,
    history: unexpected,
    deliver: unexpected,
    "deliver-slowly": unexpected,
    record: unexpected,
    publish: unexpected,
    sweep: unexpected,
    ...handlers,
  };
  return { seen, runner: createInProcessRunner({ handlers: all, policies, deps, observer }) };
}

afterEach(() => void vi.useRealTimers());

describe("the in-process runner", () => {
  test("keeps to its schedule when the clock is put back", async () => {
    vi.useFakeTimers();
    const { seen, runner } = createRunner({ sweep: async () => nothing });
    runner.schedule([{ job: { step: "sweep" }, pattern: "*/10 * * * * *" }]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(seen.length).toBeGreaterThanOrEqual(6);
    const before = seen.length;
    vi.setSystemTime(Date.now() - 2 * 86_400_000);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(seen.length).toBeGreaterThanOrEqual(before + 3);
    await runner[Symbol.asyncDispose]();
  });

  test("runs the jobs that follow a job and drains when nothing is left", async () => {
    const { seen, runner } = createRunner({
      parse: async ({ documentId }) => ({
        facts: {},
        next: [{ step: "diff", documentId, generation: 1 }],
      }),
      diff: async () => nothing,
    });
    runner.add(parse("a"));
    await runner.drain();
    expect(seen).toEqual(["done parse/a/1", "done diff/a/1"]);
  });

  test("treats a job that waits or runs already as the same job", async () => {
    const { seen, runner } = createRunner({ parse: async () => nothing });
    for (const id of ["a", "b", "a", "b"]) runner.add(parse(id));
    await runner.drain();
    expect(seen).toEqual(["done parse/a/1", "done parse/b/1"]);
  });

  test("retries what may succeed, at most as often as its policy says", async () => {
    let calls = 0;
    const { seen, runner } = createRunner({
      deliver: async ({ endpointId }) => {
        calls += 1;
        if (endpointId === "never" || calls === 1) throw new Error("busy");
        return nothing;
      },
    });
    runner.add(deliver("later"));
    runner.add(deliver("never"));
    await runner.drain();
    expect(seen).toEqual([
      "failed deliver/later/1/1 1",
      "failed deliver/never/1/1 1",
      "done deliver/later/1/1",
      "failed deliver/never/1/1 2",
      "failed deliver/never/1/1 3 for good",
    ]);
  });

  test("gives the place of a job that waits for its retry to the next job", async () => {
    const patient = { ...quick, parse: { ...quick.parse, backoffMs: [60_000, 60_000] as const } };
    const { seen, runner } = createRunner(
      {
        parse: async ({ documentId }) => {
          if (documentId === "a") throw new Error("busy");
          return nothing;
        },
      },
      patient,
    );
    for (const id of ["a", "b", "a"]) runner.add(parse(id));
    await until("the next job has run", () => seen.includes("done parse/b/1"));
    // The job that waits is still known, so adding it again adds nothing.
    runner.add(parse("a"));
    expect(await runner.depths()).toEqual({ parse: { waiting: 0, active: 0, delayed: 1 } });
    await runner[Symbol.asyncDispose]();
    await runner.drain();
    expect(seen).toEqual(["failed parse/a/1 1", "done parse/b/1"]);
  });

  test("does not retry what cannot succeed", async () => {
    const { seen, runner } = createRunner({
      deliver: async () => {
        throw new PipelineError("parse/truncated", "cut off");
      },
    });
    runner.add(deliver("a"));
    await runner.drain();
    expect(seen).toEqual(["failed deliver/a/1/1 1 for good"]);
  });

  test("waits as long as a source asks", async () => {
    const waits: (number | null)[] = [];
    const observer: RunnerObserver = {
      done: () => undefined,
      failed: (_job, _error, { retryInMs }) => waits.push(retryInMs),
    };
    const handlers = {
      fetch: async () => {
        const context = { retryAfterMs: 20 };
        throw new PipelineError("fetch/unreachable", "slow down", { retryable: true, context });
      },
    } as unknown as Handlers;
    const runner = createInProcessRunner({ handlers, policies: quick, deps, observer });
    runner.add({ step: "fetch", source: "ecfr" });
    await runner.drain();
    expect(waits).toEqual([20, 20, null]);
  });

  test("a source that does not answer does not block the other", async () => {
    const { seen, runner } = createRunner({
      fetch: async ({ source }, _deps, signal) => {
        if (source === "ecfr") await sleep(60_000, undefined, { signal });
        return nothing;
      },
    });
    runner.add({ step: "fetch", source: "ecfr" });
    runner.add({ step: "fetch", source: "federal-register" });
    await sleep(20);
    expect(seen).toEqual(["done fetch/federal-register"]);
    await runner[Symbol.asyncDispose]();
  });

  test("stops running jobs, drops waiting ones and accepts no more", async () => {
    const { seen, runner } = createRunner({
      parse: async (_job, _deps, signal) => {
        await sleep(60_000, undefined, { signal });
        return nothing;
      },
    });
    for (const id of ["a", "b"]) runner.add(parse(id));
    await runner[Symbol.asyncDispose]();
    runner.add(parse("c"));
    await runner.drain();
    expect(seen).toEqual([]);
  });
});
