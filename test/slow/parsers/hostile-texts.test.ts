/** The work for a text that repeats one token grows only with its length, at every place where a foreign text enters. */

import { expect, test } from "vitest";
import { growthOfWork, MOST_GROWTH } from "../../support/count-work.ts";
import { hostilePlaces } from "../../support/hostile-texts/places.ts";
import { TOKENS } from "../../support/hostile-texts/tokens.ts";

/** Apart from the tokens of the quick tests; the soak tries each token at each place. */
const STEP = 19;

const places = hostilePlaces().map((place, at) => {
  return { ...place, token: TOKENS[(STEP * at + 1) % TOKENS.length] ?? " " };
});

test.each(places)("$name: $token", ({ read, token }) => {
  expect(growthOfWork(read, token)).toBeLessThan(MOST_GROWTH);
});
