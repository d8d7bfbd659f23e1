/** Many runs, several at a time, from seed to seed. */

import { join } from "node:path";
import { type Expectation, playUndisturbed } from "./expectation.ts";
import { type Outcome, runDisturbed } from "./run.ts";

/** They wait more than they work. */
const AT_ONCE = 4;

export interface Campaign {
  readonly expected: Expectation;
  readonly outcomes: readonly Outcome[];
}

/** `folder` is there and empty; a line is said of each run. */
export async function runCampaign(
  folder: string,
  runs: number,
  firstSeed: number,
  say: (line: string) => void,
): Promise<Campaign> {
  const expected = await playUndisturbed(join(folder, "undisturbed"));
  const seeds = Array.from({ length: runs }, (_, at) => firstSeed + at);
  const outcomes: Outcome[] = [];
  const runNext = async (): Promise<void> => {
    for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) {
      const outcome = await runDisturbed(join(folder, String(seed)), seed, expected);
      outcomes.push(outcome);
      say(describeOutcome(outcome));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, runNext));
  return { expected, outcomes };
}

export function describeOutcome({ seed, runner, faults, failure }: Outcome): string {
  const verdict = failure === null ? "as undisturbed" : `FAILED ${failure}`;
  return `seed ${seed} (${runner}): ${faults.join("; ")}: ${verdict}`;
}
