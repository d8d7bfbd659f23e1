/** A walk through a small history: over real HTTP, in a scratch folder, without waits between requests. */

import { onTestFinished } from "vitest";
import { type BackfillOptions, runBackfill } from "../../src/commands/backfill.ts";
import { showProgress } from "../../src/commands/terminal/progress-bar.ts";
import { readConfig } from "../../src/config.ts";
import { type ReplayServer, replayEnv, startReplayServer } from "../../src/demo/replay-server.ts";
import type { ReplayWorld } from "../../src/demo/world.ts";
import { quickPolicies } from "./open-on-replay.ts";
import { scratchFolder } from "./scratch.ts";
import { UNHURRIED } from "./unhurried.ts";

export const TEXTS = "/api/versioner/v1/full/";
export const VERSIONS = "/api/versioner/v1/versions/";
/** Some days after the newest day of every history here. */
const NOW = new Date("2026-03-28T13:00:00Z");

/** One retry, and the patience of a minute. */
export const walkQuickly = {
  policies: quickPolicies,
  patience: { concurrency: 1, attempts: 2, backoffMs: [1, 2], patienceMs: 60_000 },
  upstream: UNHURRIED,
} as const;

export function historyConfig(url: string) {
  return readConfig(replayEnv(url));
}

/** The days whose text was asked for, in that order, answered or not. */
export function askedDays({ requests }: Pick<ReplayServer, "requests">): string[] {
  return requests
    .filter((path) => path.startsWith(TEXTS))
    .map((path) => path.slice(TEXTS.length).split("/")[0] ?? "");
}

/** Each walk is one start of the command; it resolves with what it said and how it ended. */
export async function openHistory(worldAt: (url: string) => ReplayWorld) {
  const server = await startReplayServer(worldAt);
  onTestFinished(() => server[Symbol.asyncDispose]());
  const dataDir = scratchFolder();
  const walk = async (from: string, options: Partial<BackfillOptions> = {}) => {
    const said: string[] = [];
    const stream = { write: (text: string) => said.push(text.trimEnd()) > 0 };
    const io = { out: () => undefined, err: (line: string) => void said.push(line), env: {} };
    const error = await runBackfill(io, historyConfig(server.url), dataDir, {
      from,
      progress: showProgress(stream, () => 0),
      signal: new AbortController().signal,
      now: () => NOW,
      ...walkQuickly,
      ...options,
    }).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    return { said, error };
  };
  return { server, dataDir, walk };
}
