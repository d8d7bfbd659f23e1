/** The example followers: killed at random while the log grows, each ends with the list. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import type { LogEvent } from "../../../src/model/events/event.ts";
import { chance } from "../../support/chance.ts";
import { EXAMPLE_PROGRAMS, missingTools, printedList } from "../../support/example-programs.ts";
import { listedAfter } from "../../support/listed-after.ts";
import { openFeed } from "../../support/open-feed.ts";
import { scratchFolder } from "../../support/scratch.ts";
import { SEED } from "../../support/seeded.ts";
import { demoLog, randomLogs } from "../../support/told-worlds.ts";
import { until } from "../../support/until.ts";

const FOLLOWERS = EXAMPLE_PROGRAMS.flatMap((program) =>
  program.follow.map((command) => ({ program, command, name: command[1]?.split("/").at(-1) })),
);

function start(
  [command, ...first]: readonly [string, ...string[]],
  path: string,
  feed: { readonly url: string; readonly key: string },
) {
  const child = spawn(command, [...first, path], {
    env: {
      ...process.env,
      ENTITYWIRE_URL: feed.url,
      ENTITYWIRE_KEY: feed.key,
      PYTHONDONTWRITEBYTECODE: "1",
    },
    stdio: ["ignore", "ignore", "pipe"],
    // A shell's own children go with it.
    detached: true,
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const ended = once(child, "close");
  const kill = async () => {
    const { exitCode, signalCode, pid } = child;
    if (exitCode === null && signalCode === null && pid !== undefined)
      process.kill(-pid, "SIGKILL");
    await ended;
  };
  onTestFinished(kill);
  return { kill, ended, said: () => said };
}

describe.each(FOLLOWERS)("$program.name/$name", ({ program, command }) => {
  const missing = missingTools(program);
  const title = missing.length === 0 ? "" : ` (skipped: this machine has no ${missing.join(", ")})`;
  const run = test.skipIf(missing.length > 0);

  async function follow(log: readonly LogEvent[], seed: number) {
    const { integer } = chance(seed);
    const feed = await openFeed(log, Math.ceil(log.length / 3));
    const path = join(scratchFolder(), "copy");
    if (program.name === "shell") mkdirSync(path);
    let follower = start(command, path, feed);
    for (let kills = 0; kills < 6; kills += 1) {
      const before = feed.answers;
      await until("it asks", () => feed.answers > before);
      feed.grow(integer(1, Math.ceil(log.length / 6)));
      await sleep(integer(0, 60));
      await follower.kill();
      follower = start(command, path, feed);
    }
    feed.grow(log.length);
    const wanted = JSON.stringify(
      listedAfter(log).map(({ entryId, entryVersion }) => [entryId, entryVersion]),
    );
    await until("the copy is the list", async () => {
      await sleep(100);
      const lines = printedList(program, path) as { entryId: string; entryVersion?: number }[];
      return (
        JSON.stringify(lines.map(({ entryId, entryVersion }) => [entryId, entryVersion])) === wanted
      );
    });
    // What is printed then stays, whole.
    await follower.kill();
    expect(printedList(program, path)).toEqual(listedAfter(log));
    // It was cut off as well.
    expect(feed.answers).toBeGreaterThan(5);
  }

  run(
    `killed at random while the demo is told, ends with its list${title}`,
    async () => {
      await follow(await demoLog(), SEED);
    },
    90_000,
  );

  run(
    `and so with a log of histories and merges${title}`,
    async () => {
      const logs = await randomLogs(12, SEED);
      const log = logs.find((one) => one.some(({ type }) => type === "entry.merged")) ?? [];
      await follow(log, SEED + 1);
    },
    90_000,
  );

  run(
    `ends where no retry helps, and says why${title}`,
    async () => {
      const feed = await openFeed([], 0);
      const path = join(scratchFolder(), "copy");
      if (program.name === "shell") mkdirSync(path);
      const follower = start(command, path, { url: feed.url, key: "ew_wrong" });
      const [code] = (await follower.ended) as [number];
      expect(code).not.toBe(0);
      expect(follower.said()).toContain("answered 401");
      expect(follower.said()).not.toContain("ew_wrong");
    },
    60_000,
  );
});
