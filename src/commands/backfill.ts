/** `backfill --from DATE`: loads the eCFR's history up to the current list, and continues where it stopped. */

import type { Config } from "../config.ts";
import { heldBackDocuments } from "../db/documents/documents.ts";
import { heldTexts } from "../db/documents/walked-days.ts";
import { baselineDate } from "../db/list/list.ts";
import { toDay } from "../model/clock/day.ts";
import { PipelineError } from "../model/errors.ts";
import { singlePassPolicies, walkPatience } from "../pipeline.ts";
import { askPatiently, type Patience } from "../workers/fetch/ask-patiently.ts";
import { type WalkedDay, walkHistory } from "../workers/fetch/walk-history.ts";
import type { StepPolicy } from "../workers/runners/step-policy.ts";
import type { Job } from "../workers/step.ts";
import { refuseBehind, refuseStart } from "./backfill/refuse-start.ts";
import {
  describeStop,
  describeWalk,
  missingDays,
  type Stand,
  stoppedBy,
} from "./backfill/stand.ts";
import { openPipeline, type Pipeline, type PipelineOptions } from "./open-pipeline.ts";
import type { Io } from "./terminal/io.ts";
import { type Failure, watchSinglePass } from "./terminal/progress.ts";
import type { Progress } from "./terminal/progress-bar.ts";

export interface BackfillOptions
  extends Partial<Pick<PipelineOptions, "now" | "onBoundary" | "policies" | "upstream">> {
  /** A valid day. */
  readonly from: string;
  readonly progress: Progress;
  /** Retries for one date. */
  readonly patience?: StepPolicy;
  /** Ends the walk at once. Stored texts stay stored. */
  readonly signal: AbortSignal;
}

const OUTCOMES: Readonly<Record<WalkedDay["outcome"], string>> = {
  new: "a new text",
  unchanged: "no new text",
  refused: "not available",
};

/**
 * Each text passes the whole pipeline before the next is fetched.
 * @throws PipelineError input/usage, store/locked, or fetch/… where the walk ended early or skipped a date
 */
export async function runBackfill(
  io: Io,
  config: Config,
  dataDir: string,
  {
    from,
    progress,
    signal,
    policies = singlePassPolicies,
    patience: policy = walkPatience,
    now = () => new Date(),
    ...rest
  }: BackfillOptions,
): Promise<void> {
  refuseStart(from, toDay(now()));
  const observer = watchSinglePass({ err: progress.say });
  await using pipeline = await openPipeline({
    ...rest,
    config,
    dataDir,
    command: "backfill",
    policies,
    // One line a day is enough. Only failures are shown in addition.
    observer: { ...observer, done: () => undefined },
    now,
  });
  const { store, deps, lost } = pipeline;
  const stopping = AbortSignal.any([signal, lost]);
  const run = untilStopped(pipeline, stopping);
  const walked: WalkedDay[] = [];
  const patience = {
    policy,
    onRetry: reportRetry(progress),
    signal: stopping,
  };
  let stand: Stand = { days: [], held: 0, walked, heldBack: 0 };
  try {
    await run({ step: "sweep" });
    const to = baselineDate(store.db, "EL") ?? (await fetchList(pipeline, run, observer.failures));
    refuseBehind(from, to);
    const askDays = (asked: AbortSignal) => deps.ecfr.part744Versions(from, to, asked);
    const days = await askPatiently(deps, "ecfr", askDays, patience);
    const texts = heldTexts(store.db);
    stand = { ...stand, days, held: days.filter((day) => texts.has(day)).length };
    progress.begin(stand.held, days.length);
    for await (const one of walkHistory(deps, days, patience)) {
      walked.push(one);
      if (one.why !== null) progress.say(`${one.day} is skipped: ${one.why}`);
      if (one.job !== null) await run(one.job);
      progress.step(`${one.day} ${OUTCOMES[one.outcome]}`);
    }
  } catch (error) {
    lost.throwIfAborted();
    if (!signal.aborted) throw stoppedBy(error, stand);
    progress.say(`backfill was interrupted: ${describeStop(stand)}`);
    return;
  } finally {
    progress[Symbol.dispose]();
  }
  io.err(describeWalk({ ...stand, heldBack: countHeldBack(pipeline, stand.days) }));
  const [failure] = observer.failures.filter(({ job }) => job.step !== "fetch");
  const error = missingDays(stand) ?? failure?.error ?? null;
  if (error !== null) throw error;
}

function countHeldBack({ store }: Pipeline, days: readonly string[]): number {
  return heldBackDocuments(store.db).filter(
    ({ state, asOf }) => state === "quarantined" && asOf !== null && days.includes(asOf),
  ).length;
}

/** A date that is given up is reported at the end of the walk. */
function reportRetry({ say }: Progress): Patience["onRetry"] {
  return ({ message }, waitMs) => say(`${message}; retry in ${Math.ceil(waitMs / 1000)} s`);
}

type Run = (job: Job) => Promise<void>;

/** Runs a job and all jobs that follow from it, unless it is stopped first. */
function untilStopped({ runner }: Pipeline, stopping: AbortSignal): Run {
  const stopped = new Promise<void>((resolve) => {
    stopping.addEventListener("abort", () => resolve(), { once: true });
  });
  return async (job) => {
    stopping.throwIfAborted();
    runner.add(job);
    await Promise.race([runner.drain(), stopped]);
    stopping.throwIfAborted();
  };
}

/** Fetches today's list first, so that all older texts become history. Returns its date. */
async function fetchList(
  { store }: Pipeline,
  run: Run,
  failures: readonly Failure[],
): Promise<string> {
  await run({ step: "fetch", source: "ecfr" });
  const to = baselineDate(store.db, "EL");
  if (to !== null) return to;
  const [failure] = failures;
  throw (
    failure?.error ??
    new PipelineError("fetch/untrusted", "the eCFR's newest text contains no list", {
      hint: "`entitywire status` shows why",
    })
  );
}
