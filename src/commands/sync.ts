/** `sync`: checks every source once, then exits. */

import type { Config } from "../config.ts";
import { lastCheck } from "../db/log/source-checks.ts";
import { SOURCES } from "../model/clock/source.ts";
import { singlePassPolicies } from "../pipeline.ts";
import { openPipeline } from "./open-pipeline.ts";
import { EXIT, exitCodeOf } from "./terminal/exit-code.ts";
import { barFor, type Io } from "./terminal/io.ts";
import { watchSinglePass } from "./terminal/progress.ts";

/** Returns 0 if every source was checked, 75 if any could not be. */
export async function runSync(io: Io, config: Config, dataDir: string): Promise<number> {
  const observer = watchSinglePass(io);
  await using pipeline = await openPipeline({
    config,
    dataDir,
    command: "sync",
    policies: singlePassPolicies,
    observer,
  });
  const { store, runner, lost } = pipeline;
  runner.add({ step: "sweep" });
  await runner.drain();
  using bar = barFor(io);
  bar.begin(0, SOURCES.length);
  for (const source of SOURCES) {
    runner.add({ step: "fetch", source });
    await runner.drain();
    bar.step(source);
  }
  lost.throwIfAborted();
  const unchecked = SOURCES.filter((source) => lastCheck(store.db, source)?.trusted !== true);
  for (const source of unchecked) {
    io.err(`${source} could not be checked: ${lastCheck(store.db, source)?.detail}`);
  }
  if (unchecked.length > 0) return EXIT.tempFail;
  const [failure] = observer.failures;
  return failure === undefined ? EXIT.ok : exitCodeOf(failure.error);
}
