/** Choices of a seeded chance. */

import { seededRandom } from "./random.ts";

export function chance(seed: number) {
  const next = seededRandom(seed);
  /** Both ends included. */
  const integer = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  const shuffle = <T>(items: readonly T[]): T[] =>
    items
      .map((item) => ({ item, place: next() }))
      .sort((a, b) => a.place - b.place)
      .map(({ item }) => item);
  return { integer, shuffle };
}
