/** The log of the service on stderr: one JSON line per finished step, formatted on a terminal. */

import { type Logger, pino } from "pino";
import { describeError, PipelineError } from "../model/errors.ts";
import type { RedisObserver } from "../workers/runners/bullmq-runner.ts";
import type { RunnerObserver } from "../workers/runners/runner.ts";
import { jobKey } from "../workers/step.ts";

/** Lines of API errors in a minute that requests without a key cause, so that nobody can fill the log. */
const ANONYMOUS_FAULTS_A_MINUTE = 10;
const MINUTE_MS = 60_000;

export function openLog(level: string): Logger {
  const isTerminal = process.stderr.isTTY === true;
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    isTerminal
      ? pino.transport({ target: "pino-pretty", options: { destination: 2 } })
      : pino.destination({ dest: 2, sync: true }),
  );
}

export function logSteps(log: Logger): RunnerObserver {
  return {
    done: (job, { facts }, durationMs) => {
      // Periodic steps that found nothing are logged at debug level.
      const isIdle = facts["leftBehind"] === 0 || facts["published"] === 0 || facts["notDue"];
      const isRefused = facts["refused"] !== undefined;
      const isUntrusted = facts["trusted"] === false && facts["waits"] !== true;
      const level =
        isUntrusted || isRefused || facts["silent"] !== undefined
          ? "warn"
          : isIdle
            ? "debug"
            : "info";
      log[level]({ ...facts, durationMs: Math.round(durationMs) }, `${job.step}.done`);
    },
    failed: (job, error, { attempt, retryInMs, durationMs }) => {
      const isKnown = error instanceof PipelineError;
      const facts = {
        job: jobKey(job),
        code: isKnown ? error.code : "unexpected",
        attempt,
        ...(retryInMs === null ? {} : { retryInS: Math.round(retryInMs / 1000) }),
        reason: describeError(error),
        durationMs: Math.round(durationMs),
        ...(isKnown || !(error instanceof Error) ? {} : { stack: error.stack }),
      };
      log[retryInMs === null ? "error" : "warn"](facts, `${job.step}.failed`);
    },
  };
}

export function logRedis(log: Logger): RedisObserver {
  return {
    usable: ({ name, warnings }) => {
      log.info({ redis: name }, "redis.usable");
      for (const warning of warnings) log.warn({ redis: name, warning }, "redis.setting");
    },
    unusable: (trouble) => {
      log.error({ code: trouble.code, reason: describeError(trouble) }, "redis.unusable");
    },
    failed: (error) => log.warn({ reason: describeError(error) }, "queue.failed"),
  };
}

export interface FaultLog extends Disposable {
  record(error: unknown, keyId: string | null): void;
}

/** Logs every error of a request with a key. Of the others it logs a few a minute, and then how many more there were. */
export function logApiFaults(log: Logger): FaultLog {
  let [anonymous, minute] = [0, null as NodeJS.Timeout | null];
  const endMinute = (): void => {
    const leftOut = anonymous - ANONYMOUS_FAULTS_A_MINUTE;
    if (leftOut > 0) log.error({ leftOut }, "api.failed");
    if (minute !== null) clearTimeout(minute);
    [anonymous, minute] = [0, null];
  };
  return {
    record: (error, keyId) => {
      if (keyId === null) {
        minute ??= setTimeout(endMinute, MINUTE_MS).unref();
        anonymous += 1;
        if (anonymous > ANONYMOUS_FAULTS_A_MINUTE) return;
      }
      log.error({ reason: describeError(error), ...stackOf(error) }, "api.failed");
    },
    [Symbol.dispose]: endMinute,
  };
}

function stackOf(error: unknown): { stack?: string | undefined } {
  return error instanceof Error && !(error instanceof PipelineError) ? { stack: error.stack } : {};
}
