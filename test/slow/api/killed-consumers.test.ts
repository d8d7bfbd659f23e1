import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { openApi } from "../../support/open-api.ts";
import { seededRandom } from "../../support/random.ts";
import { scratchFolder } from "../../support/scratch.ts";
import { SEED } from "../../support/seeded.ts";
import { until } from "../../support/until.ts";

const CHILD = fileURLToPath(new URL("../../support/follow-child.ts", import.meta.url));
const EVENTS = 10_000;
const LEAST_KILLS = 8;

/** What a consumer wrote, one list of `[sequence, id]` for each time it was started. */
function readRuns(folder: string): [number, string][][] {
  const runs: [number, string][][] = [];
  for (const line of readFileSync(join(folder, "seen"), "utf8").trimEnd().split("\n")) {
    const [sequence = "", id = ""] = line.split(" ");
    if (sequence === "start") runs.push([]);
    else runs.at(-1)?.push([Number(sequence), id]);
  }
  return runs;
}

test.each(["feed", "stream"])(
  `a consumer of the %s that is killed at random while ${EVENTS} events pass sees each of them, without a gap (seed ${SEED})`,
  async (channel) => {
    const api = await openApi();
    const folder = scratchFolder();
    const random = seededRandom(SEED);
    let child: ChildProcess | null = null;
    const start = (): ChildProcess =>
      spawn(process.execPath, [CHILD, channel, api.url, folder], {
        stdio: ["ignore", "ignore", "inherit"],
      });
    onTestFinished(() => void child?.kill("SIGKILL"));

    let kills = 0;
    for (let last = 0; last < EVENTS || kills < LEAST_KILLS; ) {
      child = start();
      const until = Date.now() + 150 + random() * 400;
      while (Date.now() < until) {
        last = Math.min(EVENTS, last + 1 + Math.floor(random() * 120));
        api.append(last);
        await sleep(15);
      }
      const gone = once(child, "exit");
      child.kill("SIGKILL");
      await gone;
      kills += 1;
    }
    child = start();
    await until("it has seen the last", () =>
      readRuns(folder).some((run) => run.some(([at]) => at === EVENTS)),
    );

    const runs = readRuns(folder);
    // Killed while it was at it, not only before it began: otherwise this proves nothing.
    expect(runs.filter((run) => run.length > 0).length).toBeGreaterThan(LEAST_KILLS / 2);
    for (const run of runs) {
      const begun = run[0]?.[0] ?? 0;
      expect(run.map(([sequence]) => sequence)).toEqual(run.map((_, at) => begun + at));
    }
    const ids = new Map<number, string>();
    for (const [sequence, id] of runs.flat()) {
      // Told again, it bears the id that it bore.
      expect(ids.get(sequence) ?? id).toBe(id);
      ids.set(sequence, id);
    }
    expect([...ids.keys()].sort((a, b) => a - b)).toEqual(
      Array.from({ length: EVENTS }, (_, at) => at + 1),
    );
    expect(new Set(ids.values()).size).toBe(EVENTS);
    expect(runs.flat().length, "some are told again").toBeGreaterThan(EVENTS);
  },
  120_000,
);
