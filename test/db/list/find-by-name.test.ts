import { setImmediate } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { openNameFinder } from "../../../src/db/list/find-by-name.ts";
import type { StandingEntry } from "../../../src/model/events/list-copy.ts";
import { makeEntry } from "../../support/make-entry.ts";

const NAMES = Array.from({ length: 100 }, (_, at) => `Company Number ${at} of Nanjing`);
const SNAPSHOT = { sequence: 1, entries: new Map(NAMES.map((name, at) => [`e${at}`, of(name)])) };

function of(name: string): StandingEntry {
  const entry = makeEntry({ name });
  const ids = { entryId: name, entryVersion: 1, partyId: name, validFrom: null, mergedInto: null };
  return { ...ids, entry, listed: true };
}

function open() {
  const finder = openNameFinder();
  onTestFinished(() => finder[Symbol.dispose]());
  return finder;
}

test("a search that was prepared finds the same", async () => {
  const [cold, warm] = [open(), open()];
  await warm.warm(SNAPSHOT, new AbortController().signal);
  const found = warm.find(SNAPSHOT, "company number 7 of nanjing");
  expect(found[0]?.match).toMatchObject({ name: NAMES[7], score: 1 });
  expect(found).toEqual(cold.find(SNAPSHOT, "company number 7 of nanjing"));
});

test("preparing leaves the event loop free, and ends when told to", async () => {
  const ending = new AbortController();
  const finder = open();
  let turns = 0;
  const warming = finder.warm(SNAPSHOT, ending.signal).finally(() => {
    turns += 1000;
  });
  for (; turns < 3; turns += 1) await setImmediate();
  expect(turns).toBe(3);
  ending.abort();
  await expect(warming).rejects.toThrow("aborted");
});
