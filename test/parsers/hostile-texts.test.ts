/** The work for a text that repeats one token grows only with its length, at some of the places where texts enter. */

import { expect, test } from "vitest";
import { growthOfWork, MOST_GROWTH } from "../support/count-work.ts";
import { hostilePlaces } from "../support/hostile-texts/places.ts";
import { TOKENS } from "../support/hostile-texts/tokens.ts";

/** The slow tests try every place. */
const EACH = 8;

const places = hostilePlaces().map((place, at) => ({ ...place, token: TOKENS[at] ?? " " }));

test.each(places.filter((_, at) => at % EACH === 0))("$name: $token", ({ read, token }) => {
  expect(growthOfWork(read, token)).toBeLessThan(MOST_GROWTH);
});
