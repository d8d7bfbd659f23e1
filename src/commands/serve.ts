/** `serve`: the service. Schedules ring, steps run, until a signal comes. */

import { type Logger, pino } from "pino";
import type { Config } from "../config.ts";
import { describeError, PipelineError } from "../model/errors.ts";
import { SOURCES } from "../model/source.ts";
import { schedule, servicePolicies } from "../pipeline.ts";
import type { RunnerObserver } from "../workers/runner.ts";
import { jobKey } from "../workers/step.ts";
import { openPipeline } from "./open-pipeline.ts";

/** The same signal again ends the process at once, as if nobody had listened. */
const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** Resolves with the signal that ended the service, once everything is released. */
export async function runServe(config: Config, dataDir: string): Promise<NodeJS.Signals> {
  const log = openLog(config.logLevel);
  const signal = waitForSignal();
  await using stack = new AsyncDisposableStack();
  const { runner, store } = stack.use(
    await openPipeline({
      config,
      dataDir,
      command: "serve",
      policies: servicePolicies,
      observer: logTo(log),
    }),
  );
  runner.schedule(schedule);
  log.info({ store: store.path, webhook: config.webhook !== null }, "serve.started");
  runner.add({ step: "sweep" });
  for (const source of SOURCES) runner.add({ step: "fetch", source });

  const received = await signal;
  log.info({ signal: received }, "serve.stopping");
  await stack.disposeAsync();
  log.info("serve.stopped");
  return received;
}

/** One JSON line a finished step, to stderr; pretty on a terminal. */
function openLog(level: string): Logger {
  const isTerminal = process.stderr.isTTY === true;
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    isTerminal
      ? pino.transport({ target: "pino-pretty", options: { destination: 2 } })
      : pino.destination({ dest: 2, sync: true }),
  );
}

function waitForSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of SIGNALS) process.once(signal, resolve);
  });
}

function logTo(log: Logger): RunnerObserver {
  return {
    done: (job, { facts }, durationMs) => {
      // Sweep rings every few seconds; it is news only when it finds something.
      const level = job.step === "sweep" && facts["leftBehind"] === 0 ? "debug" : "info";
      log[level]({ ...facts, durationMs: Math.round(durationMs) }, `${job.step}.done`);
    },
    failed: (job, error, { attempt, retryInMs }) => {
      const code = error instanceof PipelineError ? error.code : "unexpected";
      const retry = retryInMs === null ? {} : { retryInS: Math.round(retryInMs / 1000) };
      const stack =
        error instanceof PipelineError || !(error instanceof Error) ? {} : { stack: error.stack };
      const facts = {
        job: jobKey(job),
        code,
        attempt,
        ...retry,
        reason: describeError(error),
        ...stack,
      };
      log[retryInMs === null ? "error" : "warn"](facts, `${job.step}.failed`);
    },
  };
}
