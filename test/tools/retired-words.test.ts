import { expect, test } from "vitest";
import { retiredWordsIn } from "../../tools/retired-words.ts";

test.each([
  ["Due deliveries are made up into a parcel.", ["parcel"]],
  ["The witnesses disagree; see law 9.", ["witnesses", "law 9"]],
  ["Due deliveries are batched.", []],
  ["Detail, available and email hold a retired word and are none.", []],
])("%j", (line, words) => {
  expect(retiredWordsIn(line).map(({ word }) => word)).toEqual(words);
});
