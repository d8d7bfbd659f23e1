/** `entryVersion` is enough: the events of a log in any order, and more than once, leave a consumer with the list. */

import { describe, expect, test } from "vitest";
import {
  isListed,
  type ListEvent,
  type Standing,
  statementsOf,
  withStatement,
} from "../../../examples/typescript/apply-event.ts";
import {
  type EntityEventData,
  isEntityEvent,
  type LogEvent,
} from "../../../src/model/events/event.ts";
import { listedAfter } from "../../support/listed-after.ts";
import { fc, SEED } from "../../support/seeded.ts";
import { toldLogs } from "../../support/told-worlds.ts";

const WORLDS = Number(process.env["ENTITYWIRE_CONTRACT_RUNS"] ?? 25);
const ORDERS = 40;

function copyOf(events: readonly ListEvent[]): Map<string, Standing> {
  const copy = new Map<string, Standing>();
  for (const event of events) {
    for (const said of statementsOf(event)) {
      copy.set(said.entryId, withStatement(copy.get(said.entryId), said));
    }
  }
  return copy;
}

const listedIn = (copy: ReadonlyMap<string, Standing>) =>
  [...copy.values()]
    .filter(isListed)
    .map(({ entryId, entryVersion, partyId, validFrom, entry }) => {
      return { entryId, entryVersion, partyId, validFrom, ...entry };
    })
    .sort((a, b) => (a.entryId < b.entryId ? -1 : 1));

describe(`${ORDERS} orders of each of ${WORLDS} random worlds and the scripted ones, from seed ${SEED}`, () => {
  test("the consumer ends with the list, and one that starts from a history as well", async () => {
    let told = 0;
    for (const log of await toldLogs(WORLDS, SEED)) {
      const inOrder = listedIn(copyOf(log));
      expect(inOrder).toEqual(listedAfter(log));
      told += log.filter(({ type }) => type === "entry.history" || type === "entry.merged").length;
      // A long log has as many orders as a short one needs.
      const orders = log.length > 100 ? 2 : ORDERS;
      const twice = [...log, ...log];
      fc.assert(
        fc.property(
          fc.shuffledSubarray(twice, { minLength: twice.length }),
          fc.nat(twice.length),
          (events, cut) => {
            expect(listedIn(copyOf(events))).toEqual(inOrder);
            // What came twice may come later still.
            expect(listedIn(copyOf([...events, ...events.slice(0, cut)]))).toEqual(inOrder);
          },
        ),
        { numRuns: orders },
      );
    }
    // The orders are of use only where something else than a version tells what stands.
    expect(told).toBeGreaterThan(20);
  }, 240_000);

  test("of the texts alone, the highest entryVersion is right wherever no history was told", async () => {
    let compared = 0;
    for (const log of await toldLogs(WORLDS, SEED)) {
      const apart = toldWhole(log);
      const listed = new Map(
        listedAfter(log).map(
          ({ entryId, entryVersion: _v, partyId: _p, validFrom: _f, ...entry }) => {
            return [entryId, entry];
          },
        ),
      );
      for (const [entryId, { after }] of highestOf(log)) {
        if (apart.has(entryId)) continue;
        compared += 1;
        expect(after).toEqual(listed.get(entryId) ?? null);
      }
    }
    expect(compared).toBeGreaterThan(100);
  }, 240_000);
});

test("an event of a type that is not known, or of no entry, leaves the copy as it is", () => {
  const event = { sequence: "000000000001", data: { entryId: "entry_1", entry: {}, entries: [] } };
  for (const type of ["rule.published", "list.noted", "reconciliation.mismatch", "entry.later"]) {
    expect(statementsOf({ ...event, type } as unknown as LogEvent)).toEqual([]);
  }
});

/** Ids of the entries of which a history or a merge was told. */
function toldWhole(log: readonly LogEvent[]): Set<unknown> {
  const types = ["entry.history", "entry.merged"];
  return new Set(
    log.filter(({ type }) => types.includes(type)).flatMap(({ data }) => Object.values(data)),
  );
}

/** The texts by `entity.*` events alone, the last ones first. */
function highestOf(log: readonly LogEvent[]): Map<string, EntityEventData> {
  const highest = new Map<string, EntityEventData>();
  for (const { data } of log.filter(isEntityEvent).toReversed()) {
    const known = highest.get(data.entryId);
    if (data.entryVersion >= (known?.entryVersion ?? 0)) highest.set(data.entryId, data);
  }
  return highest;
}
