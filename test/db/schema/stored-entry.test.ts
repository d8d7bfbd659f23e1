import { expect, test } from "vitest";
import { readEntry, type Upgrade, writeEntry } from "../../../src/db/schema/stored-entry.ts";
import { makeEntry } from "../../support/make-entry.ts";

/** A field that did not exist, and one that had another form. */
const UPGRADES: readonly Upgrade[] = [
  (older) => ({ ...older, website: null }),
  ({ remarks, ...older }) => ({ ...older, remarks: remarks === null ? [] : [remarks] }),
];

test("an entry is read as it was written", () => {
  const entry = makeEntry({ name: "Alpha" });
  expect(readEntry(writeEntry(entry))).toEqual(entry);
});

test("an older shape is brought up to date step by step", () => {
  const entry = makeEntry({ name: "Alpha" });
  const [first, second] = [writeEntry(entry, []), writeEntry(entry, UPGRADES.slice(0, 1))];
  expect(readEntry(first, UPGRADES)).toEqual({ ...entry, website: null, remarks: [] });
  expect(readEntry(second, UPGRADES)).toEqual({ ...entry, remarks: [] });
});

test("a newer shape, or none, is refused", () => {
  const newer = writeEntry(makeEntry({ name: "Alpha" }), UPGRADES);
  expect(() => readEntry(newer)).toThrow(expect.objectContaining({ code: "store/newer-schema" }));
  expect(() => readEntry("{}")).toThrow(/shape undefined/);
});
