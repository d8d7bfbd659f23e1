import { describe, expect, test } from "vitest";
import { currentEntries } from "../../../src/db/list/list.ts";
import { entriesAsOf, type NewVersion, putVersion } from "../../../src/db/list/versions.ts";
import { openStore } from "../../../src/db/store/open-store.ts";
import { addDays } from "../../../src/model/clock/day.ts";
import type { Entry } from "../../../src/model/entry.ts";
import { cite, makeEntry } from "../../support/make-entry.ts";
import { scratchFolder } from "../../support/scratch.ts";
import { fc } from "../../support/seeded.ts";

const LAST_DAY = "9999-12-31";
const CITED = "2025-01-03";

/** One entry whose versions are recorded in the given order; each text says which version it is. */
function openHistory() {
  const store = openStore(scratchFolder());
  const told: (NewVersion & { from: string })[] = [];
  return {
    [Symbol.dispose]: () => store[Symbol.dispose](),
    record(op: "put" | "remove", validFrom: string | null, knownFrom: string): void {
      const version = told.length + 1;
      const was = told.at(-1)?.entry ?? null;
      const entry = op === "remove" ? null : textOf(version);
      const next = { version, entry, was, validFrom, shownOn: null, knownFrom, sequence: version };
      putVersion(store.db, { entryId: "entry_1", partyId: "party_1", ...next });
      // The naive model: a record holds from its day on until another one is learnt, and time does not run backwards.
      const learnt = [knownFrom, told.at(-1)?.knownFrom ?? ""].sort().at(-1) ?? "";
      const day = learnt.slice(0, 10);
      const from = validFrom ?? (version === 1 && CITED < day ? CITED : day);
      told.push({ entryId: "entry_1", partyId: "party_1", ...next, knownFrom: learnt, from });
    },
    law: (day: string, knownAt: string) =>
      entriesAsOf(store.db, { day, knownAt }).map(({ version }) => version),
    naiveLaw(day: string, knownAt: string): number[] {
      const known = told.filter(({ knownFrom, from }) => knownFrom <= knownAt && from <= day);
      const last = known.at(-1);
      return last === undefined || last.entry === null ? [] : [last.version];
    },
    now: () => currentEntries(store.db).map(({ version }) => version),
    isListed: () => told.at(-1)?.entry != null,
  };
}

function textOf(version: number): Entry {
  return makeEntry({ name: "Alpha", remarks: `version ${version}`, citations: [cite(CITED)] });
}

const at = (day: string) => `${day}T12:00:00.000Z`;

describe("one entry on two time axes", () => {
  test("a change of an earlier day replaces one of a later day", () => {
    using history = openHistory();
    history.record("put", null, at("2025-03-01"));
    history.record("put", "2025-06-01", at("2025-03-02"));
    history.record("put", "2025-05-01", at("2025-03-03"));
    expect(history.law("2025-04-30", at("2025-03-03"))).toEqual([1]);
    expect(history.law("2025-05-15", at("2025-03-03"))).toEqual([3]);
    expect(history.law("2025-06-15", at("2025-03-03"))).toEqual([3]);
    // Earlier knowledge stays as it was recorded.
    expect(history.law("2025-05-15", at("2025-03-02"))).toEqual([1]);
    expect(history.law("2025-06-15", at("2025-03-02"))).toEqual([2]);
  });

  test("listed again on an unknown day, it is law from the day it was learnt and does not overlap its history", () => {
    using history = openHistory();
    history.record("put", null, at("2025-03-01"));
    history.record("remove", "2025-03-10", at("2025-03-10"));
    history.record("put", null, at("2025-03-20"));
    expect(history.law("2025-03-05", at("2025-03-20"))).toEqual([1]);
    expect(history.law("2025-03-15", at("2025-03-20"))).toEqual([]);
    expect(history.law("2025-03-20", at("2025-03-20"))).toEqual([3]);
  });

  test("a clock that stepped back makes nothing known before its predecessor", () => {
    using history = openHistory();
    history.record("put", null, at("2025-03-02"));
    history.record("put", "2025-03-01", at("2025-03-01"));
    expect(history.law("2025-03-01", at("2025-03-01"))).toEqual([]);
    expect(history.law("2025-03-01", at("2025-03-02"))).toEqual([2]);
  });

  test("a citation misprinted into the future does not delay a listing", () => {
    using history = openHistory();
    history.record("put", null, at("2025-01-02"));
    expect(history.law("2025-01-01", at("2025-01-02"))).toEqual([]);
    expect(history.law("2025-01-02", at("2025-01-02"))).toEqual([1]);
  });

  test("never has two versions for one day and instant, in any order of its changes", () => {
    const day = fc.integer({ min: 1, max: 9 }).map((n) => `2025-01-0${n}`);
    const change = fc.record({
      remove: fc.boolean(),
      validFrom: fc.option(day, { freq: 4 }),
      knownFrom: day.map(at),
    });
    const days = Array.from({ length: 11 }, (_, n) => addDays("2024-12-31", n));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
        using history = openHistory();
        for (const { remove, validFrom, knownFrom } of changes) {
          history.record(remove && history.isListed() ? "remove" : "put", validFrom, knownFrom);
        }
        for (const known of days.map(at)) {
          for (const valid of [...days, LAST_DAY]) {
            const law = history.law(valid, known);
            expect(law.length).toBeLessThanOrEqual(1);
            expect(law, `${valid} as known at ${known}`).toEqual(history.naiveLaw(valid, known));
          }
        }
        // The latest record equals the executed list.
        expect(history.law(LAST_DAY, at(LAST_DAY))).toEqual(history.now());
      }),
      { numRuns: 100 },
    );
  }, 60_000);
});
