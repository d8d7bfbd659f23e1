import { expect, test } from "vitest";
import { addDays, daysBetween, isDay } from "../../src/model/clock/day.ts";
import { canonicalJson, mintEntryId, mintEventId, mintPartyId } from "../../src/model/identity.ts";
import { nameKey } from "../../src/model/name-key.ts";
import { makeEntry } from "../support/make-entry.ts";
import { fc } from "../support/seeded.ts";

test("an entry's id does not depend on case, accents or punctuation of its name", () => {
  const id = mintEntryId(makeEntry({ name: "Société Générale d'Air, S.A." }), 0);
  expect(mintEntryId(makeEntry({ name: "SOCIETE GENERALE D’AIR S.A" }), 0)).toBe(id);
  expect(mintEntryId(makeEntry({ name: "Société Générale d'Eau, S.A." }), 0)).not.toBe(id);
});

test("a name with different letters is another name", () => {
  expect(nameKey("Almo Aero")).not.toBe(nameKey("Alma Aero"));
  expect(nameKey("Завод № 9")).not.toBe(nameKey("Завод № 8"));
});

test("one name under two destinations is two entries of one party", () => {
  const [france, iran] = [
    makeEntry({ name: "Dart Aviation" }),
    makeEntry({ name: "Dart Aviation", destination: "IRAN", country: "IR" }),
  ];
  expect(mintEntryId(france, 0)).not.toBe(mintEntryId(iran, 0));
  expect(mintPartyId(france)).toBe(mintPartyId(iran));
});

test("Address 01 of one destination is not the party of Address 01 under another", () => {
  const address = { name: "Address 01", kind: "address" as const };
  const turkey = makeEntry({ ...address, destination: "TURKEY", country: "TR" });
  expect(mintPartyId(makeEntry(address))).not.toBe(mintPartyId(turkey));
});

test("one country under two headings is one destination, and Crimea is one of its own", () => {
  const under = (destination: string, country: string) =>
    mintEntryId(makeEntry({ name: "Alpha", destination, country }), 0);
  expect(under("TURKEY", "TR")).toBe(under("TÜRKIYE", "TR"));
  expect(under("CRIMEA REGION OF UKRAINE", "UA")).not.toBe(under("UKRAINE", "UA"));
});

test("an event's id is made from its content, in any order of its keys", () => {
  expect(mintEventId("change_1", "entity.added", { a: 1, b: { c: 2, d: 3 } })).toBe(
    mintEventId("change_1", "entity.added", { b: { d: 3, c: 2 }, a: 1 }),
  );
});

test("canonical JSON is JSON of the same value", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test("days are counted over months, years and leap days", () => {
  expect(addDays("2024-02-28", 2)).toBe("2024-03-01");
  expect(daysBetween("2024-12-31", "2025-01-01")).toBe(1);
  expect(isDay("2025-02-30")).toBe(false);
  expect(isDay("2025-2-3")).toBe(false);
});
