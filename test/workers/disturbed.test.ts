import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { disturbedRun, undisturbedRun } from "../support/disturbed-run.ts";
import { scratchFolder } from "../support/scratch.ts";

/** `npm run soak` sets more of them. */
const RUNS = Number(process.env["ENTITYWIRE_DISTURBED_RUNS"] ?? 3);
const FIRST_SEED = Number(process.env["ENTITYWIRE_DISTURBED_SEED"] ?? 1);

test(
  `${RUNS} services killed at random, their Redis emptied and restarted, leave the log of an undisturbed one`,
  async () => {
    const scratch = scratchFolder();
    const expected = await undisturbedRun(scratch);
    expect(expected.log).toHaveLength(1 + 12 * 3);
    for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed += 1) {
      const folder = join(scratch, String(seed));
      mkdirSync(folder);
      const { log, entries, stream, disturbances } = await disturbedRun(
        folder,
        seed,
        expected.log.length,
      );
      const where = `seed ${seed}: ${disturbances.join(", ")}`;
      // The whole events, `sequence` among them: equal logs have no gap.
      expect(log, where).toEqual(expected.log);
      expect(entries, where).toEqual(expected.entries);
      expect(
        stream.map(({ event }) => event),
        where,
      ).toEqual(expected.log);
      expect(
        stream.map(({ id }) => id),
        where,
      ).toEqual(log.map((_, at) => `${at + 1}-0`));
    }
  },
  RUNS * 120_000,
);
