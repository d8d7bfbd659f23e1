import { expect, test } from "vitest";
import { describeOutcome, runCampaign } from "../../support/faults/campaign.ts";
import { arrivals } from "../../support/faults/world.ts";
import { scratchFolder } from "../../support/scratch.ts";
import { SEED } from "../../support/seeded.ts";

const RUNS = Number(process.env["ENTITYWIRE_FAULT_RUNS"] ?? 10);

test(
  `${RUNS} services under a mix of faults leave the log of an undisturbed one, and subscribers receive exactly its events`,
  async () => {
    const say = (line: string) => process.stdout.write(`${line}\n`);
    const { expected, outcomes } = await runCampaign(scratchFolder(), RUNS, SEED, say);
    // A world without events would pass under any fault.
    expect(expected.standings.map(({ events }) => events)).toEqual([
      1, 4, 7, 10, 12, 18, 22, 24, 28, 34, 37, 40, 44, 48, 50, 50,
    ]);
    expect(expected.standings).toHaveLength(arrivals.length);
    const failed = outcomes.filter(({ failure }) => failure !== null);
    expect(failed.map(describeOutcome)).toEqual([]);
    expect(outcomes).toHaveLength(RUNS);
    // Faults that never occur prove nothing.
    expect(outcomes.flatMap(({ effects }) => effects).length).toBeGreaterThan(RUNS / 2);
  },
  60_000 + RUNS * 60_000,
);
