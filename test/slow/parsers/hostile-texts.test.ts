/** The work for a text that repeats one token grows only with its length, at every place where a foreign text enters. */

import { expect, test } from "vitest";
import { growthOfWork, MOST_GROWTH } from "../../support/count-work.ts";
import { hostilePlaces, TOKENS } from "../../support/hostile-texts.ts";

const TOKENS_OF_PLACE = 6;

test.each(hostilePlaces().map((place, at) => ({ ...place, at })))("$name", ({ read, at }) => {
  for (let share = 0; share < TOKENS_OF_PLACE; share += 1) {
    const token = TOKENS[(at + 19 * share) % TOKENS.length] ?? " ";
    expect(growthOfWork(read, token), JSON.stringify(token)).toBeLessThan(MOST_GROWTH);
  }
});
